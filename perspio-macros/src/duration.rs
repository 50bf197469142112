//! The grammar of durations: `250ms`, `1.5s`, `2m`, `1h`.

/// Units with their length in milliseconds, the longest first.
const UNITS: [(&str, u64); 4] = [("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

/// A time in whole milliseconds, more than none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Millis(pub(crate) u64);

impl Millis {
    /// Reads a duration, or says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        const SHAPE: &str = "is no duration; legal are `\"250ms\"`, `\"1.5s\"`, `\"2m\"` and `\"1h\"`";
        const FINE: &str = "is finer than a millisecond";
        let end = text.find(|c: char| c != '.' && !c.is_ascii_digit()).ok_or(SHAPE)?;
        let (number, unit) = text.split_at(end);
        let (_, unit) = UNITS.iter().find(|(name, _)| *name == unit).ok_or(SHAPE)?;
        let (whole, decimals) = match number.split_once('.') {
            Some((_, "")) => return Err(SHAPE),
            Some(parts) => parts,
            None => (number, "0"),
        };
        if whole.is_empty() || decimals.contains('.') {
            return Err(SHAPE);
        }
        let whole = whole.parse::<u64>().ok().and_then(|whole| whole.checked_mul(*unit));
        // An hour has 3 600 000 = 2^7 x 3^2 x 5^5 milliseconds, so an eighth decimal is never a whole one.
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > 7 {
            return Err(FINE);
        }
        let scale = decimals.bytes().fold(1, |scale, _| scale * 10);
        let part = if decimals.is_empty() { 0 } else { decimals.parse::<u64>().map_err(|_| SHAPE)? * unit };
        if part % scale != 0 {
            return Err(FINE);
        }
        let millis = whole.and_then(|whole| whole.checked_add(part / scale)).ok_or("is too long")?;
        if millis == 0 { Err("is no time at all; a duration is more than zero") } else { Ok(Self(millis)) }
    }
}

/// As it would be written in the longest unit that it is a whole number of.
impl std::fmt::Display for Millis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (name, unit) = UNITS.iter().find(|(_, unit)| self.0 % unit == 0).unwrap_or(&("ms", 1));
        write!(f, "{}{name}", self.0 / unit)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Millis;

    #[test]
    fn reads() {
        for (text, millis) in [
            ("250ms", 250),
            ("1s", 1_000),
            ("1.5s", 1_500),
            ("0.001s", 1),
            ("1.500000000000s", 1_500),
            ("2m", 120_000),
            ("0.25m", 15_000),
            ("1h", 3_600_000),
            ("0.0000025h", 9),
        ] {
            assert_eq!(Millis::parse(text), Ok(Millis(millis)), "{text}");
        }
    }

    #[test]
    fn refuses() {
        for text in ["", "5", "s", ".5s", "1.s", "1..5s", "1.5.5s", "5 s", "5 parsecs", "-1s", "+1s", "1S", "1e3s"] {
            assert!(Millis::parse(text).is_err_and(|fault| fault.starts_with("is no duration")), "{text}");
        }
        for text in ["0.5ms", "0.0001s", "0.00000001h"] {
            assert_eq!(Millis::parse(text), Err("is finer than a millisecond"), "{text}");
        }
        for text in ["18446744073709551615s", "99999999999999999999ms", "18446744073709551615.5s"] {
            assert_eq!(Millis::parse(text), Err("is too long"), "{text}");
        }
        for text in ["0s", "0.0h", "0ms"] {
            assert!(Millis::parse(text).is_err_and(|fault| fault.starts_with("is no time")), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reads_what_it_prints(millis in 1u64..) {
            prop_assert_eq!(Millis::parse(&Millis(millis).to_string()), Ok(Millis(millis)));
        }

        #[test]
        fn never_panics(text in "[0-9.]{0,30}(ms|s|m|h)?|.*") {
            let _ = Millis::parse(&text);
        }
    }
}
