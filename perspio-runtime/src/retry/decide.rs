//! The decision whether to send a call again: a pure function, with the reason.

use std::time::Duration;

use super::Rules;
use super::backoff::{back_off, scale};
use super::budget::{RETRY, THROTTLED};
use crate::error::{Fault, Outcome, Reason, Why};
use crate::status;

/// The most that jitter adds to a told wait: a tenth of it, and never more than this.
const MOST_ON_TOP: Duration = Duration::from_secs(1);

/// All that a decision depends on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Situation<'a> {
    pub(crate) rules: &'a Rules,
    /// Does the endpoint say that it may be sent again when it may already have taken effect?
    pub(crate) idempotent: bool,
    /// Can the body be sent again?
    pub(crate) replayable: bool,
    /// Has an earlier request of this call taken effect for sure (a write that was answered by 303)?
    pub(crate) took_effect: bool,
    /// Retries so far.
    pub(crate) retries: u32,
    pub(crate) outcome: Outcome,
    /// What `Retry-After` said.
    pub(crate) told: Option<Duration>,
    /// What is left of the deadline.
    pub(crate) left: Duration,
    /// What is left of the budget.
    pub(crate) tokens: u32,
    /// In [0, 1).
    pub(crate) jitter: f64,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Wait, pay, and send it again.
    Retry { wait: Duration, why: Why, cost: u32 },
    /// Give up.
    Stop(Reason),
}

/// Asks in this order: is it retryable at all; is it safe to send again; are attempts left; how long to wait; does the
/// wait fit; does the budget pay.
pub(crate) fn decide(situation: &Situation<'_>) -> Verdict {
    let Situation { rules, outcome, .. } = *situation;
    if !retryable(rules, outcome) {
        return Verdict::Stop(Reason::NotRetryable);
    }
    if !situation.idempotent && (situation.took_effect || !refused_unseen(outcome)) {
        return Verdict::Stop(Reason::NotIdempotent);
    }
    if !situation.replayable {
        return Verdict::Stop(Reason::NotReplayable);
    }
    if situation.retries.saturating_add(1) >= rules.attempts {
        return Verdict::Stop(Reason::Attempts);
    }
    let (wait, why) = match fitting_wait(situation) {
        Ok(fitting) => fitting,
        Err(reason) => return Verdict::Stop(reason),
    };
    let cost = if throttled(outcome) { THROTTLED } else { RETRY };
    if situation.tokens < cost {
        return Verdict::Stop(Reason::Budget);
    }
    Verdict::Retry { wait, why, cost }
}

/// May `wait` begin, if it is as long as told or drawn? The same bounds for retries and for redirects that say
/// `Retry-After`.
pub(crate) fn fits(wait: Duration, rules: &Rules, left: Duration) -> Result<(), Reason> {
    if wait > rules.max_wait {
        return Err(Reason::MaxWait);
    }
    if wait >= left {
        return Err(Reason::Deadline);
    }
    Ok(())
}

fn retryable(rules: &Rules, outcome: Outcome) -> bool {
    match outcome {
        Outcome::Status(status) => status::any(rules.on, status),
        Outcome::Fault(Fault::Connect | Fault::Transport | Fault::Timeout) => true,
        Outcome::Fault(Fault::Tls | Fault::TooLarge | Fault::Unexpected) => false,
    }
}

/// Surely refused before any work was done?
fn refused_unseen(outcome: Outcome) -> bool {
    throttled(outcome) || outcome == Outcome::Fault(Fault::Connect)
}

fn throttled(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Status(status) if status.as_u16() == 429)
}

/// How long to wait and who says so, if that fits.
fn fitting_wait(situation: &Situation<'_>) -> Result<(Duration, Why), Reason> {
    let Situation { rules, left, jitter, .. } = *situation;
    let Some(told) = situation.told else {
        let base = if throttled(situation.outcome) { rules.throttle_base } else { rules.base };
        let wait = back_off(base, rules.cap, situation.retries, jitter);
        fits(wait, rules, left)?;
        return Ok((wait, Why::BackOff));
    };
    fits(told, rules, left)?;
    Ok((with_jitter(told, rules, left, jitter), Why::RetryAfter))
}

/// A wait that must not be shorter, with a little jitter on top, so that those who were told the same do not come back
/// at the same instant. `told` fits.
pub(crate) fn with_jitter(told: Duration, rules: &Rules, left: Duration, jitter: f64) -> Duration {
    let on_top = scale((told / 10).min(MOST_ON_TOP), jitter);
    let jittered = told.saturating_add(on_top).min(rules.max_wait);
    // Jitter must not cost the call its last attempt.
    if jittered < left { jittered } else { told }
}

/// How long every other call of the client is held back after a 429 that told nothing: as this call waits itself.
pub(crate) fn hold(situation: &Situation<'_>, verdict: Verdict) -> Option<Duration> {
    match (situation.told, verdict) {
        (None, Verdict::Retry { wait, .. }) if throttled(situation.outcome) => Some(wait),
        _ => None,
    }
}
