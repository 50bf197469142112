//! A fault plan at work.

use std::time::Duration;

use super::fault_plan::{FaultPlan, Planned};
use crate::time::{self, Instant};

#[derive(Debug)]
pub(super) struct Faults {
    plan: FaultPlan,
    since: Instant,
    /// How many requests met it, which is the number of the next.
    met: u64,
}

impl Faults {
    pub(super) fn new(plan: FaultPlan) -> Self {
        Self { plan, since: time::now(), met: 0 }
    }

    pub(super) fn plan(&self) -> &FaultPlan {
        &self.plan
    }

    /// What happens to the next request.
    pub(super) fn decide(&mut self, now: Instant) -> Planned {
        let decision = self.plan.decide(self.met, self.elapsed(now));
        self.met = self.met.saturating_add(1);
        decision
    }

    /// How many requests met it.
    pub(super) fn met(&self) -> u64 {
        self.met
    }

    /// Would a rate limit refuse a request that came now?
    pub(super) fn throttles(&self, now: Instant) -> bool {
        self.plan.is_throttled(self.met, self.elapsed(now))
    }

    fn elapsed(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.since)
    }
}
