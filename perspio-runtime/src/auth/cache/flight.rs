//! One fetch on its way, in a task of its own.

use std::future::{poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::AbortHandle;

use super::Inner;
use crate::auth::kept::{Fetched, Shared};
use crate::auth::source::Occasion;
use crate::auth::{Credential, Token, bearer};
use crate::error::BoxError;
use crate::time::{self, Instant};

/// How long the runtime of a fetch may leave a question unanswered before it counts as one that nobody drives.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

pub(super) type Outcome = Result<Credential, Shared>;
pub(super) type Outcomes = watch::Receiver<Option<Outcome>>;

/// A fetch on its way. Nobody's cancellation ends it: it runs in a task.
pub(super) struct Flight {
    number: u64,
    outcome: Outcomes,
    task: AbortHandle,
    runtime: Handle,
    question: Option<Question>,
}

/// A task that does nothing: it ends at once where somebody drives the runtime.
struct Question {
    task: AbortHandle,
    asked: Instant,
}

impl Flight {
    pub(super) fn begin(inner: &Arc<Inner>, number: u64, occasion: Occasion, runtime: Handle) -> Self {
        let (sender, outcome) = watch::channel(None);
        let task = runtime.spawn(fetch(Arc::clone(inner), number, occasion, sender)).abort_handle();
        Self { number, outcome, task, runtime, question: None }
    }

    pub(super) fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn outcome(&self) -> Outcomes {
        self.outcome.clone()
    }

    pub(super) fn stop(&self) {
        self.task.abort();
    }

    /// Will nothing come of it? A fetch that ends takes itself off: one that is over and still there went away with its
    /// runtime. One that stands still with its runtime is stopped.
    pub(super) fn is_lost(&mut self, now: Instant) -> bool {
        if self.task.is_finished() {
            return true;
        }
        let stands_still = self.stands_still(now);
        if stands_still {
            self.stop();
        }
        stands_still
    }

    /// Has its runtime left the last question unanswered for too long? If it answered, asks the next.
    fn stands_still(&mut self, now: Instant) -> bool {
        match &self.question {
            Some(question) if !question.task.is_finished() => now >= time::after(question.asked, PATIENCE),
            _ => {
                let task = self.runtime.spawn(ready(())).abort_handle();
                self.question = Some(Question { task, asked: now });
                false
            }
        }
    }
}

/// Fetches a token and tells everybody. One that is stopped says nothing.
async fn fetch(inner: Arc<Inner>, number: u64, occasion: Occasion, sender: watch::Sender<Option<Outcome>>) {
    let started = time::now();
    let fetched = fetch_unwinding(&inner, occasion).await.and_then(|token| {
        let header = bearer(&token.secret).map_err(|unfit| format!("the access token {unfit}"))?;
        Ok(Fetched { header, lifetime: token.lifetime, asked: token.asked.unwrap_or(started) })
    });
    if let Some(outcome) = inner.land(number, fetched) {
        // Nobody may be waiting any more.
        let _ = sender.send(Some(outcome));
    }
}

/// A panic of the source is a failure like any other: it holds off the next fetch, and everybody is told.
async fn fetch_unwinding(inner: &Inner, occasion: Occasion) -> Result<Token, BoxError> {
    let mut fetching = None;
    poll_fn(|cx| {
        let poll = || fetching.get_or_insert_with(|| inner.source.fetch(occasion)).as_mut().poll(cx);
        catch_unwind(AssertUnwindSafe(poll)).unwrap_or_else(|_| Poll::Ready(Err("the token source panicked".into())))
    })
    .await
}
