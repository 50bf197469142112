//! The grammar of status patterns: `404`, `4xx`, `500..=599`.

use std::fmt;

/// A range of statuses, both ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) first: u16,
    pub(crate) last: u16,
}

/// What counts as success unless `expect` says otherwise.
pub(crate) const SUCCESS: Pattern = Pattern { first: 200, last: 299 };

/// Never the last answer to a request.
pub(crate) const INTERIM: Pattern = Pattern { first: 100, last: 199 };

const SHAPE: &str = "is no status pattern; legal are `404`, `4xx` and `500..=599`, alone or in `[ ]`";
const RANGE: &str = "is out of range; a status is 100 to 599";

impl Pattern {
    /// Reads a pattern, given without blanks, or says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        if let Some((first, last)) = text.split_once("..") {
            let last = last.strip_prefix('=').ok_or("has no last status; write it as `500..=599`")?;
            let (first, last) = (status(first)?, status(last)?);
            return if first <= last {
                Ok(Self { first, last })
            } else {
                Err("runs backwards; the lower status comes first")
            };
        }
        let lower = text.to_ascii_lowercase();
        if let Some(class) = lower.strip_suffix("xx") {
            let first = number(class)?.checked_mul(100).filter(|first| (100..600).contains(first)).ok_or(RANGE)?;
            return Ok(Self { first, last: first + 99 });
        }
        status(text).map(|only| Self { first: only, last: only })
    }

    /// Whether it is a single status.
    pub(crate) fn is_exact(self) -> bool {
        self.first == self.last
    }

    /// Whether every status of the other is in it.
    pub(crate) fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether a status is in both.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

fn status(text: &str) -> Result<u16, &'static str> {
    let status = number(text)?;
    if (100..600).contains(&status) { Ok(status) } else { Err(RANGE) }
}

fn number(text: &str) -> Result<u16, &'static str> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(SHAPE);
    }
    text.parse().map_err(|_| RANGE)
}

/// In the shortest way it could be written.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last } = self;
        if first == last {
            write!(f, "{first}")
        } else if first % 100 == 0 && *last == first + 99 {
            write!(f, "{}xx", first / 100)
        } else {
            write!(f, "{first}..={last}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, RANGE, SHAPE};

    #[test]
    fn reads() {
        for (text, first, last, shown) in [
            ("404", 404, 404, "404"),
            ("100", 100, 100, "100"),
            ("599", 599, 599, "599"),
            ("4xx", 400, 499, "4xx"),
            ("5XX", 500, 599, "5xx"),
            ("500..=599", 500, 599, "5xx"),
            ("500..=504", 500, 504, "500..=504"),
            ("404..=404", 404, 404, "404"),
        ] {
            let pattern = Pattern { first, last };
            assert_eq!(Pattern::parse(text), Ok(pattern), "{text}");
            assert_eq!(pattern.to_string(), shown);
        }
    }

    #[test]
    fn refuses() {
        let backwards = "runs backwards; the lower status comes first";
        let open = "has no last status; write it as `500..=599`";
        for (text, fault) in [
            ("", SHAPE),
            ("abc", SHAPE),
            ("0x194", SHAPE),
            ("404u16", SHAPE),
            ("xx", SHAPE),
            ("-404", SHAPE),
            ("\"404\"", SHAPE),
            ("4xx..=5xx", SHAPE),
            ("..=404", SHAPE),
            ("99", RANGE),
            ("600", RANGE),
            ("0xx", RANGE),
            ("6xx", RANGE),
            ("40xx", RANGE),
            ("99999999999", RANGE),
            ("65535xx", RANGE),
            ("99..=200", RANGE),
            ("500..=499", backwards),
            ("500..", open),
            ("500..599", open),
        ] {
            assert_eq!(Pattern::parse(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn overlaps() {
        let pattern = |text| Pattern::parse(text).unwrap();
        for (a, b, both) in
            [("404", "404", true), ("404", "4xx", true), ("400..=404", "404..=410", true), ("4xx", "5xx", false)]
        {
            assert_eq!(pattern(a).overlaps(pattern(b)), both, "{a} {b}");
            assert_eq!(pattern(b).overlaps(pattern(a)), both, "{b} {a}");
        }
    }
}
