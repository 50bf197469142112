//! Sending again: the rules in force, and the pure functions that apply them.

mod backoff;
mod budget;
mod decide;
mod retry_after;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::time::Duration;

pub(crate) use budget::{Budget, Payment};
pub(crate) use decide::{Situation, Verdict, decide, fits, hold, with_jitter};
pub(crate) use retry_after::retry_after;

use crate::endpoint::Retry;
use crate::status::Pattern;

/// The rules in force for one call, every one of them set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) attempts: u32,
    pub(crate) base: Duration,
    pub(crate) throttle_base: Duration,
    pub(crate) cap: Duration,
    pub(crate) max_wait: Duration,
    pub(crate) on: &'static [Pattern],
}

impl Rules {
    /// The figures of `Retry`'s documentation.
    pub(crate) const DEFAULT: Self = Self {
        attempts: 4,
        base: Duration::from_millis(500),
        throttle_base: Duration::from_secs(1),
        cap: Duration::from_secs(20),
        max_wait: Duration::from_secs(90),
        on: &[Pattern::new(429, 429), Pattern::SERVER_ERROR],
    };

    /// These rules with what `retry` sets.
    pub(crate) fn with(self, retry: &Retry) -> Self {
        Self {
            attempts: retry.attempts.unwrap_or(self.attempts),
            base: retry.base.unwrap_or(self.base),
            throttle_base: retry.throttle_base.unwrap_or(self.throttle_base),
            cap: retry.cap.unwrap_or(self.cap),
            max_wait: retry.max_wait.unwrap_or(self.max_wait),
            on: retry.on.unwrap_or(self.on),
        }
    }

    /// The rule that these break, if any.
    pub(crate) fn broken(&self) -> Option<Cow<'static, str>> {
        if self.attempts == 0 {
            return Some("attempts must be at least 1, the first try".into());
        }
        if self.cap < self.base {
            return Some(format!("cap {:?} must not be below base {:?}", self.cap, self.base).into());
        }
        None
    }
}
