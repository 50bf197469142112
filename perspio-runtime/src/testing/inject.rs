//! What can be made to happen to a request.

use std::time::Duration;

use bytes::Bytes;
use http::header::{LOCATION, RETRY_AFTER};
use http::{HeaderValue, Response, StatusCode};

use super::fault_plan::PlannedFault;
use super::rules::{message, plain};

/// What happens to one request; given to [`PerspioTalk::inject`](super::PerspioTalk::inject) for the API, to
/// [`PerspioTalk::inject_token`](super::PerspioTalk::inject_token) for the token endpoint.
///
/// Only [`Pass`](Self::Pass), [`Delay`](Self::Delay), [`CutBody`](Self::CutBody) and
/// [`CutAfterWork`](Self::CutAfterWork) let the request take effect.
///
/// ```
/// use std::time::Duration;
/// use perspio_runtime::testing::Inject;
///
/// // A bad minute: an outage, an overload, a slow answer, and then one as usual.
/// let plan = [
///     Inject::Status(503),
///     Inject::Throttle { retry_after: Some(Duration::from_secs(1)) },
///     Inject::Delay(Duration::from_millis(200)),
///     Inject::Pass,
/// ];
/// # let _ = plan;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inject {
    /// An answer with this status: 5xx with a plain string, 4xx with `{"message": ..}`, others without a body. What
    /// cannot be a final status (below 200, above 999) is answered as 500.
    Status(u16),
    /// 429 with `{"message": ..}`.
    Throttle {
        /// `Retry-After`, in whole seconds and rounded up; left out for `None`.
        retry_after: Option<Duration>,
    },
    /// An answer without a body that points elsewhere.
    Redirect {
        /// As in [`Status`](Self::Status); mostly 301, 302, 303, 307 or 308.
        status: u16,
        /// `Location`, as it is; left out if it cannot stand in a header.
        location: String,
    },
    /// The connection is closed without an answer. The request has no effect.
    Cut,
    /// The request takes effect, but the connection is closed without an answer.
    CutAfterWork,
    /// The request takes effect, but after the head of its answer only half of the body is sent (rounded down), then
    /// the connection is closed. An answer without a body (to HEAD, or 204) is cut whole.
    CutBody,
    /// The request takes effect at once; its answer is sent that much later.
    Delay(Duration),
    /// The request is answered as usual.
    Pass,
}

/// What the server does about one request.
#[derive(Debug)]
pub(super) struct Action {
    /// How long it waits before.
    pub(super) wait: Duration,
    pub(super) end: End,
    /// What is unusual about it, in words.
    pub(super) fault: Option<String>,
}

/// How an exchange ends.
#[derive(Debug)]
pub(super) enum End {
    /// With this answer.
    Send(Response<Bytes>),
    /// With the head and half of the body; then the connection is closed.
    Half(Response<Bytes>),
    /// The connection is closed.
    Cut,
}

impl Inject {
    /// What to do; `usual` gives the answer of a request that takes effect.
    pub(super) fn act(self, usual: impl FnOnce() -> Response<Bytes>) -> Action {
        let fault = self.words();
        let wait = if let Self::Delay(wait) = self { wait } else { Duration::ZERO };
        let end = match self {
            Self::Status(code) => End::Send(injected(code)),
            Self::Throttle { retry_after } => End::Send(throttle(retry_after)),
            Self::Redirect { status, location } => End::Send(redirect(status, &location)),
            Self::Cut => End::Cut,
            Self::CutAfterWork => {
                usual();
                End::Cut
            }
            Self::CutBody => End::Half(usual()),
            Self::Delay(_) | Self::Pass => End::Send(usual()),
        };
        Action { wait, end, fault }
    }

    /// What is unusual about it.
    fn words(&self) -> Option<String> {
        Some(match self {
            Self::Status(code) => format!("answered with {code}"),
            Self::Throttle { retry_after: None } => "answered with 429".to_owned(),
            Self::Throttle { retry_after: Some(wait) } => format!("answered with 429, Retry-After {wait:?}"),
            Self::Redirect { status, location } => format!("answered with {status} to {location}"),
            Self::Cut => "cut before the work".to_owned(),
            Self::CutAfterWork => "cut after the work".to_owned(),
            Self::CutBody => "cut in the body".to_owned(),
            Self::Delay(wait) => late(*wait),
            Self::Pass => return None,
        })
    }
}

/// The same fault of a plan, which has its latency apart.
impl From<Option<PlannedFault>> for Inject {
    fn from(fault: Option<PlannedFault>) -> Self {
        match fault {
            None => Self::Pass,
            Some(PlannedFault::Reset) => Self::Cut,
            Some(PlannedFault::ResetAfterWork) => Self::CutAfterWork,
            Some(PlannedFault::Status(code)) => Self::Status(code),
            Some(PlannedFault::Throttle { retry_after }) => Self::Throttle { retry_after },
        }
    }
}

impl Action {
    /// The same, so much later.
    pub(super) fn later(mut self, latency: Duration) -> Self {
        if latency.is_zero() {
            return self;
        }
        let late = late(latency);
        self.wait = self.wait.saturating_add(latency);
        self.fault = Some(self.fault.map_or(late.clone(), |fault| format!("{fault}, {late}")));
        self
    }
}

/// To a tenth of the unit, as nobody reads nanoseconds.
fn late(wait: Duration) -> String {
    format!("{wait:.1?} late")
}

/// A status that can end an exchange; others are the test's mistake and shown as 500.
fn final_status(code: u16) -> StatusCode {
    let status = StatusCode::from_u16(code).ok().filter(|status| !status.is_informational());
    status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn injected(code: u16) -> Response<Bytes> {
    let status = final_status(code);
    if status.is_server_error() {
        plain(status, "injected server error")
    } else if status.is_client_error() {
        message(status, "injected refusal")
    } else {
        empty(status)
    }
}

fn throttle(retry_after: Option<Duration>) -> Response<Bytes> {
    let mut reply = message(StatusCode::TOO_MANY_REQUESTS, "injected rate limit");
    if let Some(wait) = retry_after {
        let seconds = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0));
        reply.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    reply
}

fn redirect(code: u16, location: &str) -> Response<Bytes> {
    let mut reply = empty(final_status(code));
    if let Ok(location) = HeaderValue::from_bytes(location.as_bytes()) {
        reply.headers_mut().insert(LOCATION, location);
    }
    reply
}

fn empty(status: StatusCode) -> Response<Bytes> {
    let mut reply = Response::new(Bytes::new());
    *reply.status_mut() = status;
    reply
}
