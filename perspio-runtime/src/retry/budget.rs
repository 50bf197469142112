//! The retry budget: a token bucket that all calls of a client share, so that retries die out in an outage.

use std::sync::atomic::{AtomicU32, Ordering};

/// What an ordinary retry takes.
pub(super) const RETRY: u32 = 14;
/// What a retry after a 429 takes.
pub(super) const THROTTLED: u32 = 5;
/// What a success at first try gives.
const FIRST_TRY: u32 = 1;

/// Tokens that retries take and successes give back. The figures are those of the AWS SDKs' retry model "2.1".
#[derive(Debug)]
pub(crate) struct Budget {
    tokens: AtomicU32,
    capacity: u32,
}

impl Budget {
    /// Tokens of a full bucket unless the builder says otherwise.
    pub(crate) const DEFAULT: u32 = 500;

    /// A full bucket.
    pub(crate) fn new(capacity: u32) -> Self {
        Self { tokens: AtomicU32::new(capacity), capacity }
    }

    /// The tokens left.
    pub(crate) fn left(&self) -> u32 {
        self.tokens.load(Ordering::Relaxed)
    }

    /// Takes `cost` tokens, or `None` if there are not that many. They come back if the payment is dropped unspent.
    pub(crate) fn pay(&self, cost: u32) -> Option<Payment<'_>> {
        let taken = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost));
        taken.ok().map(|_| Payment { budget: self, cost })
    }

    /// A call succeeded: it gives back what its last retry cost, or one token if it had none.
    pub(crate) fn succeeded(&self, last_cost: Option<u32>) {
        self.give(last_cost.unwrap_or(FIRST_TRY));
    }

    /// Puts tokens back, up to a full bucket.
    fn give(&self, tokens: u32) {
        // Full is the common case: then nothing is written, and no cache line moves between cores.
        if self.left() < self.capacity {
            let capacity = self.capacity;
            let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                Some(left.saturating_add(tokens).min(capacity))
            });
        }
    }
}

/// Tokens taken for a retry that has not been sent yet.
#[derive(Debug)]
pub(crate) struct Payment<'a> {
    budget: &'a Budget,
    cost: u32,
}

impl Payment<'_> {
    /// The retry is being sent: the tokens are gone.
    pub(crate) fn spend(mut self) -> u32 {
        std::mem::take(&mut self.cost)
    }
}

impl Drop for Payment<'_> {
    fn drop(&mut self) {
        self.budget.give(self.cost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bucket_is_never_below_empty_or_above_full_and_exact_at_the_end() {
        let budget = Budget::new(Budget::DEFAULT);
        std::thread::scope(|scope| {
            for _ in 0..64 {
                scope.spawn(|| {
                    for _ in 0..10_000 {
                        if let Some(payment) = budget.pay(RETRY) {
                            assert!(budget.left() <= Budget::DEFAULT);
                            let cost = payment.spend();
                            budget.succeeded(Some(cost));
                        }
                        assert!(budget.left() <= Budget::DEFAULT);
                    }
                });
            }
        });
        assert_eq!(budget.left(), Budget::DEFAULT);
    }

    #[test]
    fn an_empty_bucket_gives_nothing_and_takes_nothing() {
        let budget = Budget::new(20);
        assert_eq!(budget.pay(RETRY).map(Payment::spend), Some(RETRY));
        assert!(budget.pay(RETRY).is_none());
        assert_eq!(budget.left(), 6);
        budget.succeeded(None);
        assert_eq!(budget.left(), 7);
        budget.succeeded(Some(THROTTLED));
        assert_eq!(budget.left(), 12);
        budget.succeeded(Some(RETRY));
        assert_eq!(budget.left(), 20);
    }

    #[test]
    fn what_was_not_spent_comes_back() {
        let budget = Budget::new(20);
        let payment = budget.pay(RETRY);
        assert_eq!(budget.left(), 6);
        drop(payment);
        assert_eq!(budget.left(), 20);
    }
}
