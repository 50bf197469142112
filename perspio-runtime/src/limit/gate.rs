//! The shared gate: a 429 holds back every request of the client, not only the call that it hit.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::time::{self, Instant};

/// Closed until an instant, open after it. Closing it can only make the wait longer.
#[derive(Debug)]
pub(crate) struct Gate {
    /// Where `until` counts from.
    origin: Instant,
    /// In nanoseconds; 0 for a gate that was never closed.
    until: AtomicU64,
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self { origin: time::now(), until: AtomicU64::new(0) }
    }

    /// Closes it for `wait` from now.
    pub(crate) fn close(&self, wait: Duration) {
        let until = time::after(time::now(), wait).saturating_duration_since(self.origin);
        self.until.fetch_max(u64::try_from(until.as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// How long it stays closed; `None` if it is open.
    pub(crate) fn closed_for(&self) -> Option<Duration> {
        let until = self.until.load(Ordering::Relaxed);
        if until == 0 {
            return None;
        }
        let left = Duration::from_nanos(until).saturating_sub(time::now().saturating_duration_since(self.origin));
        if left.is_zero() { None } else { Some(left) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_longest_wait_counts() {
        let gate = Gate::new();
        assert_eq!(gate.closed_for(), None);
        gate.close(Duration::from_secs(5));
        gate.close(Duration::from_secs(2));
        assert_eq!(gate.closed_for(), Some(Duration::from_secs(5)));
        tokio::time::advance(Duration::from_secs(4)).await;
        gate.close(Duration::from_secs(3));
        assert_eq!(gate.closed_for(), Some(Duration::from_secs(3)));
        tokio::time::advance(Duration::from_secs(3)).await;
        assert_eq!(gate.closed_for(), None);
        gate.close(Duration::MAX);
        assert!(gate.closed_for().is_some());
    }
}
