//! The token of one credential: fetched by one task at a time, for everybody who waits.

mod flight;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::Handle;

use super::Credential;
use super::kept::{Fetched, Kept, Next, Ready, Shared};
use super::source::{Occasion, Source, Unattended};
use crate::error::BoxError;
use crate::time::{self, Instant, Time};
use arc_swap::ArcSwapOption;
use flight::{Flight, Outcome, Outcomes, PATIENCE};

/// How often a caller starts a fetch anew whose task went away with its runtime.
const RESTARTS: u32 = 2;

/// The token of one source. Dropping it stops a fetch on its way, unless that would lose something.
pub(crate) struct Cache(Arc<Inner>);

struct Inner {
    source: Box<dyn Source>,
    time: Time,
    state: Mutex<State>,
    /// What calls take without a lock, for as long as there is nothing to be done about it.
    ready: ArcSwapOption<Ready>,
}

#[derive(Default)]
struct State {
    kept: Kept,
    flight: Option<Flight>,
    /// Counts the flights.
    started: u64,
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cache")
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        if self.0.source.leave() {
            if let Some(flight) = self.0.state().flight.take() {
                flight.stop();
            }
        }
    }
}

impl Cache {
    pub(super) fn new(source: impl Source, time: Time) -> Self {
        let source = Box::new(source);
        Self(Arc::new(Inner { source, time, state: Mutex::default(), ready: ArcSwapOption::empty() }))
    }

    /// The token that is kept, if nothing is to be done about it yet.
    pub(super) fn at_hand(&self) -> Option<Credential> {
        let ready = self.0.ready.load();
        ready.as_ref().filter(|ready| ready.lasts(time::now())).map(|ready| ready.credential.clone())
    }

    /// The token that is kept, or what comes of the fetch on its way, or of a new one.
    pub(super) async fn credential(&self) -> Result<Credential, BoxError> {
        let mut lost = 0;
        while lost <= RESTARTS {
            let (number, mut outcome) = match self.look()? {
                Look::Serve(credential) => return Ok(credential),
                Look::Wait { number, outcome } => (number, outcome),
            };
            let end = time::after(time::now(), PATIENCE);
            match time::until(end, outcome.wait_for(Option::is_some)).await.map(|told| told.map(|told| told.clone())) {
                Ok(Ok(told)) => return told.unwrap_or_else(|| Err(Shared::new(GONE))).map_err(Shared::into_error),
                Ok(Err(_)) => {
                    // Its task is gone without a word.
                    self.0.state().flight.take_if(|flight| flight.number() == number);
                    lost += 1;
                }
                // Another look tells whether its runtime stands still.
                Err(_) => {}
            }
        }
        Err(GONE.into())
    }

    /// What is asked for tokens, in an error.
    pub(super) fn asks(&self) -> &'static str {
        self.0.source.name()
    }

    /// A server has refused the token of that generation. Says whether another may be fetched for it.
    pub(super) fn forget(&self, generation: u64) -> bool {
        self.0.change(|state| state.kept.forget(generation, time::now()))
    }

    /// A server has refused or accepted a token that had just been renewed.
    pub(super) fn judge_new(&self, generation: u64, accepted: bool) {
        let mut state = self.0.state();
        if accepted { state.kept.accept_new() } else { state.kept.refuse_new(generation, time::now()) }
    }

    fn look(&self) -> Result<Look, BoxError> {
        let mut state = self.0.state();
        let now = time::now();
        match state.kept.next(now) {
            Next::Serve(credential) => Ok(Look::Serve(credential)),
            Next::ServeAndFetch(credential) => {
                // Without a runtime there is no renewal; the token serves all the same.
                let _ = self.flight(&mut state, now, Occasion::Ahead);
                Ok(Look::Serve(credential))
            }
            Next::Fail(failure) => Err(failure.into_error()),
            Next::Fetch => self.flight(&mut state, now, Occasion::Wanted),
        }
    }

    /// The fetch on its way, or a new one on the runtime of whoever asks.
    fn flight(&self, state: &mut State, now: Instant, occasion: Occasion) -> Result<Look, BoxError> {
        let runtime = Handle::try_current().map_err(|_| "tokens are fetched on a tokio runtime, and there is none")?;
        state.flight.take_if(|flight| flight.is_lost(now));
        if state.flight.is_none() {
            state.started += 1;
        }
        let flight = state.flight.get_or_insert_with(|| Flight::begin(&self.0, state.started, occasion, runtime));
        Ok(Look::Wait { number: flight.number(), outcome: flight.outcome() })
    }
}

const GONE: &str = "the task that fetched the token is gone";

enum Look {
    Serve(Credential),
    Wait { number: u64, outcome: Outcomes },
}

impl Inner {
    /// Keeps what came of the flight of that number. Nothing is said of one that only a person could have helped: whoever
    /// waits by now asks again, and is that person.
    fn land(&self, number: u64, fetched: Result<Fetched, BoxError>) -> Option<Outcome> {
        self.change(|state| {
            state.flight.take_if(|flight| flight.number() == number);
            match fetched {
                Ok(token) => Some(Ok(state.kept.succeed(token, self.time.jitter()))),
                Err(error) if error.is::<Unattended>() => {
                    state.kept.last_as_it_is();
                    None
                }
                Err(error) => Some(Err(state.kept.fail(error, time::now()))),
            }
        })
    }

    /// Changes what is kept, and with it what is at hand. Under the lock, so that the last change is the one that is seen.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.state();
        let result = change(&mut state);
        self.ready.store(state.kept.ready().map(Arc::new));
        result
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
