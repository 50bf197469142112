//! What can be made to happen to a request.

use std::time::Duration;

use bytes::Bytes;
use http::header::{LOCATION, RETRY_AFTER};
use http::{HeaderValue, Response, StatusCode};

use super::rules::{message, plain};

/// What happens to one request; given to [`PerspioTalk::inject`](super::PerspioTalk::inject) for the API, to
/// [`PerspioTalk::inject_token`](super::PerspioTalk::inject_token) for the token endpoint.
///
/// Only [`Pass`](Self::Pass), [`Delay`](Self::Delay) and [`CutBody`](Self::CutBody) let the request take effect.
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
pub(super) enum Action {
    /// Send the answer after a wait.
    Send { reply: Response<Bytes>, wait: Duration },
    /// Send the head and half of the body, then close the connection.
    Half(Response<Bytes>),
    /// Close the connection.
    Cut,
}

impl Inject {
    /// What to do; `usual` gives the answer of a request that takes effect.
    pub(super) fn act(self, usual: impl FnOnce() -> Response<Bytes>) -> Action {
        let at_once = |reply| Action::Send { reply, wait: Duration::ZERO };
        match self {
            Self::Status(code) => at_once(injected(code)),
            Self::Throttle { retry_after } => at_once(throttle(retry_after)),
            Self::Redirect { status, location } => at_once(redirect(status, &location)),
            Self::Cut => Action::Cut,
            Self::CutBody => Action::Half(usual()),
            Self::Delay(wait) => Action::Send { reply: usual(), wait },
            Self::Pass => at_once(usual()),
        }
    }
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
