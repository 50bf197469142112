//! Answers, and how they become the types that a declaration asks for.

mod bodiless;
mod declared;
mod decode;
mod json;
mod stream;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use declared::{Declared, ErrorText, FromErrorBody};
pub use decode::{CanBeNone, Decode, Json, Mode, Raw, Reading, Streaming, Text};
pub use stream::BodyStream;
pub(crate) use stream::Unread;

use crate::endpoint::Endpoint;
use crate::error::{Attempt, BoxError, Error, ErrorKind, Inner, Log, Reason};
use crate::time::{self, Instant};

/// A success with everything around it: `Result<Response<T>>` is what to return where the body alone is not enough.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    log: Log,
    elapsed: Duration,
    body: T,
}

impl<T> Response<T> {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Every request that was sent for it, the last one included, with what came of it.
    pub fn attempts(&self) -> &[Attempt] {
        self.log.as_slice()
    }

    /// How long the call took, waits included; for a [`BodyStream`], up to the head of the answer.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The body, read as declared.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body alone.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The same answer with another body.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        let Self { status, headers, log, elapsed, body } = self;
        Response { status, headers, log, elapsed, body: change(body) }
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status.as_u16())
            .field("attempts", &self.attempts())
            .field("elapsed", &self.elapsed)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// The start of a body for an error to keep. A longer one is copied, so that the rest of it is freed.
pub(crate) fn shortened(body: Bytes, bound: usize) -> Bytes {
    match body.get(..bound) {
        Some(start) if body.len() > bound => Bytes::copy_from_slice(start),
        _ => body,
    }
}

/// What the loop brings back from a call that succeeded. Opaque: only [`Decode`] reads it.
#[derive(Debug)]
pub struct Answer {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The body, if it was not to be read here.
    pub(crate) unread: Option<Box<Unread>>,
    pub(crate) log: Log,
    pub(crate) started: Instant,
    /// Is it one of the statuses that are `Ok(None)`?
    pub(crate) absent: bool,
    /// The span of the call, to say on it that the body could not be read.
    pub(crate) span: tracing::Span,
    /// How much of the body an error keeps.
    pub(crate) kept: usize,
}

impl Answer {
    /// The answer cannot be read as what was declared.
    fn unreadable(&mut self, detail: impl Into<Cow<'static, str>>, source: Option<BoxError>) -> Error {
        self.span.record("error.type", tracing::field::display(ErrorKind::Decode));
        let body = shortened(std::mem::take(&mut self.body), self.kept);
        Error::from_inner(Inner {
            endpoint: Some(self.endpoint),
            status: Some(self.status),
            headers: std::mem::take(&mut self.headers),
            body,
            log: std::mem::take(&mut self.log),
            elapsed: self.elapsed(),
            reason: Some(Reason::NotRetryable),
            processed: true,
            detail: detail.into(),
            source,
            ..Inner::new(ErrorKind::Decode)
        })
    }

    /// How long the call has taken so far. Few ask, so the clock is read for those alone.
    fn elapsed(&self) -> Duration {
        time::now().saturating_duration_since(self.started)
    }

    fn empty(&mut self) -> Error {
        self.unreadable(json::EMPTY, None)
    }
}
