//! Sources that panic, clients that are dropped, runtimes that end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use perspio_runtime::auth::{Token, TokenFuture, TokenSource};
use perspio_runtime::testing::Inject;
use tokio::runtime::{Builder, Runtime};

use super::*;

/// A source that panics so many times, in either place, and then gives the token of the double.
struct Panicking {
    asked: Arc<AtomicUsize>,
    panics: usize,
    at_once: bool,
}

impl TokenSource for Panicking {
    fn fetch(&self) -> TokenFuture<'_> {
        let fails = self.asked.fetch_add(1, Ordering::SeqCst) < self.panics;
        assert!(!(fails && self.at_once), "a source that panics before it gives a future");
        Box::pin(async move {
            tokio::task::yield_now().await;
            assert!(!fails, "a source that panics in its future");
            Ok(Token::new("access-token-of-the-double"))
        })
    }
}

fn panicking(talk: &PerspioTalk, panics: usize, at_once: bool) -> (Client, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let source = Panicking { asked: asked.clone(), panics, at_once };
    (quick(talk.client_builder().auth(source)), asked)
}

#[tokio::test]
async fn a_source_that_panics_has_failed_and_the_next_call_tries_again() {
    for at_once in [false, true] {
        let talk = double().await;
        let (client, asked) = panicking(&talk, 1, at_once);
        let error = list(&client).await.unwrap_err();
        assert!(no_token(&error).contains("panicked"), "{error:?}");
        list(&client).await.unwrap();
        assert_eq!((asked.load(Ordering::SeqCst), talk.count()), (2, 1));
    }
}

#[tokio::test]
async fn a_source_that_panics_fails_all_who_wait_once() {
    let talk = double().await;
    let (client, asked) = panicking(&talk, usize::MAX, false);
    for result in at_once(&client, 100).await {
        no_token(&result.unwrap_err());
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    for _ in 0..20 {
        no_token(&list(&client).await.unwrap_err());
    }
    assert_eq!((asked.load(Ordering::SeqCst), talk.count()), (2, 0));
}

/// A source that never answers, and says when it is dropped.
struct Waiting {
    begun: Arc<AtomicBool>,
    dropped: Arc<AtomicBool>,
}

struct SetOnDrop(Arc<AtomicBool>);

impl Drop for SetOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl TokenSource for Waiting {
    fn fetch(&self) -> TokenFuture<'_> {
        let dropped = SetOnDrop(self.dropped.clone());
        self.begun.store(true, Ordering::SeqCst);
        Box::pin(async move {
            let _dropped = dropped;
            std::future::pending().await
        })
    }
}

#[tokio::test]
async fn the_last_client_to_be_dropped_stops_the_fetch() {
    let talk = double().await;
    let (begun, dropped) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let source = Waiting { begun: begun.clone(), dropped: dropped.clone() };
    let client = quick(talk.client_builder().auth(source));
    let call = tokio::spawn({
        let client = client.clone();
        async move { list(&client).await }
    });
    until(|| begun.load(Ordering::SeqCst)).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    tokio::task::yield_now().await;
    assert!(!dropped.load(Ordering::SeqCst), "the fetch is that of all calls");
    drop(client);
    until(|| dropped.load(Ordering::SeqCst)).await;
}

#[tokio::test]
async fn a_fetch_that_was_stopped_hangs_up_on_the_token_endpoint() {
    let talk = double().await;
    let client = client(&talk);
    talk.inject_token([Inject::Delay(Duration::from_millis(100))]);
    let call = tokio::spawn({
        let client = client.clone();
        async move { list(&client).await }
    });
    until(|| talk.token_requests().len() == 1).await;
    call.abort();
    drop(client);
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!((talk.token_requests()[0].status(), talk.count()), (None, 0));
}

/// A double on a runtime of its own, and a client for it that belongs to none.
fn apart() -> (Runtime, PerspioTalk, Client) {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let talk = runtime.block_on(double());
    let client = client(&talk);
    (runtime, talk, client)
}

fn single() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn a_runtime_that_ends_during_the_fetch_leaves_it_to_the_next() {
    let (_server, talk, client) = apart();
    talk.inject_token([Inject::Delay(Duration::from_secs(60))]);
    let first = single();
    first.block_on(async {
        tokio::select! {
            result = list(&client) => panic!("{result:?}"),
            () = until(|| talk.token_requests().len() == 1) => {}
        }
    });
    drop(first);
    single().block_on(list(&client)).unwrap();
    single().block_on(list(&client)).unwrap();
    assert_eq!((talk.token_requests().len(), talk.count()), (2, 2));
}

#[test]
fn a_call_on_another_runtime_that_waits_for_the_fetch_does_it_itself_then() {
    let (_server, talk, client) = apart();
    talk.inject_token([Inject::Delay(Duration::from_secs(60))]);
    let first = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let fetching = first.spawn({
        let client = client.clone();
        async move { list(&client).await }
    });
    let result = single().block_on(async {
        until(|| talk.token_requests().len() == 1).await;
        let waiting = tokio::spawn({
            let client = client.clone();
            async move { list(&client).await }
        });
        tokio::task::yield_now().await;
        first.shutdown_background();
        waiting.await.unwrap()
    });
    result.unwrap();
    drop(fetching);
    assert_eq!((talk.token_requests().len(), talk.count()), (2, 1));
}

#[test]
fn a_source_is_not_asked_outside_of_a_runtime() {
    let (_server, talk, client) = apart();
    let mut call = Box::pin(client.authenticate());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else { panic!("it waits") };
    assert!(no_token(&error).contains("tokio runtime"));
    assert!(talk.token_requests().is_empty());
}
