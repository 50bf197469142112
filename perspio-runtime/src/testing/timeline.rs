//! What happened, and when.

use std::fmt;
use std::time::Duration;

use super::Captured;
use crate::error::{Outcome, Why};

/// What happened between a client and its [`Script`](super::Script): every request with what came of it, and every wait
/// with its reason.
///
/// Comparable with its lines, which is also how it prints:
///
/// ```
/// use perspio_runtime::testing::{Script, json};
/// use perspio_runtime::{Endpoint, Error, Method, Part};
///
/// const LIST: Endpoint = Endpoint::new("list", Method::Get, &[Part::Text("/assets/v3/")]);
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), Error> {
/// let script = Script::new().replies(3, 503).reply(json!([]));
/// script.client()?.call(&LIST).json::<Vec<String>, Error>().await?;
/// assert_eq!(
///     script.timeline(),
///     [
///         "0.000 s  GET /assets/v3/: 503 Service Unavailable",
///         "0.000 s  wait 0.500 s (back-off)",
///         "0.500 s  GET /assets/v3/: 503 Service Unavailable",
///         "0.500 s  wait 1.000 s (back-off)",
///         "1.500 s  GET /assets/v3/: 503 Service Unavailable",
///         "1.500 s  wait 2.000 s (back-off)",
///         "3.500 s  GET /assets/v3/: 200 OK",
///     ]
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Timeline(pub(super) Vec<Event>);

/// One entry of a [`Timeline`]. Times are counted from the first request of the script.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A call waited before its next request. Waits of nothing are left out.
    #[non_exhaustive]
    Wait {
        /// When the wait began.
        at: Duration,
        /// How long it was.
        length: Duration,
        /// What for: [`BackOff`](Why::BackOff), [`RetryAfter`](Why::RetryAfter), or, held back after a 429 to another
        /// call, the reason of the request that comes next.
        why: Why,
    },
    /// A request, and what came of it.
    #[non_exhaustive]
    Exchange {
        /// When it was sent.
        at: Duration,
        /// Method, path and query: `GET /assets/v3/7`. The whole URL where a redirect led there.
        request: String,
        /// How long it took until the head of the answer came, or until nobody waited for it any more.
        took: Duration,
        /// What came of it; `None` while it is under way, [`Fault::Timeout`](crate::Fault::Timeout) if nobody waited for
        /// it any more.
        outcome: Option<Outcome>,
        /// What went wrong while its body was read.
        body: Option<BodyFault>,
    },
}

/// What went wrong while a body was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyFault {
    /// It broke off.
    Cut,
    /// It was not as long as its head said.
    Length,
    /// Nobody waited for its next piece any more, so long after the request.
    Timeout(Duration),
}

impl fmt::Display for BodyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cut => f.write_str("body cut"),
            Self::Length => f.write_str("body of another length"),
            Self::Timeout(after) => write!(f, "body timed out after {:.3} s", after.as_secs_f64()),
        }
    }
}

impl Timeline {
    /// What happened, in the order in which the requests were sent.
    pub fn events(&self) -> &[Event] {
        &self.0
    }

    /// The waits alone, in order: `[500 ms, 1 s, 2 s]`.
    pub fn waits(&self) -> Vec<Duration> {
        let length = |event: &Event| match event {
            Event::Wait { length, .. } => Some(*length),
            Event::Exchange { .. } => None,
        };
        self.0.iter().filter_map(length).collect()
    }
}

/// One request on its way, as a script keeps it.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) request: Captured,
    pub(super) took: Duration,
    pub(super) outcome: Option<Outcome>,
    pub(super) body: Option<BodyFault>,
}

impl Exchange {
    pub(super) fn events(&self) -> impl Iterator<Item = Event> + use<> {
        let Self { request, took, outcome, body } = self;
        let wait = Some(request.wait()).filter(|wait| !wait.is_zero()).map(|length| Event::Wait {
            at: request.at().saturating_sub(length),
            length,
            why: request.why(),
        });
        let exchange =
            Event::Exchange { at: request.at(), request: request.line(), took: *took, outcome: *outcome, body: *body };
        wait.into_iter().chain([exchange])
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wait { at, length, why } => {
                let why = match why {
                    Why::BackOff => "back-off",
                    Why::RetryAfter => "Retry-After",
                    Why::Redirect => "redirect",
                    Why::First | Why::Renewed => "held back",
                };
                write!(f, "{:.3} s  wait {:.3} s ({why})", at.as_secs_f64(), length.as_secs_f64())
            }
            Self::Exchange { at, request, took, outcome, body } => {
                write!(f, "{:.3} s  {request}: ", at.as_secs_f64())?;
                match outcome {
                    Some(outcome) => write!(f, "{outcome}")?,
                    None => f.write_str("under way")?,
                }
                if !took.is_zero() {
                    write!(f, " after {:.3} s", took.as_secs_f64())?;
                }
                body.iter().try_for_each(|fault| write!(f, ", {fault}"))
            }
        }
    }
}

/// One line an event.
impl fmt::Display for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|event| writeln!(f, "{event}"))
    }
}

/// The lines, as `assert_eq!` shows those that it is compared with.
impl fmt::Debug for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(ToString::to_string)).finish()
    }
}

impl<const N: usize> PartialEq<[&str; N]> for Timeline {
    fn eq(&self, lines: &[&str; N]) -> bool {
        self.0.len() == N && self.0.iter().zip(lines).all(|(event, line)| event.to_string() == *line)
    }
}
