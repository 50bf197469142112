//! The error of a call: one word, opaque, with questions.

mod attempt;
mod kind;
mod message;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub(crate) use attempt::Log;
pub use attempt::{Attempt, Decision, Fault, Outcome, Reason, Why};
pub use kind::ErrorKind;
pub use message::Message;
pub(crate) use message::shorten;

use crate::endpoint::Endpoint;

/// `std`'s result with this crate's error, unless another is given.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What a call may fail with: this crate's error, or anything that is made from it. Implemented for all of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made from an error of the call",
    label = "must be `From<perspio_runtime::Error>`",
    note = "`perspio_runtime::Error` itself will do, and so will any type that implements `From` of it"
)]
pub trait FromError: From<Error> {}

#[diagnostic::do_not_recommend]
impl<E: From<Error>> FromError for E {}

pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;

/// Why a call, or the building of a client, failed.
///
/// Match on [`kind`](Self::kind); read the rest as needed. Nothing secret of the caller's is in it. `Display` prints
/// nothing that the server said; [`message`](Self::message) does, and where a body could not be read, the source may
/// quote the value that did not fit.
///
/// ```
/// use perspio_runtime::{Error, ErrorKind};
///
/// fn advice(error: &Error) -> &'static str {
///     match error.kind() {
///         ErrorKind::NotFound => "no such thing",
///         ErrorKind::TooManyRequests => "come back later",
///         _ if error.may_have_been_processed() => "look before you try again",
///         _ => "try again",
///     }
/// }
/// # let _ = advice;
/// ```
pub struct Error(Box<Inner>);

/// What an error knows. Filled by the loop, read by the questions.
pub(crate) struct Inner {
    pub(crate) kind: ErrorKind,
    pub(crate) endpoint: Option<&'static Endpoint>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) log: Log,
    pub(crate) elapsed: Duration,
    pub(crate) reason: Option<Reason>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) processed: bool,
    pub(crate) parameter: Option<Cow<'static, str>>,
    pub(crate) detail: Cow<'static, str>,
    pub(crate) source: Option<BoxError>,
}

impl Inner {
    /// An error of this kind about which nothing else is known yet.
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            endpoint: None,
            status: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            log: Log::default(),
            elapsed: Duration::ZERO,
            reason: None,
            retry_after: None,
            processed: false,
            parameter: None,
            detail: Cow::Borrowed(""),
            source: None,
        }
    }
}

impl Error {
    pub(crate) fn from_inner(inner: Inner) -> Self {
        Self(Box::new(inner))
    }

    /// A setting that cannot be used, by the name of its setter or variable.
    pub(crate) fn config(setting: impl Into<Cow<'static, str>>, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::from_inner(Inner {
            parameter: Some(setting.into()),
            detail: detail.into(),
            ..Inner::new(ErrorKind::Config)
        })
    }

    /// No access token could be had, outside of any call.
    pub(crate) fn no_token(source: BoxError) -> Self {
        Self::from_inner(Inner { source: Some(source), ..Inner::new(ErrorKind::Auth) })
    }

    /// The same error under the name that the user knows the setting by.
    pub(crate) fn with_parameter(mut self, name: &'static str) -> Self {
        self.0.parameter = Some(Cow::Borrowed(name));
        self
    }

    /// A call that cannot be sent; `parameter` is the one to blame, if it is one.
    pub(crate) fn invalid_request(
        endpoint: &'static Endpoint,
        parameter: Option<&'static str>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::from_inner(Inner {
            endpoint: Some(endpoint),
            parameter: parameter.map(Cow::Borrowed),
            detail: detail.into(),
            ..Inner::new(ErrorKind::InvalidRequest)
        })
    }

    /// The same error with one more thing to say about it, and where that comes from.
    pub(crate) fn because(mut self, detail: Cow<'static, str>, source: Option<BoxError>) -> Self {
        let inner = &mut *self.0;
        inner.detail = if inner.detail.is_empty() { detail } else { format!("{}; {detail}", inner.detail).into() };
        inner.source = source.or(inner.source.take());
        self
    }

    /// What went wrong, to match on.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The status of the last answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The headers of the last answer; empty if there was none.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The body of the last answer, cut at the client's `max_error_body` (64 KiB by default).
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// What the server said, for people to read. It may change at any time: match on [`kind`](Self::kind) instead.
    pub fn message(&self) -> Option<Message> {
        message::read(self.0.status, &self.0.body)
    }

    /// How long the last answer asked to wait, in full, whether or not the call did. For 403 (a quota), 429, 5xx and 3xx.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Every request that was sent, with what came of it and what was decided. Empty if nothing was sent.
    pub fn attempts(&self) -> &[Attempt] {
        self.0.log.as_slice()
    }

    /// Why it was not sent, or not sent again; `None` if it was invalid, or no access token could be had.
    pub fn reason(&self) -> Option<Reason> {
        self.0.reason
    }

    /// The endpoint that was called; `None` for an error of the client's settings.
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.0.endpoint
    }

    /// The parameter, setting or environment variable that was refused, for `InvalidRequest` and `Config`.
    pub fn parameter(&self) -> Option<&str> {
        self.0.parameter.as_deref()
    }

    /// Where the last answer redirects to, as the server wrote it, if that is text.
    pub fn location(&self) -> Option<&str> {
        self.0.headers.get(http::header::LOCATION).and_then(|value| value.to_str().ok())
    }

    /// How long the call took, waits included.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// Could any of the requests have taken effect? `false` only if surely none did.
    pub fn may_have_been_processed(&self) -> bool {
        self.0.processed
    }

    /// Did the last attempt, or the call, run out of time?
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout || self.0.reason == Some(Reason::Deadline)
    }
}

/// One line: the endpoint, what went wrong, and why it was not sent again. Nothing that the server sent.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(endpoint) = inner.endpoint {
            write!(f, "{endpoint}: ")?;
        }
        write!(f, "{}", self.kind())?;
        if let Some(status) = inner.status {
            write!(f, " ({})", status.as_u16())?;
        }
        if let Some(parameter) = &inner.parameter {
            write!(f, ": `{parameter}`")?;
        }
        if !inner.detail.is_empty() {
            let lead = if inner.parameter.is_some() { " " } else { ": " };
            write!(f, "{lead}{}", inner.detail)?;
        }
        match (self.attempts().len(), inner.reason) {
            (0, _) | (1, Some(Reason::NotRetryable)) | (_, None) => Ok(()),
            (1, Some(reason)) => write!(f, " (not sent again: {reason})"),
            (count, Some(reason)) => {
                write!(f, " ({count} requests in {:.3} s, then: {reason})", inner.elapsed.as_secs_f64())
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let mut debug = f.debug_struct("Error");
        debug.field("kind", &self.kind());
        if let Some(endpoint) = inner.endpoint {
            debug.field("endpoint", &format_args!("{endpoint}"));
        }
        if let Some(status) = inner.status {
            debug.field("status", &status.as_u16());
            debug.field("body_bytes", &inner.body.len());
        }
        if let Some(parameter) = &inner.parameter {
            debug.field("parameter", parameter);
        }
        if !inner.detail.is_empty() {
            debug.field("detail", &inner.detail);
        }
        if let Some(reason) = inner.reason {
            debug.field("reason", &reason);
            debug.field("may_have_been_processed", &inner.processed);
        }
        if !self.attempts().is_empty() {
            debug.field("attempts", &self.attempts());
            debug.field("elapsed", &inner.elapsed);
        }
        if let Some(wait) = inner.retry_after {
            debug.field("retry_after", &wait);
        }
        if let Some(source) = &inner.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| &**source as _)
    }
}
