//! The token of one credential: fetched by one task at a time, for everybody who waits.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::AbortHandle;

use super::kept::{Fetched, Kept, Next, Shared};
use super::{Credential, TokenSource, bearer};
use crate::error::BoxError;
use crate::time::{self, Instant, Time};

/// How often a caller starts a fetch anew whose task went away with its runtime.
const RESTARTS: u32 = 2;

/// The token of one source. Dropping it stops a fetch on its way.
pub(crate) struct Cache(Arc<Inner>);

struct Inner {
    source: Box<dyn TokenSource>,
    /// How long a fetch may take, if nothing else bounds it.
    longest: Option<Duration>,
    time: Time,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Kept,
    flight: Option<Flight>,
    /// Counts the flights.
    started: u64,
}

/// A fetch on its way. Nobody's cancellation ends it: it runs in a task.
struct Flight {
    number: u64,
    outcome: watch::Receiver<Option<Outcome>>,
    task: AbortHandle,
}

type Outcome = Result<Credential, Shared>;

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cache")
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        if let Some(flight) = self.0.state().flight.take() {
            flight.task.abort();
        }
    }
}

impl Cache {
    pub(super) fn new(source: Box<dyn TokenSource>, longest: Option<Duration>, time: Time) -> Self {
        Self(Arc::new(Inner { source, longest, time, state: Mutex::default() }))
    }

    /// The token that is kept, or what comes of the fetch on its way, or of a new one.
    pub(super) async fn credential(&self) -> Result<Credential, BoxError> {
        for _ in 0..=RESTARTS {
            let (number, mut outcome) = match self.look()? {
                Look::Serve(credential) => return Ok(credential),
                Look::Wait { number, outcome } => (number, outcome),
            };
            if let Ok(outcome) = outcome.wait_for(Option::is_some).await.map(|outcome| outcome.clone()) {
                return outcome.unwrap_or_else(|| Err(Shared::new(GONE))).map_err(Shared::into_error);
            }
            // Its task is gone without a word.
            self.0.state().flight.take_if(|flight| flight.number == number);
        }
        Err(GONE.into())
    }

    /// A server has refused the token of that generation. Says whether another may be fetched for it.
    pub(super) fn forget(&self, generation: u64) -> bool {
        self.0.state().kept.forget(generation, time::now())
    }

    /// A server has refused or accepted a token that had just been renewed.
    pub(super) fn judge_new(&self, generation: u64, accepted: bool) {
        let mut state = self.0.state();
        if accepted { state.kept.accept_new() } else { state.kept.refuse_new(generation, time::now()) }
    }

    fn look(&self) -> Result<Look, BoxError> {
        let mut state = self.0.state();
        match state.kept.next(time::now()) {
            Next::Serve(credential) => Ok(Look::Serve(credential)),
            Next::ServeAndFetch(credential) => {
                // Without a runtime there is no renewal; the token serves all the same.
                let _ = self.flight(&mut state);
                Ok(Look::Serve(credential))
            }
            Next::Fail(failure) => Err(failure.into_error()),
            Next::Fetch => self.flight(&mut state),
        }
    }

    /// The fetch on its way, or a new one.
    fn flight(&self, state: &mut State) -> Result<Look, BoxError> {
        // A fetch that ends takes itself off. One that is over and still there went away with its runtime.
        state.flight.take_if(|flight| flight.task.is_finished());
        if state.flight.is_none() {
            let runtime =
                Handle::try_current().map_err(|_| "tokens are fetched on a tokio runtime, and there is none")?;
            state.started += 1;
            let number = state.started;
            let (sender, outcome) = watch::channel(None);
            let task = runtime.spawn(fetch(Arc::clone(&self.0), number, sender)).abort_handle();
            state.flight = Some(Flight { number, outcome, task });
        }
        match &state.flight {
            Some(Flight { number, outcome, .. }) => Ok(Look::Wait { number: *number, outcome: outcome.clone() }),
            None => Err(GONE.into()),
        }
    }
}

const GONE: &str = "the task that fetched the token is gone";

enum Look {
    Serve(Credential),
    Wait { number: u64, outcome: watch::Receiver<Option<Outcome>> },
}

/// Fetches a token and tells everybody.
async fn fetch(inner: Arc<Inner>, number: u64, sender: watch::Sender<Option<Outcome>>) {
    let report = Report { inner, number, sender };
    let started = time::now();
    let fetched = match report.inner.longest {
        Some(longest) => match time::until(time::after(started, longest), report.inner.source.fetch()).await {
            Ok(fetched) => fetched,
            Err(_) => Err("the token source gave no token in time".into()),
        },
        None => report.inner.source.fetch().await,
    };
    let fetched = fetched.and_then(|token| {
        let header = bearer(&token.secret).map_err(|unfit| format!("the access token {unfit}"))?;
        Ok(Fetched { header, lifetime: token.lifetime })
    });
    report.tell(fetched, started);
}

/// Tells everybody what came of a fetch. One that is stopped says nothing.
struct Report {
    inner: Arc<Inner>,
    number: u64,
    sender: watch::Sender<Option<Outcome>>,
}

impl Report {
    fn tell(&self, fetched: Result<Fetched, BoxError>, started: Instant) {
        let outcome = {
            let mut state = self.inner.state();
            state.flight.take_if(|flight| flight.number == self.number);
            match fetched {
                Ok(token) => Ok(state.kept.succeed(token, started, self.inner.time.jitter())),
                Err(error) => Err(state.kept.fail(error, time::now())),
            }
        };
        // Nobody may be waiting any more.
        let _ = self.sender.send(Some(outcome));
    }
}

/// A panic is a failure like any other: it holds off the next fetch, and everybody is told.
impl Drop for Report {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.tell(Err("the token source panicked".into()), time::now());
        }
    }
}

impl Inner {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
