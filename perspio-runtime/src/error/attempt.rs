//! The attempt log: every request of a call, what came of it and what was decided.

use std::fmt;
use std::time::Duration;

use http::StatusCode;

/// One request of a call, as the log keeps it. Redirect hops and replays are requests too, so a log has an entry for
/// every request that the server saw, and one for each that did not get there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub(crate) started: Duration,
    pub(crate) wait: Duration,
    pub(crate) why: Why,
    pub(crate) outcome: Outcome,
    pub(crate) decision: Decision,
}

impl Attempt {
    /// When it was sent, counted from the start of the call.
    pub fn started(&self) -> Duration {
        self.started
    }

    /// How long the call waited before it.
    pub fn wait(&self) -> Duration {
        self.wait
    }

    /// Why it was sent.
    pub fn why(&self) -> Why {
        self.why
    }

    /// What came of it.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self.outcome {
            Outcome::Status(status) => Some(status),
            Outcome::Fault(_) => None,
        }
    }

    /// What went wrong, if there was no whole answer.
    pub fn fault(&self) -> Option<Fault> {
        match self.outcome {
            Outcome::Status(_) => None,
            Outcome::Fault(fault) => Some(fault),
        }
    }

    /// What was decided after it.
    pub fn decision(&self) -> Decision {
        self.decision
    }
}

/// One line of a timeline: `at 1.043 s: 503 Service Unavailable, sent again after 0.5 s (back-off)`.
impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {:.3} s: {}, {}", self.started.as_secs_f64(), self.outcome, self.decision)
    }
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// An answer with this status.
    Status(StatusCode),
    /// No whole answer.
    Fault(Fault),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "{status}"),
            Self::Fault(fault) => write!(f, "{fault}"),
        }
    }
}

/// What can go wrong between a request and the end of its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// No connection (refused, no such host): surely not sent.
    Connect,
    /// The TLS handshake failed, mostly over a certificate: surely not sent.
    Tls,
    /// The connection broke, or the answer was cut short or is not HTTP: perhaps sent.
    Transport,
    /// The attempt took too long: perhaps sent.
    Timeout,
    /// The body is longer than the client's bound.
    TooLarge,
    /// A transport of the feature `testing` has no answer to this request: not sent, and not tried again.
    Unexpected,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "no connection",
            Self::Tls => "TLS failure",
            Self::Transport => "connection broken",
            Self::Timeout => "timed out",
            Self::TooLarge => "body over the bound",
            Self::Unexpected => "no answer to it in the test",
        })
    }
}

/// Why a request was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// The first of its call.
    First,
    /// Again, after a back-off of ours.
    BackOff,
    /// Again, when the answer's `Retry-After` allowed it.
    RetryAfter,
    /// To where the answer before it redirected.
    Redirect,
    /// Again, with new credentials after a 401.
    Renewed,
}

/// What was decided after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// The answer is what the call was for.
    Accept,
    /// Send it again after this wait.
    Retry {
        /// How long.
        wait: Duration,
        /// Who asked for it: [`Why::BackOff`] or [`Why::RetryAfter`].
        why: Why,
    },
    /// Go where the answer points.
    Follow,
    /// Get new credentials and send it again.
    Renew,
    /// Give up.
    Stop(Reason),
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accept => f.write_str("accepted"),
            Self::Retry { wait, why } => {
                let why = if *why == Why::RetryAfter { "Retry-After" } else { "back-off" };
                write!(f, "sent again after {:.3} s ({why})", wait.as_secs_f64())
            }
            Self::Follow => f.write_str("redirect followed"),
            Self::Renew => f.write_str("sent again with new credentials"),
            Self::Stop(reason) => write!(f, "not sent again: {reason}"),
        }
    }
}

/// Why a call was not sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// What happened is not worth a retry.
    NotRetryable,
    /// It may have taken effect, and its endpoint is not idempotent.
    NotIdempotent,
    /// Its body can be sent once only.
    NotReplayable,
    /// All attempts are used up.
    Attempts,
    /// The wait would be longer than `max_wait`.
    MaxWait,
    /// The wait would end after the deadline, or the deadline has passed.
    Deadline,
    /// The client's retry budget is used up.
    Budget,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotRetryable => "not retryable",
            Self::NotIdempotent => "not idempotent",
            Self::NotReplayable => "body not replayable",
            Self::Attempts => "attempts used up",
            Self::MaxWait => "wait longer than max_wait",
            Self::Deadline => "deadline",
            Self::Budget => "retry budget used up",
        })
    }
}

/// The attempts of one call. Keeps the first in place: a call that succeeds at once allocates nothing for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log {
    only: Option<Attempt>,
    many: Vec<Attempt>,
}

impl Log {
    /// Those that were followed by another, and the last one, if there was one.
    pub(crate) fn new(mut earlier: Vec<Attempt>, last: Option<Attempt>) -> Self {
        if earlier.is_empty() {
            Self { only: last, many: earlier }
        } else {
            earlier.extend(last);
            Self { only: None, many: earlier }
        }
    }

    pub(crate) fn as_slice(&self) -> &[Attempt] {
        if self.many.is_empty() { self.only.as_slice() } else { &self.many }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_keeps_every_attempt_in_order() {
        let attempt = |second| {
            let (started, outcome) = (Duration::from_secs(second), Outcome::Fault(Fault::Connect));
            Attempt { started, wait: Duration::ZERO, why: Why::First, outcome, decision: Decision::Renew }
        };
        for earlier in 0..4 {
            for last in [None, Some(earlier)] {
                let log = Log::new((0..earlier).map(attempt).collect(), last.map(attempt));
                let seconds: Vec<u64> = log.as_slice().iter().map(|attempt| attempt.started().as_secs()).collect();
                assert_eq!(seconds, (0..earlier).chain(last).collect::<Vec<_>>());
            }
        }
    }
}
