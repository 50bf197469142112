//! What a status means: patterns of statuses, and the class of one answer.

use std::fmt;

use http::StatusCode;

/// A status or a range of them, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    first: u16,
    last: u16,
}

impl Pattern {
    /// All of 2xx, the success statuses unless an endpoint says otherwise.
    pub const SUCCESS: Self = Self::new(200, 299);
    /// All of 5xx.
    pub const SERVER_ERROR: Self = Self::new(500, 599);

    /// The statuses from `first` to `last`, both included. One status is a range from itself to itself.
    #[must_use]
    pub const fn new(first: u16, last: u16) -> Self {
        Self { first, last }
    }

    /// Is `status` one of these?
    pub const fn matches(self, status: u16) -> bool {
        self.first <= status && status <= self.last
    }
}

/// `404`, `5xx` or `500..=504`.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last } = *self;
        if first == last {
            write!(f, "{first}")
        } else if first % 100 == 0 && last == first + 99 {
            write!(f, "{}xx", first / 100)
        } else {
            write!(f, "{first}..={last}")
        }
    }
}

/// Does any of the patterns hold this status?
pub(crate) fn any(patterns: &[Pattern], status: StatusCode) -> bool {
    patterns.iter().any(|pattern| pattern.matches(status.as_u16()))
}

/// What one answer means for the call (the rows of the status table).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Declared as success.
    Success,
    /// Declared as `Ok(None)`.
    Absent,
    /// A status nobody asked for: a 2xx outside `expect`, or none that HTTP defines.
    Unexpected,
    Redirect,
    BadRequest,
    Unauthenticated,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    TooManyRequests,
    ClientError,
    Server,
}

/// The class of `status` for an endpoint that declares `expect` and `none`.
///
/// What is declared goes before what HTTP says. `none` goes before `expect`, so that a narrow `none`
/// may stand inside a wide `expect`.
pub(crate) fn classify(expect: &[Pattern], none: &[Pattern], status: StatusCode) -> Class {
    if any(none, status) {
        return Class::Absent;
    }
    if any(expect, status) {
        return Class::Success;
    }
    match status.as_u16() {
        300..=399 => Class::Redirect,
        400 => Class::BadRequest,
        401 => Class::Unauthenticated,
        403 => Class::Forbidden,
        404 => Class::NotFound,
        405 => Class::MethodNotAllowed,
        429 => Class::TooManyRequests,
        402 | 406..=428 | 430..=499 => Class::ClientError,
        500..=599 => Class::Server,
        _ => Class::Unexpected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(expect: &[Pattern], none: &[Pattern], status: u16) -> Class {
        classify(expect, none, StatusCode::from_u16(status).unwrap())
    }

    #[test]
    fn every_status_has_the_class_of_its_row() {
        for status in 100..=999 {
            let expected = match status {
                200..=299 => Class::Success,
                300..=399 => Class::Redirect,
                400 => Class::BadRequest,
                401 => Class::Unauthenticated,
                403 => Class::Forbidden,
                404 => Class::NotFound,
                405 => Class::MethodNotAllowed,
                429 => Class::TooManyRequests,
                402 | 406..=428 | 430..=499 => Class::ClientError,
                500..=599 => Class::Server,
                _ => Class::Unexpected,
            };
            assert_eq!(class(&[Pattern::SUCCESS], &[], status), expected, "{status}");
        }
    }

    #[test]
    fn what_is_declared_goes_first() {
        let created = [Pattern::new(201, 201)];
        assert_eq!(class(&created, &[], 201), Class::Success);
        assert_eq!(class(&created, &[], 200), Class::Unexpected);
        assert_eq!(class(&created, &[], 202), Class::Unexpected);
        assert_eq!(class(&[Pattern::SUCCESS], &[Pattern::new(404, 404)], 404), Class::Absent);
        assert_eq!(class(&[Pattern::SUCCESS], &[Pattern::new(204, 204)], 204), Class::Absent);
        assert_eq!(class(&[Pattern::SUCCESS], &[Pattern::new(304, 304)], 304), Class::Absent);
        assert_eq!(class(&[Pattern::SUCCESS], &[Pattern::new(401, 401)], 401), Class::Absent);
    }

    #[test]
    fn a_pattern_prints_as_it_is_declared() {
        for (pattern, text) in [
            (Pattern::new(404, 404), "404"),
            (Pattern::SUCCESS, "2xx"),
            (Pattern::SERVER_ERROR, "5xx"),
            (Pattern::new(500, 504), "500..=504"),
            (Pattern::new(201, 299), "201..=299"),
        ] {
            assert_eq!(pattern.to_string(), text);
        }
    }
}
