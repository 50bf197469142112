//! What the server's tasks and the user's handle share.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::StatusCode;
use http::request::Parts;

use super::assets::Assets;
use super::faults::Faults;
use super::inject::{Action, Inject};
use super::log::Log;
use super::received::{Ended, Received};
use super::rules;
use super::tokens::{self, Tokens};
use crate::time::{self, Instant};

/// The state behind a lock that is never held across an await.
#[derive(Debug)]
pub(super) struct Shared(Mutex<State>);

#[derive(Debug)]
pub(super) struct State {
    pub(super) assets: Assets,
    pub(super) plan: VecDeque<Inject>,
    /// What requests meet for which nothing is planned.
    pub(super) faults: Option<Faults>,
    pub(super) log: Log,
    pub(super) tokens: Tokens,
    /// What came in for the authorization server; the other log is the API's.
    pub(super) token_log: Log,
    /// How many requests of both logs ended so; `None` is without an answer.
    pub(super) ends: BTreeMap<Option<StatusCode>, u64>,
    pub(super) started: Instant,
    /// Where it listens, if there is a page to say it.
    pub(super) page: Option<String>,
    serial: u64,
    /// The last number that was forgotten.
    forgotten: u64,
}

impl Shared {
    pub(super) fn new(state: State) -> Self {
        Self(Mutex::new(state))
    }

    /// The state, also after a panic elsewhere: it has no invariants that could be broken halfway.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Keeps so many requests in each log.
    pub(super) fn new(bound: usize, page: Option<String>) -> Self {
        Self {
            assets: Assets::default(),
            plan: VecDeque::new(),
            faults: None,
            log: Log::new(bound),
            tokens: Tokens::default(),
            token_log: Log::new(bound),
            ends: BTreeMap::new(),
            started: time::now(),
            page,
            serial: 0,
            forgotten: 0,
        }
    }

    /// Takes a request in and says what to do about it, with the number to tell [`ended`](Self::ended).
    pub(super) fn receive(&mut self, head: Parts, body: Bytes, whole: bool) -> (u64, Action) {
        self.serial = self.serial.wrapping_add(1);
        let now = time::now();
        let mut request = Received::new(self.serial, head, body, now);
        let is_for_tokens = tokens::is_for(request.path());
        let action =
            if is_for_tokens { self.tokens.receive(&request, whole, now) } else { self.act(&request, whole, now) };
        request.fault.clone_from(&action.fault);
        let log = if is_for_tokens { &mut self.token_log } else { &mut self.log };
        log.push(request);
        (self.serial, action)
    }

    /// What to do about a request to the API: what was injected, otherwise what the fault plan says.
    fn act(&mut self, request: &Received, whole: bool, now: Instant) -> Action {
        let rights = |token: &str| self.tokens.rights(token, now);
        let usual = || rules::answer(&mut self.assets, request, whole, rights);
        if let Some(inject) = self.plan.pop_front() {
            return inject.act(usual);
        }
        match &mut self.faults {
            Some(faults) => {
                let decision = faults.decide(now);
                Inject::from(decision.fault()).act(usual).later(decision.latency())
            }
            None => Inject::Pass.act(usual),
        }
    }

    /// Notes what became of a request, unless it was forgotten since.
    pub(super) fn ended(&mut self, serial: u64, status: Option<StatusCode>) {
        if serial <= self.forgotten {
            return;
        }
        let ends = self.ends.entry(status).or_default();
        *ends = ends.saturating_add(1);
        let end = Ended { status, at: time::now() };
        if let Some(request) = self.log.find(serial).or_else(|| self.token_log.find(serial)) {
            request.end = Some(end);
        }
    }

    /// Forgets the requests that came in.
    pub(super) fn forget(&mut self) {
        self.log.clear();
        self.token_log.clear();
        self.ends.clear();
        self.forgotten = self.serial;
    }
}
