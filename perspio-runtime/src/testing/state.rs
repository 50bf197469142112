//! What the server's tasks and the user's handle share.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;

use super::assets::Assets;
use super::inject::{Action, Inject};
use super::received::Received;
use super::rules;
use super::tokens::{self, Tokens};
use crate::time;

/// The state behind a lock that is never held across an await.
#[derive(Debug, Default)]
pub(super) struct Shared(Mutex<State>);

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) assets: Assets,
    pub(super) plan: VecDeque<Inject>,
    pub(super) log: Vec<Received>,
    pub(super) tokens: Tokens,
    /// What came in for the authorization server; the other log is the API's.
    pub(super) token_log: Vec<Received>,
    serial: u64,
}

impl Shared {
    /// The state, also after a panic elsewhere: it has no invariants that could be broken halfway.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Takes a request in and says what to do about it, with the number to tell [`answered`](Self::answered).
    pub(super) fn receive(&mut self, head: Parts, body: Bytes, whole: bool) -> (u64, Action) {
        self.serial = self.serial.wrapping_add(1);
        let request = Received::new(self.serial, head, body);
        let now = time::now();
        if tokens::is_for(request.path()) {
            let action = self.tokens.receive(&request, whole, now);
            self.token_log.push(request);
            return (self.serial, action);
        }
        let inject = self.plan.pop_front().unwrap_or(Inject::Pass);
        let rights = |token: &str| self.tokens.rights(token, now);
        let action = inject.act(|| rules::answer(&mut self.assets, &request, whole, rights));
        self.log.push(request);
        (self.serial, action)
    }

    /// Notes the answer in the log, unless the request was forgotten since.
    pub(super) fn answered(&mut self, serial: u64, status: StatusCode) {
        let mut both = self.log.iter_mut().rev().chain(self.token_log.iter_mut().rev());
        if let Some(request) = both.find(|request| request.serial == serial) {
            request.status = Some(status);
        }
    }
}
