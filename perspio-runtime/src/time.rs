//! The only place with a clock, a sleep or randomness: everything else is handed what it needs.
//!
//! Elapsed time is tokio's, so a paused tokio clock drives the whole engine in tests. Wall-clock time
//! is asked for only to read a date in `Retry-After`; it never measures a wait.
#![allow(clippy::disallowed_methods, reason = "this is the module the ban protects")]

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use pin_project_lite::pin_project;
pub(crate) use tokio::time::Instant;
use tokio::time::Sleep;

/// Farther than any call lasts, near enough that adding it to now cannot overflow: 30 years.
pub(crate) const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// Wall clock and jitter, as handed to the loop.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum Time {
    /// The system's clock, and chance.
    #[default]
    System,
    /// What a test says: what the wall clock read at `start`, from where it goes on with tokio's, and one factor.
    #[cfg(feature = "testing")]
    Told { start: Instant, wall: SystemTime, jitter: f64 },
    #[cfg(test)]
    Asked { wall: fn() -> SystemTime, jitter: fn() -> f64 },
}

impl Time {
    /// Time as a test of the loop wants it: a wall clock and a jitter factor of its own.
    #[cfg(test)]
    pub(crate) fn fixed(wall: fn() -> SystemTime, jitter: fn() -> f64) -> Self {
        Self::Asked { wall, jitter }
    }

    /// The wall clock, for reading dates.
    pub(crate) fn wall(self) -> SystemTime {
        match self {
            Self::System => SystemTime::now(),
            #[cfg(feature = "testing")]
            Self::Told { start, wall, .. } => wall.checked_add(now().saturating_duration_since(start)).unwrap_or(wall),
            #[cfg(test)]
            Self::Asked { wall, .. } => wall(),
        }
    }

    /// A factor, uniform in [0, 1) unless a test says otherwise.
    pub(crate) fn jitter(self) -> f64 {
        match self {
            Self::System => fastrand::f64(),
            #[cfg(feature = "testing")]
            Self::Told { jitter, .. } => jitter,
            #[cfg(test)]
            Self::Asked { jitter, .. } => jitter(),
        }
    }
}

/// Now, on the monotonic clock.
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// `start + length`, without overflow for any length.
pub(crate) fn after(start: Instant, length: Duration) -> Instant {
    start.checked_add(length.min(FAR)).unwrap_or(start)
}

/// Any number, another one each time.
#[cfg(feature = "testing")]
pub(crate) fn random() -> u32 {
    fastrand::u32(..)
}

/// Sleeps for `length`; returns at once for zero.
pub(crate) async fn sleep(length: Duration) {
    if !length.is_zero() {
        tokio::time::sleep_until(after(now(), length)).await;
    }
}

/// The future did not finish in time.
#[derive(Debug)]
pub(crate) struct Elapsed;

/// Runs `future` until `end` at the latest.
pub(crate) async fn until<F: Future>(end: Instant, future: F) -> Result<F::Output, Elapsed> {
    pin!(Limit::at(end)).within(future).await
}

pin_project! {
    /// A time limit for one future after another. It stands where it is made, and costs little until something is waited
    /// for.
    #[derive(Debug)]
    pub(crate) struct Limit {
        #[pin]
        sleep: Sleep,
    }
}

impl Limit {
    /// Belongs to the runtime that it is made in.
    pub(crate) fn at(end: Instant) -> Self {
        Self { sleep: tokio::time::sleep_until(end) }
    }

    /// Lets it be over at `end`, if it were not before.
    pub(crate) fn shorten(self: Pin<&mut Self>, end: Instant) {
        if end < self.sleep.deadline() {
            self.project().sleep.reset(end);
        }
    }

    /// Runs `future`, but no longer than this lasts.
    pub(crate) fn within<F: Future>(self: Pin<&mut Self>, future: F) -> Within<'_, F> {
        Within { limit: self, future }
    }

    /// Ready once it is over. A task that has used up its share of the runtime is told all the same: a future that always
    /// has something to do would never end otherwise.
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Elapsed> {
        let sleep = pin!(tokio::task::unconstrained(self.project().sleep));
        sleep.poll(cx).map(|()| Elapsed)
    }
}

pin_project! {
    /// A future under a [`Limit`].
    pub(crate) struct Within<'l, F> {
        limit: Pin<&'l mut Limit>,
        #[pin]
        future: F,
    }
}

impl<F: Future> Future for Within<'_, F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        match this.future.poll(cx) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => this.limit.as_mut().poll(cx).map(Err),
        }
    }
}

/// A time limit for what is polled, not awaited. One timer serves one wait after another, and costs nothing until a wait
/// begins.
#[derive(Debug)]
pub(crate) struct Timer(Pin<Box<Sleep>>);

impl Timer {
    /// Belongs to the runtime that it is made in; it may be polled anywhere.
    pub(crate) fn new() -> Self {
        Self(Box::pin(tokio::time::sleep_until(now())))
    }

    /// Ready once it is `end`.
    pub(crate) fn poll(&mut self, end: Instant, cx: &mut Context<'_>) -> Poll<Elapsed> {
        if self.0.deadline() != end {
            self.0.as_mut().reset(end);
        }
        self.0.as_mut().poll(cx).map(|()| Elapsed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_longest_duration_is_far_away_and_does_not_overflow() {
        let start = now();
        assert_eq!(after(start, Duration::MAX), start + FAR);
        assert!(until(after(start, Duration::MAX), async {}).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_sleep_takes_exactly_what_was_asked() {
        let start = now();
        sleep(Duration::from_millis(1_500)).await;
        assert_eq!(now() - start, Duration::from_millis(1_500));
    }

    #[tokio::test(start_paused = true)]
    async fn a_timer_serves_one_wait_after_another_whether_or_not_the_last_was_waited_for() {
        let start = now();
        let mut timer = Timer::new();
        for (end, waits) in [(0, true), (1, true), (9, false), (3, true), (3, true), (5, true)] {
            let end = start + Duration::from_secs(end);
            let wait = std::future::poll_fn(|cx| timer.poll(end, cx));
            if waits {
                wait.await;
                assert_eq!(now(), end);
            } else {
                assert!(until(start + Duration::from_secs(2), wait).await.is_err());
            }
        }
    }
}
