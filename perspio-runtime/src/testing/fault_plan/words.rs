//! A plan in words.

use std::fmt;
use std::time::Duration;

use super::{FaultPlan, Latency, Shares, Throttle, Window};

impl FaultPlan {
    /// What goes wrong, one thing each; empty if nothing does.
    pub(crate) fn rules(&self) -> Vec<String> {
        let Shares { resets, resets_after_work, server_errors } = self.shares;
        let statuses: Vec<_> = self.statuses.iter().map(ToString::to_string).collect();
        let shares = [
            (resets, "reset before the work".to_owned()),
            (resets_after_work, "reset after the work".to_owned()),
            (server_errors, format!("answered with {}", statuses.join(", "))),
        ];
        let shares = shares.into_iter().filter(|(share, _)| *share > 0.0);
        self.latency
            .words()
            .into_iter()
            .chain(shares.map(|(share, what)| format!("{}% {what}", percent(share))))
            .chain(self.throttles.iter().map(ToString::to_string))
            .collect()
    }
}

/// A share as people say it, without what binary fractions add to it.
fn percent(share: f64) -> f64 {
    (share * 1e8).round() / 1e6
}

impl Latency {
    fn words(self) -> Option<String> {
        match self {
            Self { most: Duration::ZERO, .. } => None,
            Self { least, most } if least == most => Some(format!("{most:?} of latency")),
            Self { least, most } => Some(format!("{least:?} to {most:?} of latency")),
        }
    }
}

/// `seed 7: 50ms to 200ms of latency; 1% reset before the work; ..`
impl fmt::Display for FaultPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = self.rules();
        let rules = if rules.is_empty() { "no faults".to_owned() } else { rules.join("; ") };
        write!(f, "seed {}: {rules}", self.seed)
    }
}

impl fmt::Display for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.window {
            Window::Requests { every, length } => write!(f, "429 for the last {length} of every {every} requests"),
            Window::Time { every, length } => write!(f, "429 in the last {length:?} of every {every:?}"),
        }?;
        match self.retry_after {
            Some(wait) => write!(f, ", Retry-After {wait:?}"),
            None => f.write_str(", no Retry-After"),
        }
    }
}
