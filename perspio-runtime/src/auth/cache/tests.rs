//! Fetches on several runtimes. The clock of the one that waits is paused.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::yield_now;

use super::*;
use crate::auth::source::Own;
use crate::auth::{Token, TokenFuture, TokenSource};

/// Sources that never answer the first question, and each other after a minute.
#[derive(Default)]
struct Slow {
    asked: Arc<AtomicUsize>,
    dropped: Arc<AtomicUsize>,
}

struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl TokenSource for Slow {
    fn fetch(&self) -> TokenFuture<'_> {
        let first = self.asked.fetch_add(1, Ordering::SeqCst) == 0;
        let dropped = Counted(self.dropped.clone());
        Box::pin(async move {
            let _dropped = dropped;
            if first {
                std::future::pending::<()>().await;
            }
            time::sleep(Duration::from_secs(60)).await;
            Ok(Token::new("t"))
        })
    }
}

fn cache(source: impl TokenSource) -> Arc<Cache> {
    Arc::new(Cache::new(Own(Box::new(source)), Time::default()))
}

fn runtime(paused: bool) -> Runtime {
    Builder::new_current_thread().enable_all().start_paused(paused).build().unwrap()
}

/// A runtime that has begun a fetch, and that nobody drives any more.
fn abandoned(cache: &Cache) -> Runtime {
    let runtime = runtime(false);
    runtime.block_on(async {
        tokio::select! {
            biased;
            credential = cache.credential() => panic!("{credential:?}"),
            () = yield_now() => {}
        }
        yield_now().await;
    });
    runtime
}

#[test]
fn a_fetch_on_a_runtime_that_nobody_drives_is_stopped_and_begun_anew_once() {
    let source = Slow::default();
    let (asked, dropped) = (source.asked.clone(), source.dropped.clone());
    let cache = cache(source);
    let first = abandoned(&cache);
    assert_eq!((asked.load(Ordering::SeqCst), dropped.load(Ordering::SeqCst)), (1, 0));
    runtime(true).block_on(async {
        let start = time::now();
        let waiting: Vec<_> = (0..100)
            .map(|_| {
                let cache = cache.clone();
                tokio::spawn(async move { cache.credential().await.map(|credential| credential.generation) })
            })
            .collect();
        for waiting in waiting {
            let generation = time::until(time::after(start, Duration::from_secs(600)), waiting).await;
            assert_eq!(generation.expect("nobody waits for a runtime that stands still").unwrap().unwrap(), 1);
        }
        assert_eq!(time::now() - start, PATIENCE + Duration::from_secs(60));
    });
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    // Driven again, the first ends without another step.
    first.block_on(yield_now());
    assert_eq!(dropped.load(Ordering::SeqCst), 2);
}

#[test]
fn short_calls_add_up_to_the_patience() {
    let source = Slow::default();
    let asked = source.asked.clone();
    let cache = cache(source);
    let _first = abandoned(&cache);
    runtime(true).block_on(async {
        let short = || time::until(time::after(time::now(), Duration::from_secs(2)), cache.credential());
        for _ in 0..3 {
            assert!(short().await.is_err());
        }
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        assert!(short().await.is_err());
        assert_eq!(asked.load(Ordering::SeqCst), 2);
    });
}

#[tokio::test(start_paused = true)]
async fn a_slow_fetch_on_a_runtime_that_runs_is_waited_for() {
    let source = Slow::default();
    let asked = source.asked.clone();
    asked.store(1, Ordering::SeqCst);
    let start = time::now();
    assert!(cache(source).credential().await.is_ok());
    assert_eq!((asked.load(Ordering::SeqCst), time::now() - start), (2, Duration::from_secs(60)));
}

#[test]
fn a_panic_of_others_is_not_blamed_on_the_source() {
    let source = Slow::default();
    let asked = source.asked.clone();
    let cache = cache(source);
    let first = abandoned(&cache);
    runtime(true).block_on(async {
        let waiting = tokio::spawn({
            let cache = cache.clone();
            async move { cache.credential().await }
        });
        yield_now().await;
        let unwinding = std::thread::spawn(move || {
            let _first = first;
            panic!("of somebody else");
        });
        assert!(unwinding.join().is_err());
        assert_eq!(waiting.await.unwrap().unwrap().generation, 1);
    });
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}
