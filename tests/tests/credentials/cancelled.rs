//! A call that is dropped after any of its polls, over real sockets.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use perspio_runtime::testing::Inject;

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

/// Calls that end in a row, after which more polls change nothing.
const ENOUGH: usize = 10;

async fn sweep() {
    let (mut dropped, mut ended) = (Vec::new(), 0);
    for polls in 0..200 {
        if ended == ENOUGH {
            break;
        }
        let talk = double().await;
        talk.inject([Inject::Status(503)]);
        let client = client(&talk);
        let call = assets(&client);
        let result = Polled { future: Some(Box::pin(call.list())), polls }.await;
        let sent = client.stats().attempts();
        // Whatever was dropped, a call after it finds a client that works, and a token if one was asked for.
        let after = list(&client).await.unwrap().attempts().len();
        assert!(talk.token_requests().len() <= 1, "{polls}");
        match result {
            Some(result) => {
                assert_eq!((result.unwrap().attempts().len(), after), (2, 1), "{polls}");
                ended += 1;
            }
            None => {
                dropped.push((polls, sent + u64::try_from(after).unwrap(), talk, client));
                ended = 0;
            }
        }
    }
    assert!(ended == ENOUGH && dropped.len() > 3, "{} dropped", dropped.len());
    tokio::time::sleep(Duration::from_millis(100)).await;
    for (polls, sent, talk, client) in dropped {
        assert_eq!(client.stats().attempts(), sent, "a request after {polls} polls");
        assert!(u64::try_from(talk.count()).unwrap() <= sent, "a request after {polls} polls");
        // A retry that was paid for and sent is paid; nothing else is.
        assert!(client.stats().budget() >= 500 - 2 * 14, "{polls}");
    }
}

#[tokio::test]
async fn a_call_dropped_after_any_poll_leaves_a_client_that_works() {
    sweep().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn so_it_does_on_several_threads() {
    tokio::spawn(sweep()).await.unwrap();
}
