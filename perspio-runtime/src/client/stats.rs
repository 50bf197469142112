//! How a client stands.

use std::time::Duration;

use crate::execute::Core;

/// The state that the calls of one client share, at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stats {
    budget: u32,
    held_for: Option<Duration>,
    calls: u64,
    attempts: u64,
}

impl Stats {
    pub(super) fn of(core: &Core) -> Self {
        Self {
            budget: core.budget.left(),
            held_for: core.gate.closed_for(),
            calls: core.counters.calls(),
            attempts: core.counters.attempts(),
        }
    }

    /// The tokens left in the retry budget; see [`retry_budget`](crate::ClientBuilder::retry_budget).
    pub fn budget(&self) -> u32 {
        self.budget
    }

    /// How long requests are still held back after a 429; `None` if they are not.
    pub fn held_for(&self) -> Option<Duration> {
        self.held_for
    }

    /// Calls so far, those that are under way included. A call that was refused as invalid is none.
    pub fn calls(&self) -> u64 {
        self.calls
    }

    /// Requests so far: first attempts, retries, redirect hops and replays.
    pub fn attempts(&self) -> u64 {
        self.attempts
    }
}
