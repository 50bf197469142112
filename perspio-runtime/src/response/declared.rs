//! From an error to the variant that `#[derive(StatusError)]` declares for its status.

use serde::de::DeserializeOwned;

use super::json;
use crate::error::{Error, FromError};
use crate::status::{self, Pattern};

/// Looks for the variant of an error, in the order of the calls: the first that declares the status has it.
///
/// Only a status that makes the error counts. A 200 that cannot be read, or the 503 before a timeout, is no answer of
/// that status and goes to [`other`](Self::other) as it is.
#[derive(Debug)]
#[must_use = "`other` ends it"]
pub struct Declared<E>(State<E>);

#[derive(Debug)]
enum State<E> {
    /// No variant so far.
    Open(Error),
    Found(E),
    /// No variant will do.
    Other(Error),
}

impl<E> Declared<E> {
    /// Starts with no variant.
    pub fn new(error: Error) -> Self {
        Self(if error.kind().is_of_status() { State::Open(error) } else { State::Other(error) })
    }

    /// The variant of `statuses` that holds the body, read as JSON, all of which is UTF-8 (RFC 8259 section 8.1). A body
    /// that cannot be read makes it the other error, even where a later pattern has the status too: that one declares another body.
    pub fn json<T: FromErrorBody>(self, statuses: &[Pattern], variant: impl FnOnce(T) -> E) -> Self {
        self.pick(statuses, |error| match json::read(error.body()) {
            Ok(body) => State::Found(variant(body)),
            Err(json::Unreadable { detail, source }) => State::Other(error.because(detail, source)),
        })
    }

    /// The variant of `statuses` that holds the body as text. What is not UTF-8 in it becomes U+FFFD, so that no body
    /// loses the variant.
    pub fn text<T: ErrorText>(self, statuses: &[Pattern], variant: impl FnOnce(T) -> E) -> Self {
        self.pick(statuses, |error| State::Found(variant(T::from_body(error.body()))))
    }

    /// The variant of `statuses` that wants no body.
    pub fn unit(self, statuses: &[Pattern], variant: impl FnOnce() -> E) -> Self {
        self.pick(statuses, |_| State::Found(variant()))
    }

    /// The variant that was found, or this one with the error.
    pub fn other<T: FromError>(self, variant: impl FnOnce(T) -> E) -> E {
        match self.0 {
            State::Found(found) => found,
            State::Open(error) | State::Other(error) => variant(T::from(error)),
        }
    }

    /// Goes where `to` says if nothing is found yet and the status is one of these.
    fn pick(self, statuses: &[Pattern], to: impl FnOnce(Error) -> State<E>) -> Self {
        match self.0 {
            State::Open(error) if error.status().is_some_and(|status| status::any(statuses, status)) => Self(to(error)),
            state => Self(state),
        }
    }
}

/// What the body of an error can be read as. Implemented for all that is `Deserialize` and owned.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from the body of an error",
    label = "must be `serde::Deserialize` and owned",
    note = "a variant with a status holds the body, read as JSON; leave the field out to read none"
)]
pub trait FromErrorBody: DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> FromErrorBody for T {}

/// What the body of a 5XX answer can be: text. Not for implementing.
#[diagnostic::on_unimplemented(
    message = "the body of a 5XX answer is text, so `{Self}` cannot be read from it",
    label = "must be `String` or `Option<String>`",
    note = "make the field a `String`, or leave it out"
)]
pub trait ErrorText: Sized {
    /// The text of `body`, whatever is in it.
    #[doc(hidden)]
    fn from_body(body: &[u8]) -> Self;
}

impl ErrorText for String {
    fn from_body(body: &[u8]) -> Self {
        Self::from_utf8_lossy(body).into_owned()
    }
}

/// `None` if the body is empty.
impl ErrorText for Option<String> {
    fn from_body(body: &[u8]) -> Self {
        if body.is_empty() { None } else { Some(String::from_body(body)) }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use bytes::Bytes;
    use http::StatusCode;
    use serde::Deserialize;

    use super::*;
    use crate::error::{Attempt, Decision, ErrorKind, Inner, Log, Outcome, Reason, Why};

    #[derive(Debug, Deserialize, PartialEq)]
    struct Problem {
        code: u32,
    }

    /// An error of the user's own, which keeps the whole.
    #[derive(Debug)]
    struct Whole(Error);

    impl From<Error> for Whole {
        fn from(error: Error) -> Self {
            Self(error)
        }
    }

    #[derive(Debug)]
    #[allow(dead_code, reason = "the fields are read as they print")]
    enum Mine {
        Exists(Problem),
        Maybe(Option<Problem>),
        Unit(()),
        NotYours,
        Teapot,
        Moved,
        Unavailable(Option<String>),
        Down(String),
        Refused(Problem),
        Other(Whole),
    }

    const fn only(status: u16) -> [Pattern; 1] {
        [Pattern::new(status, status)]
    }

    impl From<Error> for Mine {
        fn from(error: Error) -> Self {
            Declared::new(error)
                .json(&only(409), Self::Exists)
                .json(&only(410), Self::Maybe)
                .json(&only(411), Self::Unit)
                .unit(&only(403), || Self::NotYours)
                .unit(&[Pattern::new(418, 418), Pattern::new(299, 299), Pattern::new(999, 999)], || Self::Teapot)
                .text(&only(503), Self::Unavailable)
                .text(&[Pattern::SERVER_ERROR], Self::Down)
                .json(&[Pattern::new(400, 499)], Self::Refused)
                .unit(&[Pattern::new(200, 399)], || Self::Moved)
                .other(Self::Other)
        }
    }

    fn error(kind: ErrorKind, status: u16, body: &'static [u8]) -> Error {
        let status = StatusCode::from_u16(status).unwrap();
        let last = Attempt {
            started: std::time::Duration::ZERO,
            wait: std::time::Duration::ZERO,
            why: Why::First,
            outcome: Outcome::Status(status),
            decision: Decision::Stop(Reason::NotRetryable),
        };
        Error::from_inner(Inner {
            status: Some(status),
            headers: [(http::header::ETAG, http::HeaderValue::from_static("e"))].into_iter().collect(),
            body: Bytes::from_static(body),
            reason: Some(Reason::NotRetryable),
            processed: true,
            log: Log::new(Vec::new(), Some(last)),
            ..Inner::new(kind)
        })
    }

    /// The variant for an answer with this status, as it prints; only its detail for the other error.
    fn variant(status: u16, body: &'static [u8]) -> String {
        let class = status::classify(&[Pattern::new(200, 200)], &[], StatusCode::from_u16(status).unwrap());
        match Mine::from(error(ErrorKind::of_class(class), status, body)) {
            Mine::Other(Whole(error)) => format!("Other: {error}"),
            found => format!("{found:?}"),
        }
    }

    #[test]
    fn the_first_that_declares_the_status_has_it() {
        let problem = br#"{"code":7}"#;
        for (status, body, expected) in [
            (409, &problem[..], "Exists(Problem { code: 7 })"),
            (410, problem, "Maybe(Some(Problem { code: 7 }))"),
            (410, b"null", "Maybe(None)"),
            (410, b"", "Maybe(None)"),
            (411, b"", "Unit(())"),
            (411, b"no JSON", "Unit(())"),
            (403, b"no JSON", "NotYours"),
            (418, b"", "Teapot"),
            (299, b"", "Teapot"),
            (999, b"", "Teapot"),
            (201, b"", "Moved"),
            (302, b"", "Moved"),
            (503, b"down", "Unavailable(Some(\"down\"))"),
            (503, b"", "Unavailable(None)"),
            (500, problem, "Down(\"{\\\"code\\\":7}\")"),
            (500, b"", "Down(\"\")"),
            (599, b"a\xff\xc3", "Down(\"a\u{fffd}\u{fffd}\")"),
            (404, problem, "Refused(Problem { code: 7 })"),
            (429, problem, "Refused(Problem { code: 7 })"),
            (998, problem, "Other: unexpected status (998)"),
        ] {
            assert_eq!(variant(status, body), expected, "{status}");
        }
    }

    #[test]
    fn a_body_that_cannot_be_read_never_reaches_a_later_pattern() {
        for (status, body, detail) in [
            (
                409,
                &b"<html>"[..],
                "client's fault (409): the body is not the JSON that was declared, at line 1 column 1",
            ),
            (409, b"{\n\"code\":\"x\"}", "(409): the body is not the JSON that was declared, at line 2 column 10"),
            (409, b"{\"code\":7", "(409): the body is not the JSON that was declared, at line 1 column 9"),
            (409, b"{\"code\":7,\"more\":\"\xe9\"}", "(409): the body is not UTF-8, as JSON must be"),
            (409, b"{\"code\":7,\"more\":\"\xc3", "(409): the body ends within a character"),
            (409, b"7\xc3", "(409): the body ends within a character"),
            (409, b"", "(409): the body is empty"),
            (410, b"[", "(410): the body is not the JSON that was declared, at line 1 column 1"),
            (404, b"", "not found (404): the body is empty"),
        ] {
            let printed = variant(status, body);
            assert!(printed.starts_with("Other: ") && printed.ends_with(detail), "{printed}");
        }
    }

    #[test]
    fn the_other_error_keeps_everything_and_the_reason() {
        let Mine::Other(Whole(error)) = Mine::from(error(ErrorKind::ClientError, 409, b"{\"code\":\"seven\"}")) else {
            unreachable!()
        };
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::ClientError, 409));
        assert_eq!(
            (&error.headers()["etag"], &error.body()[..]),
            (&"e".parse().unwrap(), &b"{\"code\":\"seven\"}"[..])
        );
        assert_eq!((error.attempts().len(), error.reason()), (1, Some(Reason::NotRetryable)));
        assert!(error.may_have_been_processed());
        assert!(error.source().unwrap().to_string().contains("expected u32"), "{error:?}");
        assert!(!error.to_string().contains("seven"), "{error}");
    }

    #[test]
    fn a_reason_comes_after_the_detail_that_was_there() {
        let inner = Inner {
            status: Some(StatusCode::CONFLICT),
            detail: "held back".into(),
            ..Inner::new(ErrorKind::ClientError)
        };
        let Mine::Other(Whole(error)) = Mine::from(Error::from_inner(inner)) else { unreachable!() };
        assert!(error.to_string().ends_with("(409): held back; the body is empty"), "{error}");
    }

    #[test]
    fn a_status_that_did_not_make_the_error_finds_no_variant() {
        for kind in [
            ErrorKind::Decode,
            ErrorKind::Timeout,
            ErrorKind::Transport,
            ErrorKind::Connect,
            ErrorKind::Tls,
            ErrorKind::Auth,
            ErrorKind::InvalidRequest,
            ErrorKind::Config,
        ] {
            for status in [200, 403, 503] {
                let Mine::Other(Whole(error)) = Mine::from(error(kind, status, b"")) else { panic!("{kind:?}") };
                assert_eq!((error.kind(), error.status().unwrap().as_u16()), (kind, status));
            }
        }
        let held = Error::from_inner(Inner::new(ErrorKind::TooManyRequests));
        assert!(matches!(Mine::from(held), Mine::Other(_)));
    }
}
