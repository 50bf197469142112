//! What the server did for each call, and what the client says about it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use perspio_runtime::{Attempt, Error, Fault, Outcome};

/// One line per call: how many requests came, and how many of them took effect.
#[derive(Debug)]
pub(crate) struct Ledger {
    seen: Vec<AtomicU32>,
    effects: Vec<AtomicU32>,
    requests: AtomicU64,
    violations: Mutex<Vec<String>>,
}

impl Ledger {
    pub(crate) fn new(calls: usize) -> Self {
        let zeros = || (0..calls).map(|_| AtomicU32::new(0)).collect();
        Self { seen: zeros(), effects: zeros(), requests: AtomicU64::new(0), violations: Mutex::default() }
    }

    /// The server has read a whole request; whether it is the first of its call.
    pub(crate) fn saw(&self, call: usize) -> bool {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let Some(seen) = self.seen.get(call) else {
            self.violation(format!("a request for call {call}, which nobody made"));
            return false;
        };
        seen.fetch_add(1, Ordering::Relaxed) == 0
    }

    /// The server did what it was asked to do.
    pub(crate) fn took_effect(&self, call: usize) {
        if let Some(effects) = self.effects.get(call) {
            effects.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Checks one call that has ended.
    pub(crate) fn settle(&self, call: usize, idempotent: bool, attempts: &[Attempt], error: Option<&Error>) {
        let count = |counts: &[AtomicU32]| counts.get(call).map_or(0, |count| count.load(Ordering::Relaxed)) as usize;
        let (seen, effects) = (count(&self.seen), count(&self.effects));
        if !idempotent && effects > 1 {
            self.violation(format!("call {call} is not idempotent and took effect {effects} times: {attempts:?}"));
        }
        // A request that broke off may have got lost on its way; every other one was answered, so it was seen.
        let lost = attempts.iter().filter(|attempt| {
            matches!(attempt.outcome(), Outcome::Fault(Fault::Transport | Fault::Timeout | Fault::Connect))
        });
        if seen > attempts.len() || seen + lost.count() < attempts.len() {
            self.violation(format!("call {call}: the server saw {seen} requests, the log has {attempts:?}"));
        }
        match error {
            None if effects == 0 => self.violation(format!("call {call} is Ok and took no effect")),
            Some(error) if effects > 0 && !error.may_have_been_processed() => {
                self.violation(format!("call {call} took effect, and its error denies it: {error:?}"));
            }
            _ => {}
        }
    }

    /// Checks, when all is over, that no call in `calls` took effect twice.
    pub(crate) fn audit(&self, calls: impl Iterator<Item = usize>) {
        for call in calls {
            let effects = self.effects.get(call).map_or(0, |count| count.load(Ordering::Relaxed));
            if effects > 1 {
                self.violation(format!("call {call} is not idempotent and took effect {effects} times in the end"));
            }
        }
    }

    fn violation(&self, text: String) {
        if let Ok(mut violations) = self.violations.lock() {
            violations.push(text);
        }
    }

    pub(crate) fn violations(&self) -> Vec<String> {
        self.violations.lock().map(|violations| violations.clone()).unwrap_or_default()
    }
}
