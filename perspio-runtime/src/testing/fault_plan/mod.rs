//! Faults by plan: which request meets what, as a pure function of a seed and the request's number. No I/O, no clock,
//! and nothing of HTTP: who acts on a plan hands in numbers and times.

mod builder;
mod random;
mod read;
#[cfg(test)]
mod tests;
mod words;

use std::time::Duration;

pub use builder::{FaultPlanBuilder, FaultPlanError};
use random::SplitMix64;

/// The variable that gives the seed of a [`FaultPlan::random`].
const SEED_VARIABLE: &str = "PERSPIO_FAULT_SEED";

/// Latency, resets, server errors and rate limits, spread over requests by a seed.
///
/// Made by [`with_seed`](Self::with_seed) or [`random`](Self::random) and a [builder](FaultPlanBuilder), or read from a
/// file (see below); acted on by [`PerspioTalk::fault_plan`](super::PerspioTalk::fault_plan). `Display` gives it in
/// words, with its seed.
///
/// # What is decided, and from what
///
/// [`decide`](Self::decide) depends on the plan, the number of the request and, for rate limits by time, the time since
/// the start; on nothing else. The same seed gives the same faults on every platform, and goes on to do so: the random
/// numbers are [SplitMix64](https://doi.org/10.1145/2660193.2660195)'s, which is part of this crate. Output number
/// *n* (from 0) of the generator with the plan's seed is the seed of a generator for request *n*; its first output
/// decides about the fault, the second about the status, the third about the latency. So one setting can change and the
/// rest stays: with more latency the same requests are reset.
///
/// A rate limit goes before everything else, as in a gateway; the shares are of the requests that it lets through, and
/// exclude each other.
///
/// # Files
///
/// It can be deserialized; as TOML, with everything optional:
///
/// ```toml
/// seed = 7                          # without it: as of `FaultPlan::random`
/// latency = "50ms..=200ms"          # or "50ms", the same for all
/// resets = 0.01
/// resets_after_work = 0.01
/// server_errors = 0.05
/// statuses = [500, 503]             # of the server errors
///
/// [[throttle]]                      # as often as wanted
/// every = 100                       # of every 100 requests the last 10; or of every "30s" the last "5s"
/// for = 10
/// retry_after = "1s"                # without it: no `Retry-After`
/// ```
///
/// Durations are numbers, perhaps with decimals, in `ms`, `s`, `m` or `h`. Another key is an error that names it and
/// lists the legal ones.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultPlan {
    seed: u64,
    latency: Latency,
    shares: Shares,
    statuses: Vec<u16>,
    throttles: Vec<Throttle>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Latency {
    least: Duration,
    most: Duration,
}

/// Of the requests that are not throttled; together at most 1.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shares {
    resets: f64,
    resets_after_work: f64,
    server_errors: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Throttle {
    window: Window,
    retry_after: Option<Duration>,
}

/// When a rate limit is in force: in the last part of each period, so that the first requests of a test pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Window {
    Requests { every: u64, length: u64 },
    Time { every: Duration, length: Duration },
}

/// What happens to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    latency: Duration,
    fault: Option<PlannedFault>,
}

/// What goes wrong with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlannedFault {
    /// The connection ends without an answer, and the request has no effect.
    Reset,
    /// The connection ends without an answer, but the request took effect.
    ResetAfterWork,
    /// An answer with this status, 500 to 599. The request has no effect.
    Status(u16),
    /// An answer with 429. The request has no effect.
    Throttle {
        /// `Retry-After`, in whole seconds and rounded up; left out for `None`.
        retry_after: Option<Duration>,
    },
}

impl FaultPlan {
    /// A plan with this seed, so far without faults.
    pub fn with_seed(seed: u64) -> FaultPlanBuilder {
        FaultPlanBuilder::new(Ok(seed))
    }

    /// A plan with a seed of its own in every run, below 2^32, so far without faults.
    ///
    /// It prints the seed to the standard error, which the test harness shows of tests that fail. To see the same faults again, run it with the variable `PERSPIO_FAULT_SEED` set
    /// to that number: then it is the seed of every plan that is made here. An empty variable counts as none.
    pub fn random() -> FaultPlanBuilder {
        let seed = random::seed(std::env::var_os(SEED_VARIABLE));
        if let Ok(seed) = seed {
            // At once: a test that returns an error fails without a panic.
            eprintln!("fault plan: seed {seed}; {SEED_VARIABLE}={seed} brings it back");
        }
        FaultPlanBuilder::new(seed)
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// What happens to the request with this number, counted from 0, that comes `elapsed` after the first could have.
    pub fn decide(&self, number: u64, elapsed: Duration) -> Planned {
        let mut random = SplitMix64::for_request(self.seed, number);
        // All three, needed or not: what one setting makes of its number must not move the others.
        let (fault, status, latency) = (random.share(), random.next(), random.next());
        let throttle = self.throttles.iter().find(|throttle| throttle.window.is_in_force(number, elapsed));
        let fault = match throttle {
            Some(throttle) => Some(PlannedFault::Throttle { retry_after: throttle.retry_after }),
            None => self.fault(fault, status),
        };
        Planned { latency: self.latency.at(latency), fault }
    }

    /// The shares lie side by side from 0 upwards; `at` falls into one of them, or above all.
    fn fault(&self, at: f64, status: u64) -> Option<PlannedFault> {
        let Shares { resets, resets_after_work, server_errors } = self.shares;
        if at < resets {
            Some(PlannedFault::Reset)
        } else if at < resets + resets_after_work {
            Some(PlannedFault::ResetAfterWork)
        } else if at < resets + resets_after_work + server_errors {
            let index = random::below(self.statuses.len() as u64, status);
            let status = usize::try_from(index).ok().and_then(|index| self.statuses.get(index));
            status.copied().map(PlannedFault::Status)
        } else {
            None
        }
    }

    /// Is a rate limit in force for the request with this number, that comes `elapsed` after the first could have?
    pub(super) fn is_throttled(&self, number: u64, elapsed: Duration) -> bool {
        self.throttles.iter().any(|throttle| throttle.window.is_in_force(number, elapsed))
    }

    /// Prints the plan with its seed to the standard error if this thread panics: called where what acts on the plan is
    /// dropped, so that a test that fails can be run again with the same faults.
    pub(crate) fn print_if_panicking(&self) {
        if std::thread::panicking() {
            let seed = self.seed;
            eprintln!("fault plan: {self}");
            eprintln!(
                "the same faults again: FaultPlan::with_seed({seed}), or {SEED_VARIABLE}={seed} for a random plan"
            );
        }
    }
}

impl Planned {
    /// How much later than otherwise the answer comes, or the connection ends.
    pub fn latency(&self) -> Duration {
        self.latency
    }

    /// What goes wrong; `None` if nothing does.
    pub fn fault(&self) -> Option<PlannedFault> {
        self.fault
    }
}

impl Latency {
    /// Uniform, both ends included.
    fn at(self, random: u64) -> Duration {
        let span = self.most.saturating_sub(self.least).as_nanos();
        let span = u64::try_from(span).unwrap_or(u64::MAX).saturating_add(1);
        self.least.saturating_add(Duration::from_nanos(random::below(span, random)))
    }
}

impl Window {
    fn is_in_force(self, number: u64, elapsed: Duration) -> bool {
        let (every, length, at) = match self {
            Self::Requests { every, length } => (every.into(), length.into(), number.into()),
            Self::Time { every, length } => (every.as_nanos(), length.as_nanos(), elapsed.as_nanos()),
        };
        at.checked_rem(every).is_some_and(|at| at >= every.saturating_sub(length))
    }
}
