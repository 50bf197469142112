//! The requests that came in: the last ones, and how many there were.

use std::collections::VecDeque;

use super::received::Received;

#[derive(Debug)]
pub(super) struct Log {
    kept: VecDeque<Received>,
    /// How many are kept at most.
    bound: usize,
    total: usize,
}

impl Log {
    pub(super) fn new(bound: usize) -> Self {
        Self { kept: VecDeque::new(), bound, total: 0 }
    }

    pub(super) fn push(&mut self, request: Received) {
        self.total = self.total.saturating_add(1);
        self.kept.push_back(request);
        if self.kept.len() > self.bound {
            self.kept.pop_front();
        }
    }

    /// How many there were.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// The last ones, in order.
    pub(super) fn kept(&self) -> Vec<Received> {
        self.kept.iter().cloned().collect()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Received> {
        self.kept.iter()
    }

    /// The request with this number, if it is still kept.
    pub(super) fn find(&mut self, serial: u64) -> Option<&mut Received> {
        self.kept.iter_mut().rev().find(|request| request.serial == serial)
    }

    pub(super) fn clear(&mut self) {
        self.kept.clear();
        self.total = 0;
    }
}
