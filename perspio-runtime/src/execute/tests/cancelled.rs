//! A call that is dropped at any moment takes nothing with it.

use std::pin::Pin;
use std::task::{Context, Poll};

use super::renewal::{authorizer, counting_source};
use super::*;

/// Polls a future so many times and drops it then.
struct Polled<F> {
    future: Option<Pin<Box<F>>>,
    polls: usize,
}

impl<F: Future> Future for Polled<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let result = this.future.as_mut().filter(|_| this.polls > 0).map(|future| future.as_mut().poll(cx));
        this.polls = this.polls.saturating_sub(1);
        match result {
            Some(Poll::Ready(output)) => Poll::Ready(Some(output)),
            Some(Poll::Pending) if this.polls > 0 => Poll::Pending,
            _ => {
                this.future = None;
                Poll::Ready(None)
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_after_any_poll_leaves_a_client_that_works() {
    let (mut dropped, mut finished) = (0, 0);
    for polls in 0..200 {
        // A fetch, a back-off, the gate, a token that is refused, a redirect, and bodies in pieces.
        let script = Script::from_iter([
            Reply::status(503).after(Duration::from_millis(20)),
            Reply::status(429).header("retry-after", "2").after(Duration::from_millis(20)),
            Reply::status(401).body("no").after(Duration::from_millis(20)),
        ])
        .always(Reply::ok().drip(Duration::from_millis(5), "a").drip(Duration::from_millis(5), "b"));
        let (source, fetched) = counting_source(0, None);
        let client = client(&script, |core| {
            core.authorizer = authorizer(source);
            core.settings.retry.attempts = 5;
        });
        let call = client.call(&GET).json::<(), Error>();
        match (Polled { future: Some(Box::pin(call)), polls }).await {
            Some(result) => {
                result.unwrap();
                finished += 1;
            }
            None => dropped += 1,
        }
        let sent = script.count();
        crate::time::sleep(Duration::from_secs(300)).await;
        assert_eq!(script.count(), sent, "a request after {polls} polls");
        assert!(fetched.load(std::sync::atomic::Ordering::SeqCst) <= 2);
        // What is left of the script comes first; whatever happened before, the call that is not dropped succeeds.
        send(client.call(&GET)).await.unwrap();
        assert!(client.stats().held_for().is_none());
        // Three retries at most were paid for, and successes gave back.
        assert!(client.stats().budget() >= Budget::DEFAULT - 3 * 14, "{polls}");
    }
    assert!(dropped > 8 && finished > 100, "{dropped} dropped, {finished} finished");
}
