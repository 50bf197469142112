//! The end of a call: its answer, or its error with all that is known.

use std::borrow::Cow;
use std::mem;
use std::time::Duration;

use super::Run;
use super::exchange::{Exchange, Got, Received, Unsent};
use super::step::Stop;
use crate::error::{Attempt, Error, ErrorKind, Inner, Log, Reason};
use crate::response::{Answer, shortened};
use crate::status::Class;
use crate::time;

impl Run<'_> {
    /// The answer of a call that succeeded.
    pub(super) fn answer(&mut self, received: &mut Received, last: Attempt) -> Answer {
        Answer {
            endpoint: self.request.endpoint,
            status: received.status,
            headers: mem::take(&mut received.headers),
            body: mem::take(&mut received.body),
            unread: received.unread.take(),
            log: Log::new(mem::take(&mut self.earlier), Some(last)),
            started: self.started,
            absent: received.class == Class::Absent,
            span: tracing::Span::none(),
            kept: self.core.settings.max_error_body,
        }
    }

    /// The error of a call that is not sent again.
    pub(super) fn error(&mut self, exchange: Exchange, stop: Stop, last: Attempt) -> Error {
        let (Exchange { got, told, .. }, Stop { reason, detail }) = (exchange, stop);
        let (kind, detail, received, source) = match got {
            Got::Answer(received) => {
                let kind = ErrorKind::of_class(received.class);
                (kind, Cow::Borrowed(self.hint(kind).unwrap_or(detail)), Some(received), None)
            }
            Got::Fault { failure, head } => (ErrorKind::of_fault(failure.fault), failure.detail, head, failure.source),
        };
        let inner = Inner { retry_after: told, detail, source, reason: Some(reason), ..self.known(kind) };
        self.finish(inner, received, Some(last))
    }

    /// The error of a call whose next request could not be sent at all.
    pub(super) fn unsent(&mut self, unsent: Unsent) -> Error {
        let inner = match unsent {
            Unsent::Late => Inner {
                reason: Some(Reason::Deadline),
                detail: Cow::Borrowed("the deadline passed before it could be sent"),
                ..self.known(ErrorKind::Timeout)
            },
            Unsent::Tokenless(asked) => Inner {
                reason: Some(Reason::Deadline),
                detail: Cow::Owned(format!("the deadline passed before the {asked} gave a token")),
                ..self.known(ErrorKind::Timeout)
            },
            Unsent::Held { reason, closed } => Inner {
                reason: Some(reason),
                retry_after: Some(closed),
                detail: Cow::Borrowed("held back after a 429 to another call"),
                // The answer that was to be tried again is what the call ends with, if there was one.
                ..self.known(
                    self.last.as_ref().map_or(ErrorKind::TooManyRequests, |last| ErrorKind::of_class(last.class)),
                )
            },
            Unsent::NoCredential(source) => Inner { source: Some(source), ..self.known(ErrorKind::Auth) },
        };
        let last = self.last.take().map(|last| *last);
        self.finish(inner, last, None)
    }

    /// The error with its log and what is known of the last answer.
    fn finish(&mut self, mut inner: Inner, received: Option<Received>, attempt: Option<Attempt>) -> Error {
        if let Some(Received { status, headers, body, .. }) = received {
            inner.status = Some(status);
            inner.headers = headers;
            inner.body = shortened(body, self.core.settings.max_error_body);
        }
        inner.log = Log::new(mem::take(&mut self.earlier), attempt);
        Error::from_inner(inner)
    }

    /// What every error of this call says.
    fn known(&self, kind: ErrorKind) -> Inner {
        Inner {
            endpoint: Some(self.request.endpoint),
            elapsed: self.elapsed(),
            processed: self.processed,
            ..Inner::new(kind)
        }
    }

    fn elapsed(&self) -> Duration {
        time::now().saturating_duration_since(self.started)
    }
}
