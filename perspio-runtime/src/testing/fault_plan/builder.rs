//! A plan is put together, and checked.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use super::{FaultPlan, Latency, SEED_VARIABLE, Shares, Throttle, Window};

/// Settings of a [`FaultPlan`], which [`build`](Self::build) checks. Without any, nothing goes wrong.
#[derive(Debug, Clone)]
#[must_use]
pub struct FaultPlanBuilder {
    seed: Result<u64, FaultPlanError>,
    latency: RangeInclusive<Duration>,
    resets: f64,
    resets_after_work: f64,
    server_errors: f64,
    statuses: Vec<u16>,
    throttles: Vec<Throttle>,
}

impl FaultPlanBuilder {
    pub(super) fn new(seed: Result<u64, FaultPlanError>) -> Self {
        Self {
            seed,
            latency: Duration::ZERO..=Duration::ZERO,
            resets: 0.0,
            resets_after_work: 0.0,
            server_errors: 0.0,
            statuses: vec![500, 502, 503, 504],
            throttles: Vec::new(),
        }
    }

    /// How much later answers come, whatever they are, and connections end: uniform, both ends included. None by
    /// default. The work is done before that.
    pub fn latency(mut self, range: RangeInclusive<Duration>) -> Self {
        self.latency = range;
        self
    }

    /// The share of requests, 0.0 to 1.0, whose connection ends without an answer, before any work. 0 by default.
    pub fn resets(mut self, share: f64) -> Self {
        self.resets = share;
        self
    }

    /// The share of requests, 0.0 to 1.0, whose connection ends without an answer, after the work. 0 by default.
    pub fn resets_after_work(mut self, share: f64) -> Self {
        self.resets_after_work = share;
        self
    }

    /// The share of requests, 0.0 to 1.0, that are answered with one of the [statuses](Self::statuses), before any
    /// work. 0 by default.
    pub fn server_errors(mut self, share: f64) -> Self {
        self.server_errors = share;
        self
    }

    /// The statuses of [server errors](Self::server_errors), each as likely as the others: 500, 502, 503 and 504 by
    /// default. One that is there twice comes twice as often.
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        self.statuses = statuses.into_iter().collect();
        self
    }

    /// Of every `every` requests the last `length` are answered with 429, before any work, and with `Retry-After` if
    /// that is given. Calls add up.
    ///
    /// Requests that are sent again count like the others, so a client needs more attempts than `length` to get through.
    pub fn throttle_requests(mut self, every: u64, length: u64, retry_after: impl Into<Option<Duration>>) -> Self {
        let window = Window::Requests { every, length };
        self.throttles.push(Throttle { window, retry_after: retry_after.into() });
        self
    }

    /// Requests that come in the last `length` of each `every` are answered with 429, before any work, and with
    /// `Retry-After` if that is given. Calls add up. Times are counted from when the plan was handed over.
    pub fn throttle_time(
        mut self,
        every: Duration,
        length: Duration,
        retry_after: impl Into<Option<Duration>>,
    ) -> Self {
        let window = Window::Time { every, length };
        self.throttles.push(Throttle { window, retry_after: retry_after.into() });
        self
    }

    /// The plan.
    ///
    /// # Errors
    /// The first setting that breaks a rule: see [`FaultPlanError`].
    pub fn build(self) -> Result<FaultPlan, FaultPlanError> {
        let Self { seed, latency, resets, resets_after_work, server_errors, statuses, throttles } = self;
        let seed = seed?;
        let (least, most) = latency.into_inner();
        if least > most {
            return Err(FaultPlanError::Latency { least, most });
        }
        let shares = Shares { resets, resets_after_work, server_errors };
        shares.check()?;
        if statuses.is_empty() && server_errors > 0.0 {
            return Err(FaultPlanError::NoStatus);
        }
        if let Some(status) = statuses.iter().find(|status| !(500..=599).contains(*status)) {
            return Err(FaultPlanError::Status { status: *status });
        }
        if throttles.iter().any(|throttle| !throttle.window.is_sound()) {
            return Err(FaultPlanError::Window);
        }
        Ok(FaultPlan { seed, latency: Latency { least, most }, shares, statuses, throttles })
    }
}

impl Shares {
    fn check(self) -> Result<(), FaultPlanError> {
        let Self { resets, resets_after_work, server_errors } = self;
        for (setting, share) in
            [("resets", resets), ("resets_after_work", resets_after_work), ("server_errors", server_errors)]
        {
            // Not a number is not in it.
            if !(0.0..=1.0).contains(&share) {
                return Err(FaultPlanError::Share { setting, share });
            }
        }
        let sum = resets + resets_after_work + server_errors;
        // 0.33 + 0.56 + 0.11 is a little more than 1 as binary fractions.
        if sum > 1.0 + f64::EPSILON { Err(FaultPlanError::Shares { sum }) } else { Ok(()) }
    }
}

impl Window {
    /// It comes and, if `length` is less than `every`, goes.
    fn is_sound(self) -> bool {
        match self {
            Self::Requests { every, length } => (1..=every).contains(&length),
            Self::Time { every, length } => !length.is_zero() && length <= every,
        }
    }
}

/// The rule that a setting of a [`FaultPlan`] broke.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FaultPlanError {
    /// A share is not between 0.0 and 1.0.
    Share {
        /// The method of the builder, which is also the key in a file.
        setting: &'static str,
        /// What was given.
        share: f64,
    },
    /// The shares are more than 1.0 together.
    Shares {
        /// What they are together.
        sum: f64,
    },
    /// The least latency is more than the most.
    Latency {
        /// The start of the range.
        least: Duration,
        /// Its end.
        most: Duration,
    },
    /// A status is not one of a server error, 500 to 599.
    Status {
        /// What was given.
        status: u16,
    },
    /// There is a share of server errors, and no status for them.
    NoStatus,
    /// A rate limit is never in force, or longer than its period.
    Window,
    /// The variable `PERSPIO_FAULT_SEED` is no whole number below 2^64.
    Seed {
        /// Its value.
        value: String,
    },
}

impl fmt::Display for FaultPlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Share { setting, share } => write!(f, "`{setting}` is {share}; a share is between 0.0 and 1.0"),
            Self::Shares { sum } => {
                write!(f, "`resets`, `resets_after_work` and `server_errors` are {sum} together; 1.0 is all requests")
            }
            Self::Latency { least, most } => {
                write!(f, "`latency` is from {least:?} to {most:?}; the least comes first")
            }
            Self::Status { status } => write!(f, "`statuses` has {status}; server errors are 500 to 599"),
            Self::NoStatus => f.write_str("`statuses` is empty; `server_errors` needs at least one"),
            Self::Window => f.write_str(
                "a rate limit lasts no time, or longer than its period; `for` is more than 0 and at most `every`",
            ),
            Self::Seed { value } => write!(f, "{SEED_VARIABLE} is `{value}`; a seed is a whole number below 2^64"),
        }
    }
}

impl std::error::Error for FaultPlanError {}
