//! One span per call and one event per request, under OpenTelemetry's names for HTTP clients
//! (<https://opentelemetry.io/docs/specs/semconv/http/http-spans/>).
//!
//! No path values, queries, bodies or headers: the label is the template. Where nobody listens, nothing is formatted.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;
use tracing::field::{Empty, display};
use tracing::{Level, Span};

use super::{Core, Run};
use crate::endpoint::Endpoint;
use crate::error::{Attempt, Decision, Error, ErrorKind, Outcome};
use crate::response::Answer;

/// What subscribers filter by.
pub(super) const TARGET: &str = "perspio_runtime";

pin_project! {
    /// A call in a span of its own, which begins when it is first polled.
    pub(super) struct Traced<'c, F> {
        core: &'c Core,
        // None if there is no call to be told of.
        endpoint: Option<&'static Endpoint>,
        span: Option<Span>,
        #[pin]
        call: F,
    }
}

impl<'c, F> Traced<'c, F> {
    pub(super) fn new(core: &'c Core, endpoint: Option<&'static Endpoint>, call: F) -> Self {
        Self { core, endpoint, span: None, call }
    }
}

impl<F: Future<Output = Result<Answer, Error>>> Future for Traced<'_, F> {
    type Output = Result<Answer, Error>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let span = this.span.get_or_insert_with(|| this.endpoint.map_or_else(Span::none, |call| span(this.core, call)));
        let mut polled = span.in_scope(|| this.call.poll(cx));
        if let Poll::Ready(result) = &mut polled {
            // Taken out: the span ends with the call, even if somebody keeps its future.
            let span = std::mem::replace(span, Span::none());
            close(&span, result.as_ref());
            if let Ok(answer) = result {
                answer.span = span;
            }
        }
        polled
    }
}

/// The span of one call.
fn span(core: &Core, endpoint: &'static Endpoint) -> Span {
    tracing::info_span!(
        target: TARGET,
        "http_call",
        otel.kind = "client",
        otel.name = %endpoint,
        http.request.method = endpoint.method().as_str(),
        url.template = %endpoint.template(),
        server.address = core.base.host(),
        server.port = core.base.port(),
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.type = Empty,
    )
}

impl Run<'_> {
    /// The event of one request.
    pub(super) fn trace(&self, attempt: &Attempt) {
        if !tracing::enabled!(target: TARGET, Level::DEBUG) {
            return;
        }
        let wait = match attempt.decision {
            Decision::Retry { wait, .. } => Some(wait.as_secs_f64()),
            _ => None,
        };
        let failed = attempt.decision != Decision::Accept;
        tracing::debug!(
            target: TARGET,
            {
                http.request.resend_count = self.earlier.len(),
                http.response.status_code = attempt.status().map(|status| status.as_u16()),
                "error.type" = failed.then(|| display(Type(attempt.outcome))),
                waited_s = attempt.wait.as_secs_f64(),
                retry.wait_s = wait,
                decision = %attempt.decision,
            },
            "request sent"
        );
    }
}

/// Notes on the span how the call ended.
fn close(span: &Span, result: Result<&Answer, &Error>) {
    if span.is_disabled() {
        return;
    }
    let (status, log) = match result {
        Ok(answer) => (Some(answer.status), answer.log.as_slice()),
        Err(error) => (error.status(), error.attempts()),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if log.len() > 1 {
        span.record("http.request.resend_count", log.len() - 1);
    }
    if let Err(error) = result {
        match (error.kind(), log.last()) {
            (ErrorKind::InvalidRequest | ErrorKind::Auth | ErrorKind::Timeout, _) | (_, None) => {
                span.record("error.type", display(error.kind()));
            }
            (_, Some(last)) => {
                span.record("error.type", display(Type(last.outcome)));
            }
        }
    }
}

/// `error.type`: the status, or what went wrong.
struct Type(Outcome);

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Outcome::Status(status) => f.write_str(status.as_str()),
            Outcome::Fault(fault) => write!(f, "{fault}"),
        }
    }
}
