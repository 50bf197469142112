//! 401 and tokens that are fetched.

use std::sync::atomic::{AtomicU32, Ordering};

use super::bodies::Chunks;
use super::*;
use crate::auth::{Auth, Token, TokenFuture, TokenSource};
use crate::error::{Decision, ErrorKind, Reason, Why};
use crate::response::BodyStream;

const IDEMPOTENT: Endpoint = POST.idempotent(true);
const SHORT: Endpoint = GET.deadline(Duration::from_millis(1_500));
const HURRY: Endpoint = GET.deadline(Duration::from_millis(300));

/// Tokens `t1`, `t2`, ...; the first ones may fail, and each takes a second.
struct Counting {
    fetched: Arc<AtomicU32>,
    failures: u32,
    lifetime: Option<Duration>,
}

impl TokenSource for Counting {
    fn fetch(&self) -> TokenFuture<'_> {
        let number = self.fetched.fetch_add(1, Ordering::SeqCst) + 1;
        Box::pin(async move {
            crate::time::sleep(Duration::from_secs(1)).await;
            if number <= self.failures {
                return Err("the token server is away".into());
            }
            let token = Token::new(format!("t{number}"));
            Ok(match self.lifetime {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            })
        })
    }
}

pub(super) fn authorizer(source: impl TokenSource) -> Authorizer {
    Authorizer::new(Auth::from(source), Time::fixed(wall, || 1.0), |_| unreachable!()).unwrap().0
}

/// A source, and how often it was asked.
pub(super) fn counting_source(failures: u32, lifetime: Option<Duration>) -> (impl TokenSource, Arc<AtomicU32>) {
    let fetched = Arc::new(AtomicU32::new(0));
    (Counting { fetched: fetched.clone(), failures, lifetime }, fetched)
}

fn counting(script: &Script, failures: u32, lifetime: Option<Duration>) -> (Client, Arc<AtomicU32>) {
    let (source, fetched) = counting_source(failures, lifetime);
    let client = client(script, |core| core.authorizer = authorizer(source));
    (client, fetched)
}

/// So many calls at the same time.
async fn at_once(client: &Client, count: usize) -> Vec<Result<Response<()>, Error>> {
    let call = |client: Client| tokio::spawn(async move { send(client.call(&GET)).await });
    let calls: Vec<_> = (0..count).map(|_| call(client.clone())).collect();
    let mut results = Vec::new();
    for call in calls {
        results.push(call.await.unwrap());
    }
    results
}

fn tokens(script: &Script) -> Vec<String> {
    let token = |value: &HeaderValue| value.to_str().unwrap().trim_start_matches("Bearer ").to_owned();
    seen(script, |seen| seen.iter().map(|request| token(&request.headers()["authorization"])).collect())
}

#[tokio::test(start_paused = true)]
async fn a_fixed_token_is_not_tried_twice() {
    let script = Script::from_iter([Reply::status(401)]);
    let client = client(&script, |_| {});
    let error = send(client.call(&GET)).await.unwrap_err();
    assert_eq!((error.kind(), script.count()), (ErrorKind::Unauthenticated, 1));
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_renewed_and_the_call_replayed_once() {
    for endpoint in [&GET, &POST] {
        let script = Script::from_iter([Reply::status(401), Reply::status(200)]);
        let (client, _) = counting(&script, 0, None);
        let response = send(client.call(endpoint)).await.unwrap();
        assert_eq!(tokens(&script), ["t1", "t2"]);
        assert_eq!(response.attempts()[0].decision(), Decision::Renew);
        assert_eq!(response.attempts()[1].why(), Why::Renewed);
    }
    let script = Script::from_iter([Reply::status(401), Reply::status(401)]);
    let (client, fetched) = counting(&script, 0, None);
    let error = send(client.call(&GET)).await.unwrap_err();
    assert_eq!((error.kind(), script.count(), fetched.load(Ordering::SeqCst)), (ErrorKind::Unauthenticated, 2, 2));
}

#[tokio::test(start_paused = true)]
async fn many_calls_share_one_fetch_and_one_renewal() {
    let steps = (0..100).map(|_| Reply::status(401).after(Duration::from_secs(1)));
    let script: Script = steps.chain((0..100).map(|_| Reply::status(200))).collect();
    let (client, fetched) = counting(&script, 0, None);
    for result in at_once(&client, 100).await {
        result.unwrap();
    }
    assert_eq!((script.count(), fetched.load(Ordering::SeqCst)), (200, 2));
}

#[tokio::test(start_paused = true)]
async fn an_expired_token_is_not_sent() {
    let script = Script::new().always(Reply::status(200));
    let (client, _) = counting(&script, 0, Some(Duration::from_secs(60)));
    for wait in [0, 30, 40, 10] {
        tokio::time::advance(Duration::from_secs(wait)).await;
        send(client.call(&GET)).await.unwrap();
    }
    assert_eq!(tokens(&script), ["t1", "t1", "t2", "t2"]);
}

#[tokio::test(start_paused = true)]
async fn a_failed_fetch_is_an_auth_error_and_the_next_call_tries_again() {
    let script = Script::new().always(Reply::status(200));
    let (client, _) = counting(&script, 1, None);
    let error = send(client.call(&GET)).await.unwrap_err();
    assert_eq!((error.kind(), script.count(), error.attempts().len()), (ErrorKind::Auth, 0, 0));
    assert!(!error.may_have_been_processed());
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the token server is away");
    send(client.call(&GET)).await.unwrap();
    assert_eq!(tokens(&script), ["t2"]);
}

#[tokio::test(start_paused = true)]
async fn one_failed_fetch_is_the_failure_of_all_who_waited_for_it() {
    let script = Script::new().always(Reply::status(200));
    let (client, fetched) = counting(&script, 1, None);
    for result in at_once(&client, 100).await {
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.elapsed()), (ErrorKind::Auth, Duration::from_secs(1)));
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the token server is away");
    }
    assert_eq!((script.count(), fetched.load(Ordering::SeqCst)), (0, 1));
    send(client.call(&GET)).await.unwrap();
    assert_eq!(fetched.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_expires_at_once_serves_those_who_waited_for_it() {
    let script = Script::new().always(Reply::status(200));
    let (client, fetched) = counting(&script, 0, Some(Duration::ZERO));
    for result in at_once(&client, 50).await {
        assert_eq!(result.unwrap().elapsed(), Duration::from_secs(1));
    }
    assert_eq!(fetched.load(Ordering::SeqCst), 1);
    send(client.call(&GET)).await.unwrap();
    assert_eq!(fetched.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_waits_for_no_other_call_beyond_its_own_deadline() {
    let script = Script::from_iter([
        Reply::status(401).after(Duration::from_millis(10)),
        Reply::status(401).after(Duration::from_millis(100)),
        Reply::status(200),
    ]);
    let (client, _) = counting(&script, 0, None);
    let start = crate::time::now();
    let (first, second) = tokio::join!(send(client.call(&GET)), send(client.call(&SHORT)));
    first.unwrap();
    let error = second.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Timeout, 401));
    assert_eq!(
        (error.elapsed(), crate::time::now() - start),
        (Duration::from_millis(1_500), Duration::from_millis(2_010))
    );
}

#[tokio::test(start_paused = true)]
async fn whoever_fetches_may_go_away() {
    let script = Script::new().always(Reply::status(200));
    let (client, fetched) = counting(&script, 0, None);
    let first = tokio::time::timeout(Duration::from_millis(500), send(client.call(&GET)));
    let (first, second) = tokio::join!(first, send(client.call(&GET)));
    assert!(first.is_err());
    second.unwrap();
    assert_eq!((script.count(), fetched.load(Ordering::SeqCst)), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_fetch_counts_against_the_deadline() {
    let script = Script::new().always(Reply::status(200));
    let (client, _) = counting(&script, 0, None);
    let start = crate::time::now();
    let error = send(client.call(&HURRY)).await.unwrap_err();
    assert_eq!((error.kind(), script.count()), (ErrorKind::Timeout, 0));
    assert_eq!(error.to_string(), "GET /a: timed out: the deadline passed before the token source gave a token");
    assert_eq!(crate::time::now() - start, Duration::from_millis(300));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_sent_is_not_shown() {
    struct Broken;
    impl TokenSource for Broken {
        fn fetch(&self) -> TokenFuture<'_> {
            Box::pin(async { Ok(Token::new("hunter2\n")) })
        }
    }
    let script = Script::new();
    let client = client(&script, |core| core.authorizer = authorizer(Broken));
    let error = send(client.call(&GET)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    let source = std::error::Error::source(&error).unwrap();
    assert!(!format!("{error} {error:?} {source} {source:?}").contains("hunter2"));
}

#[tokio::test(start_paused = true)]
async fn a_stream_begins_after_the_renewal() {
    let script = Script::from_iter([Reply::status(401), Reply::status(200).body("a")]);
    let (client, fetched) = counting(&script, 0, None);
    let mut body = client.call(&GET).stream::<BodyStream, Error>().await.unwrap();
    assert_eq!(body.chunk().await.unwrap().unwrap(), "a");
    assert_eq!((fetched.load(Ordering::SeqCst), tokens(&script)), (2, vec!["t1".to_owned(), "t2".to_owned()]));
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_dropped_though_the_call_cannot_be_sent_again() {
    let script = Script::from_iter([Reply::status(401), Reply::status(200)]);
    let (client, fetched) = counting(&script, 0, None);
    let error = send(client.call(&IDEMPOTENT).body_stream(Chunks(vec!["a"]))).await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Unauthenticated, Some(Reason::NotReplayable)));
    send(client.call(&POST).body_stream(Chunks(vec!["a"]))).await.unwrap();
    assert_eq!((tokens(&script), fetched.load(Ordering::SeqCst)), (vec!["t1".to_owned(), "t2".to_owned()], 2));
}

#[tokio::test(start_paused = true)]
async fn a_declared_401_is_looked_at_with_a_new_token_first() {
    const NONE: Endpoint = GET.none(&[crate::status::Pattern::new(400, 499)]);
    let script =
        Script::from_iter([Reply::status(401), Reply::status(200).body("1"), Reply::status(401), Reply::status(401)]);
    let (client, fetched) = counting(&script, 0, None);
    let body = client.call(&NONE).json::<Option<u8>, Error>().await.unwrap();
    assert_eq!((body, fetched.load(Ordering::SeqCst)), (Some(1), 2));
    let body = client.call(&NONE).json::<Option<u8>, Error>().await.unwrap();
    assert_eq!((body, fetched.load(Ordering::SeqCst)), (None, 3));
}

/// A runtime with a paused clock, so long after another that was made at the same time.
fn later(seconds: u64) -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    runtime.block_on(tokio::time::advance(Duration::from_secs(seconds)));
    runtime
}

#[test]
fn a_renewal_that_went_away_with_its_runtime_is_begun_again_while_the_token_serves() {
    let script = Script::new().always(Reply::status(200));
    let (client, fetched) = counting(&script, 0, Some(Duration::from_secs(60)));
    later(0).block_on(send(client.call(&GET))).unwrap();
    // Near the end of the token's life: each of these begins a fetch, and ends before that does.
    for fetches in [2, 3] {
        let runtime = later(56);
        runtime.block_on(async {
            send(client.call(&GET)).await.unwrap();
            tokio::task::yield_now().await;
        });
        assert_eq!(fetched.load(Ordering::SeqCst), fetches);
    }
    later(57).block_on(async {
        send(client.call(&GET)).await.unwrap();
        crate::time::sleep(Duration::from_millis(1_500)).await;
        send(client.call(&GET)).await.unwrap();
    });
    assert_eq!(
        (tokens(&script), fetched.load(Ordering::SeqCst)),
        (["t1", "t1", "t1", "t1", "t4"].map(str::to_owned).to_vec(), 4)
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_near_its_end_serves_all_while_one_renewal_runs_and_fails() {
    struct Once(Counting);
    impl TokenSource for Once {
        fn fetch(&self) -> TokenFuture<'_> {
            let renews = self.0.fetched.load(Ordering::SeqCst) > 0;
            let fetch = self.0.fetch();
            Box::pin(async move { fetch.await.and_then(|token| if renews { Err("away".into()) } else { Ok(token) }) })
        }
    }
    let (script, fetched) = (Script::new().always(Reply::status(200)), Arc::new(AtomicU32::new(0)));
    let source = Once(Counting { fetched: fetched.clone(), failures: 0, lifetime: Some(Duration::from_secs(60)) });
    let client = client(&script, |core| core.authorizer = authorizer(source));
    send(client.call(&GET)).await.unwrap();
    tokio::time::advance(Duration::from_secs(55)).await;
    for fetches in [2, 2, 3] {
        for result in at_once(&client, 100).await {
            assert_eq!(result.unwrap().elapsed(), Duration::ZERO);
        }
        // The fetch fails after 1 s, and that holds off the next for 1 s.
        crate::time::sleep(Duration::from_millis(1_050)).await;
        assert_eq!(fetched.load(Ordering::SeqCst), fetches);
    }
    assert_eq!(tokens(&script), vec!["t1"; 301]);
}
