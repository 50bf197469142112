//! What is to be played, and what was.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::json;

use super::super::fault_plan::{FaultPlan, PlannedFault};
use super::super::timeline::Exchange;
use super::super::{Captured, Reply, Timeline};
use super::expect::Route;
use crate::error::{Fault, Why};
use crate::time::{self, Instant};

/// 2025-01-01T00:00:00Z, in seconds.
const WALL: u64 = 1_735_689_600;

/// A script as its clones and its clients share it.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    tokens: OnceLock<Arc<Shared>>,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(super) answers: VecDeque<Answer>,
    /// Given when there is no other.
    pub(super) otherwise: Option<Answer>,
    /// Those that are for certain calls.
    pub(super) routes: Vec<Route>,
    /// What answered the last request of each call.
    answered: HashMap<usize, From>,
    pub(super) exchanges: Vec<Exchange>,
    /// What is said of the requests that had no answer.
    pub(super) unexpected: Vec<String>,
    /// The errors that calls ended with, as far as they are not over those requests.
    pub(super) failed: Vec<String>,
    pub(super) inspect: Option<Inspect>,
    pub(super) faults: Option<FaultPlan>,
    pub(super) allow_unused: bool,
    pub(super) jitter: f64,
    pub(super) wall: SystemTime,
    /// When the first request came.
    start: Option<Instant>,
    /// Held by every body that is still to be read.
    open: Arc<()>,
}

/// Which answers are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    Any,
    /// Those for any request.
    Plain,
    /// Those of the expectation at this place.
    Route(usize),
}

/// Where an answer comes from.
#[derive(Clone)]
pub(crate) enum Answer {
    Reply(Reply),
    With(Arc<dyn Fn(&Captured) -> Reply + Send + Sync>),
}

/// Somebody who looks at every request.
#[derive(Clone)]
pub(super) struct Inspect(pub(super) Arc<dyn Fn(&Captured) + Send + Sync>);

impl Shared {
    pub(super) fn new() -> Self {
        let state = State {
            answers: VecDeque::new(),
            otherwise: None,
            routes: Vec::new(),
            answered: HashMap::new(),
            exchanges: Vec::new(),
            unexpected: Vec::new(),
            failed: Vec::new(),
            inspect: None,
            faults: None,
            allow_unused: false,
            jitter: 1.0,
            wall: UNIX_EPOCH + Duration::from_secs(WALL),
            start: None,
            open: Arc::new(()),
        };
        Self { state: Mutex::new(state), tokens: OnceLock::new() }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The script of the token endpoints, made when it is first needed.
    pub(super) fn tokens(&self) -> Arc<Self> {
        let tokens = self.tokens.get_or_init(|| {
            let tokens = Self::new();
            let number = std::sync::atomic::AtomicU64::new(0);
            tokens.lock().otherwise = Some(Answer::With(Arc::new(move |_| {
                let number = number.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
                json!({ "access_token": format!("token-{number}"), "token_type": "Bearer", "expires_in": 3600 }).into()
            })));
            Arc::new(tokens)
        });
        tokens.clone()
    }

    /// The script of the token endpoints, if it was needed.
    pub(super) fn used_tokens(&self) -> Option<&Self> {
        self.tokens.get().map(AsRef::as_ref)
    }
}

impl State {
    /// Notes a request that comes now, and gives its place.
    pub(super) fn note(&mut self, request: &mut Captured) -> usize {
        request.at = self.since_start();
        self.exchanges.push(Exchange { request: request.clone(), took: Duration::ZERO, outcome: None, body: None });
        self.exchanges.len() - 1
    }

    /// Changes what was noted of a request.
    pub(super) fn change(&mut self, place: usize, change: impl FnOnce(&mut Exchange)) {
        if let Some(exchange) = self.exchanges.get_mut(place) {
            change(exchange);
        }
    }

    /// Counted from the first request.
    pub(super) fn since_start(&mut self) -> Duration {
        let now = time::now();
        now.saturating_duration_since(*self.start.get_or_insert(now))
    }

    /// The answer to the request at `place`, or the fault that is planned for it, and how much later than otherwise it comes.
    pub(super) fn next(&mut self, place: usize, request: &Captured) -> Option<(Answer, Duration)> {
        let number = u64::try_from(place).unwrap_or(u64::MAX);
        let Some(planned) = self.faults.as_ref().map(|plan| plan.decide(number, request.at())) else {
            return self.written(place, request).map(|answer| (answer, Duration::ZERO));
        };
        let fault = match planned.fault() {
            None => return self.written(place, request).map(|answer| (answer, planned.latency())),
            Some(PlannedFault::ResetAfterWork) => {
                self.written(place, request)?;
                Reply::fault(Fault::Transport)
            }
            Some(PlannedFault::Status(status)) => Reply::status(status),
            Some(PlannedFault::Throttle { retry_after: None }) => Reply::status(429),
            Some(PlannedFault::Throttle { retry_after: Some(wait) }) => Reply::status(429).retry_after(wait),
            Some(PlannedFault::Reset) => Reply::fault(Fault::Transport),
        };
        Some((Answer::Reply(fault), planned.latency()))
    }

    /// The answer that the test wrote.
    fn written(&mut self, place: usize, request: &Captured) -> Option<Answer> {
        let from = self.from(request);
        let (route, expected) = self.expected(place, request, from).unzip();
        let from = route.map_or(if from == From::Any { From::Plain } else { from }, From::Route);
        self.answered.insert(request.purpose.call, from);
        expected.or_else(|| self.answers.pop_front()).or_else(|| self.otherwise.clone())
    }

    /// The answer of an expectation, and its place.
    fn expected(&mut self, place: usize, request: &Captured, from: From) -> Option<(usize, Answer)> {
        match from {
            From::Plain => None,
            From::Route(index) => Some((index, self.routes.get_mut(index)?.give(place)?)),
            From::Any => {
                let mut routes = self.routes.iter_mut().enumerate();
                routes.find_map(|(index, route)| Some((index, route.next(place, request)?)))
            }
        }
    }

    /// What may answer a request. Where a redirect leads is the server's choice, so what gave it goes on; but recordings
    /// have the request itself.
    pub(super) fn from(&self, request: &Captured) -> From {
        let answered = || self.answered.get(&request.purpose.call).copied();
        let before = (request.why() == Why::Redirect).then(answered).flatten().unwrap_or(From::Any);
        match before {
            From::Route(place) if self.routes.get(place).is_some_and(Route::is_recorded) => From::Any,
            _ => before,
        }
    }

    pub(super) fn hold_open(&self) -> Arc<()> {
        self.open.clone()
    }

    pub(super) fn open_bodies(&self) -> usize {
        Arc::strong_count(&self.open) - 1
    }

    pub(super) fn timeline(&self) -> Timeline {
        Timeline(self.exchanges.iter().flat_map(Exchange::events).collect())
    }

    pub(super) fn elapsed(&self) -> Duration {
        let ends = self.exchanges.iter().map(|exchange| exchange.request.at().saturating_add(exchange.took));
        ends.max().unwrap_or_default()
    }
}

impl Answer {
    pub(super) fn to(self, request: &Captured) -> Reply {
        match self {
            Self::Reply(reply) => reply,
            Self::With(answer) => answer(request),
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply(reply) => write!(f, "{reply}"),
            Self::With(_) => f.write_str("computed"),
        }
    }
}

impl fmt::Debug for Inspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inspect")
    }
}
