//! What a script answers.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::Value;

use super::fail;
use crate::error::{Fault, Outcome};

/// One answer of a [`Script`](super::Script), or what happens in place of one.
///
/// A status, a [`Fault`] and a JSON value are replies as they are; the rest is said on top of them:
///
/// ```
/// use std::time::Duration;
/// use perspio_runtime::Fault;
/// use perspio_runtime::testing::{Reply, Script, json};
///
/// let script = Script::new()
///     .reply(503)
///     .reply(Reply::status(429).retry_after(Duration::from_secs(2)))
///     .reply(Fault::Connect)                                              // refused
///     .reply(Reply::silence())                                            // never answers
///     .reply(Reply::redirect("/elsewhere"))
///     .reply(Reply::ok().json(json!({ "name": "Pump 7" })).cut())         // breaks off after that
///     .reply(Reply::ok().drip(Duration::from_secs(1), "slow "))
///     .reply(json!({ "name": "Pump 7" }));
/// # let _ = script.allow_unused();
/// ```
#[derive(Debug, Clone)]
#[must_use = "a reply does nothing until a script gives it"]
pub struct Reply {
    pub(super) delay: Duration,
    pub(super) what: What,
    pub(super) headers: HeaderMap,
    pub(super) pieces: Vec<Piece>,
    pub(super) length: Option<u64>,
}

/// What comes first: a status, or none.
#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    Status(StatusCode),
    Fault(Fault),
    Silence,
}

/// One piece of a body, after a delay.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    Data(Duration, Bytes),
    Cut,
}

impl Reply {
    fn new(what: What) -> Self {
        Self { delay: Duration::ZERO, what, headers: HeaderMap::new(), pieces: Vec::new(), length: None }
    }

    /// 200 without a body.
    pub fn ok() -> Self {
        Self::new(What::Status(StatusCode::OK))
    }

    /// An answer with this status and without a body.
    ///
    /// # Panics
    /// If it is below 100 or above 999.
    #[track_caller]
    pub fn status(status: u16) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) => Self::new(What::Status(status)),
            Err(_) => fail(format_args!("{status} is not a status: it must be from 100 to 999")),
        }
    }

    /// 307, which every method follows, to `location`. For another status: `Reply::status(302).header("Location", ..)`.
    ///
    /// # Panics
    /// If `location` cannot be the value of a header.
    #[track_caller]
    pub fn redirect(location: &str) -> Self {
        Self::new(What::Status(StatusCode::TEMPORARY_REDIRECT)).header(LOCATION.as_str(), location)
    }

    /// No answer but this, at once: [`Connect`](Fault::Connect) for a refused connection or an unknown host,
    /// [`Tls`](Fault::Tls) for a bad certificate, [`Transport`](Fault::Transport) for a reset.
    pub fn fault(fault: Fault) -> Self {
        Self::new(What::Fault(fault))
    }

    /// No answer, ever: the client waits for as long as its `timeout` says.
    pub fn silence() -> Self {
        Self::new(What::Silence)
    }

    /// Adds a header. Of no use to a fault.
    ///
    /// # Panics
    /// If name or value cannot stand in a head.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => self.headers.append(name, value),
            _ => fail(format_args!("`{name}: {value}` is not a header")),
        };
        self
    }

    /// The same with another header, if it is one.
    pub(super) fn checked_header(mut self, name: &str, value: &str) -> Option<Self> {
        self.headers.append(HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?);
        Some(self)
    }

    /// `Retry-After`, in whole seconds and rounded up.
    pub fn retry_after(mut self, wait: Duration) -> Self {
        let seconds = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0));
        self.headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        self
    }

    /// Adds to the body: a text, bytes, anything that is [`Bytes`].
    pub fn body(self, body: impl Into<Bytes>) -> Self {
        self.drip(Duration::ZERO, body)
    }

    /// Adds JSON to the body, and `Content-Type: application/json`.
    ///
    /// # Panics
    /// If `value` cannot be written as JSON.
    #[track_caller]
    pub fn json(mut self, value: impl Serialize) -> Self {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        match serde_json::to_vec(&value) {
            Ok(body) => self.body(body),
            Err(error) => fail(format_args!("the body of a reply cannot be written as JSON: {error}")),
        }
    }

    /// Adds to the body what comes so long after the piece before it.
    pub fn drip(mut self, delay: Duration, piece: impl Into<Bytes>) -> Self {
        self.pieces.push(Piece::Data(delay, piece.into()));
        self
    }

    /// The connection breaks here, after what was said of the body so far.
    pub fn cut(mut self) -> Self {
        self.pieces.push(Piece::Cut);
        self
    }

    /// What the head says about the length of the body, in bytes; nothing by default. If it is not that long, the answer
    /// is a broken one.
    pub fn length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// Comes so long after the request; at once by default.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

/// `503 Service Unavailable`, `no connection`, `silence`.
impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what {
            What::Status(status) => write!(f, "{}", Outcome::Status(status)),
            What::Fault(fault) => write!(f, "{fault}"),
            What::Silence => f.write_str("silence"),
        }
    }
}

/// As [`Reply::status`].
impl From<u16> for Reply {
    #[track_caller]
    fn from(status: u16) -> Self {
        Self::status(status)
    }
}

/// With this status and without a body.
impl From<StatusCode> for Reply {
    fn from(status: StatusCode) -> Self {
        Self::new(What::Status(status))
    }
}

/// As [`Reply::fault`].
impl From<Fault> for Reply {
    fn from(fault: Fault) -> Self {
        Self::fault(fault)
    }
}

/// 200 with this as its body.
impl From<Value> for Reply {
    fn from(body: Value) -> Self {
        Self::ok().json(body)
    }
}
