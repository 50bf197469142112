//! Bodies that are handed over as they come.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Waker};

use bytes::Bytes;
use futures_core::Stream;

use super::*;
use crate::error::{Decision, ErrorKind, Fault, Reason, Why};
use crate::response::BodyStream;
use crate::status::Pattern;
use crate::time;

const FIND: Endpoint = GET.none(&[Pattern::new(404, 404)]);
const SLOW: Endpoint = GET.timeout(Duration::from_secs(5));
const SHORT: Endpoint = GET.deadline(Duration::from_millis(300));

async fn stream(script: &Script, endpoint: &'static Endpoint) -> Result<Response<BodyStream>, Error> {
    client(script, |_| {}).call(endpoint).stream().await
}

async fn open(endpoint: &'static Endpoint, step: Reply) -> BodyStream {
    stream(&Script::from_iter([step]), endpoint).await.unwrap().into_body()
}

/// The pieces until the end or an error, each with when it came, counted from `start`.
async fn read(body: &mut BodyStream, start: time::Instant) -> (Vec<(Bytes, Duration)>, Option<Error>) {
    let mut pieces = Vec::new();
    loop {
        match body.chunk().await {
            Ok(Some(piece)) => pieces.push((piece, time::now() - start)),
            Ok(None) => return (pieces, None),
            Err(error) => {
                assert!(body.chunk().await.unwrap().is_none() && body.chunk().await.unwrap().is_none());
                return (pieces, Some(error));
            }
        }
    }
}

fn at(piece: &'static str, millis: u64) -> (Bytes, Duration) {
    (Bytes::from(piece), Duration::from_millis(millis))
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn pieces_are_handed_over_in_order_when_they_come() {
    let start = time::now();
    let step = Reply::status(200).after(seconds(1)).body("a").drip(seconds(2), "bc").drip(seconds(5), "d").length(4);
    let mut body = open(&SLOW, step).await;
    assert_eq!((time::now() - start, body.length()), (seconds(1), Some(4)));
    let (pieces, error) = read(&mut body, start).await;
    assert_eq!(pieces, [at("a", 1_000), at("bc", 3_000), at("d", 8_000)]);
    assert!(error.is_none() && body.chunk().await.unwrap().is_none());
    assert_eq!(body.length(), Some(4));
}

#[tokio::test(start_paused = true)]
async fn it_is_a_stream_that_is_done_after_its_end() {
    let mut body = open(&GET, Reply::status(200).body("a").drip(seconds(1), "b")).await;
    assert_eq!(body.length(), None);
    for expected in [Some("a"), Some("b"), None, None] {
        let next = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await;
        assert_eq!(next.transpose().unwrap(), expected.map(Bytes::from));
    }
}

#[tokio::test(start_paused = true)]
async fn a_piece_that_is_late_is_a_timeout_counted_from_when_it_was_asked_for() {
    let start = time::now();
    let mut body = open(&SLOW, Reply::status(200).body("a").drip(Duration::from_millis(5_001), "b")).await;
    assert_eq!(body.chunk().await.unwrap().unwrap(), "a");
    // The caller may take its time.
    time::sleep(seconds(60)).await;
    let (pieces, error) = read(&mut body, start).await;
    let error = error.unwrap();
    assert_eq!((pieces, time::now() - start, error.elapsed()), (vec![], seconds(65), seconds(65)));
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Timeout, Some(Reason::NotRetryable)));
    assert!(error.is_timeout() && error.may_have_been_processed());
    assert_eq!(error.to_string(), "GET /a: timed out (200): no more of the body came in time");
}

#[tokio::test(start_paused = true)]
async fn asking_again_does_not_give_a_piece_more_time_and_loses_none() {
    let start = time::now();
    let mut body = open(&SLOW, Reply::status(200).drip(seconds(3), "a").drip(seconds(10), "b")).await;
    for _ in 0..2 {
        assert!(time::until(time::now() + seconds(1), body.chunk()).await.is_err());
    }
    assert_eq!(read(&mut body, start).await.0, [at("a", 3_000)]);
    assert_eq!(time::now() - start, seconds(8));

    let mut body = open(&SLOW, Reply::status(200).drip(seconds(10), "a")).await;
    assert!(time::until(time::now() + seconds(1), body.chunk()).await.is_err());
    time::sleep(seconds(2)).await;
    let again = time::now();
    assert_eq!(body.chunk().await.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(time::now() - again, seconds(2));
}

#[tokio::test(start_paused = true)]
async fn the_deadline_of_the_call_ends_the_stream() {
    let start = time::now();
    let drip = Duration::from_millis(100);
    let step = (0..10).fold(Reply::status(200).after(Duration::from_millis(50)), |step, _| step.drip(drip, "a"));
    let (pieces, error) = read(&mut open(&SHORT, step).await, start).await;
    let error = error.unwrap();
    assert_eq!(pieces, [at("a", 150), at("a", 250)]);
    assert_eq!((time::now() - start, error.elapsed()), (Duration::from_millis(300), Duration::from_millis(300)));
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Timeout, Some(Reason::Deadline)));
    assert!(error.is_timeout());
    let text = "GET /a: timed out (200): the deadline passed before the end of the body (not sent again: deadline)";
    assert_eq!(error.to_string(), text);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_holds_where_nothing_is_ever_waited_for() {
    let start = time::now();
    let mut body = open(&SHORT, Reply::status(200).body("a").body("b").body("c")).await;
    assert_eq!(body.chunk().await.unwrap().unwrap(), "a");
    time::sleep(Duration::from_millis(300)).await;
    assert_eq!(body.chunk().await.unwrap().unwrap(), "b");
    time::sleep(Duration::from_millis(1)).await;
    let error = read(&mut body, start).await.1.unwrap();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Timeout, Some(Reason::Deadline)));
    // All of it had come; the caller was slow.
    let mut body = open(&SHORT, Reply::status(200).body("a")).await;
    assert_eq!(body.chunk().await.unwrap().unwrap(), "a");
    time::sleep(seconds(1)).await;
    assert!(body.chunk().await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn what_is_cut_short_or_too_long_never_ends_quietly() {
    for step in [
        Reply::status(200).header("x-id", "7").body("abc").cut(),
        Reply::status(200).header("x-id", "7").body("abc").length(4),
        Reply::status(200).header("x-id", "7").body("abc").length(2),
    ] {
        let script = Script::from_iter([step.clone().after(seconds(1))]);
        let response = stream(&script, &GET).await.unwrap();
        assert_eq!(response.headers()["x-id"], "7");
        let attempts = response.attempts().to_vec();
        let (pieces, error) = read(&mut response.into_body(), time::now()).await;
        let error = error.unwrap();
        assert_eq!(pieces, [at("abc", 0)]);
        assert_eq!((error.kind(), error.reason()), (ErrorKind::Transport, Some(Reason::NotRetryable)), "{step:?}");
        assert!(error.may_have_been_processed() && !error.is_timeout());
        assert_eq!((error.status().unwrap().as_u16(), &error.headers()["x-id"]), (200, &"7".parse().unwrap()));
        assert_eq!((error.attempts(), error.elapsed()), (&attempts[..], seconds(1)));
        assert_eq!(error.endpoint().unwrap().name(), "get");
        assert_eq!((error.to_string().as_str(), script.count()), ("GET /a: connection broken (200)", 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_is_let_go_at_its_end_after_an_error_and_when_it_is_dropped() {
    let script = Script::new().always(Reply::status(200).body("a").drip(seconds(1), "b").length(2));
    let mut body = stream(&script, &GET).await.unwrap().into_body();
    assert_eq!(body.chunk().await.unwrap().unwrap(), "a");
    assert_eq!(script.open_bodies(), 1);
    drop(body);
    assert_eq!(script.open_bodies(), 0);
    let mut whole = stream(&script, &GET).await.unwrap().into_body();
    read(&mut whole, time::now()).await;
    assert_eq!(script.open_bodies(), 0);
    let script = Script::new().always(Reply::status(200).drip(seconds(3_600), "a"));
    let mut late = stream(&script, &GET).await.unwrap().into_body();
    assert!(late.chunk().await.is_err());
    assert_eq!(script.open_bodies(), 0);
    assert_eq!(
        [format!("{whole:?}"), format!("{late:?}")],
        [
            "BodyStream { endpoint: GET /a, status: 200, length: Some(2), received: None, .. }",
            "BodyStream { endpoint: GET /a, status: 200, length: None, received: None, .. }",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn up_to_its_head_it_is_a_call_like_any_other() {
    let script = Script::from_iter([
        Reply::status(503).body("busy"),
        Reply::fault(Fault::Transport),
        Reply::status(307).header("location", "/v1/b"),
        Reply::status(200).body("a"),
    ]);
    let client = client(&script, |core| core.settings.retry.attempts = 4);
    let response: Response<BodyStream> = client.call(&GET).stream::<_, Error>().await.unwrap();
    let whys: Vec<Why> = response.attempts().iter().map(Attempt::why).collect();
    assert_eq!(whys, [Why::First, Why::BackOff, Why::BackOff, Why::Redirect]);
    assert_eq!(response.attempts()[3].decision(), Decision::Accept);
    assert_eq!(read(&mut response.into_body(), time::now()).await.0, [at("a", 0)]);
    seen(&script, |seen| assert!(seen.iter().all(|request| request.headers()["accept"] == "*/*")));

    for (step, kind) in [
        (Reply::status(404).body("no such asset"), ErrorKind::NotFound),
        (Reply::status(200).header("x-long", &"x".repeat(1_024)), ErrorKind::Decode),
        (Reply::status(200).after(seconds(31)), ErrorKind::Timeout),
    ] {
        let script = Script::new().always(step);
        let error = stream(&script, &POST).await.unwrap_err();
        assert_eq!((error.kind(), script.open_bodies()), (kind, 0));
        assert_eq!(error.body(), if kind == ErrorKind::NotFound { "no such asset" } else { "" });
    }
}

#[tokio::test(start_paused = true)]
async fn the_bounds_of_memory_do_not_apply() {
    let piece = &*"x".repeat(1_000).leak();
    let step = (0..10).fold(Reply::status(200), |step, _| step.body(piece)).length(10_000);
    let mut body = open(&GET, step).await;
    let (pieces, error) = read(&mut body, time::now()).await;
    assert!(pieces.len() == 10 && error.is_none());
}

#[tokio::test(start_paused = true)]
async fn option_is_none_where_there_is_nothing_to_read() {
    for (step, some) in [
        (Reply::status(404).body("no such asset"), false),
        (Reply::status(204), false),
        (Reply::status(205), false),
        (Reply::status(200).length(0), false),
        (Reply::status(200).body("a"), true),
        (Reply::status(202), true),
    ] {
        let script = Script::from_iter([step.clone()]);
        let client = client(&script, |_| {});
        let response: Response<Option<BodyStream>> = client.call(&FIND).stream::<_, Error>().await.unwrap();
        assert_eq!(response.body().is_some(), some, "{step:?}");
        assert_eq!(script.open_bodies(), usize::from(some));
    }
    for step in [Reply::status(204), Reply::status(205), Reply::status(200).length(0), Reply::status(200)] {
        let (pieces, error) = read(&mut open(&GET, step).await, time::now()).await;
        assert!(pieces.is_empty() && error.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_fails_costs_the_client_nothing() {
    let script = Script::from_iter([
        Reply::status(503),
        Reply::status(200).body("a").cut(),
        Reply::status(200).drip(seconds(3_600), "a"),
        Reply::status(200).drip(seconds(3_600), "a"),
        Reply::status(200).body("a"),
    ]);
    let client = client(&script, |_| {});
    let before = client.stats().budget();
    for _ in 0..2 {
        let mut body = client.call(&GET).stream::<BodyStream, Error>().await.unwrap();
        // The retry was paid back, and a first try is worth no more than what was there.
        assert_eq!(client.stats().budget(), before);
        assert!(read(&mut body, time::now()).await.1.is_some());
        assert_eq!((client.stats().budget(), client.stats().held_for()), (before, None));
    }
    // One that nobody reads holds nobody back.
    let _idle = client.call(&GET).stream::<BodyStream, Error>().await.unwrap();
    let start = time::now();
    send(client.call(&GET)).await.unwrap();
    assert_eq!(time::now(), start);
    assert_eq!((client.stats().calls(), client.stats().attempts()), (4, 5));
}

#[test]
fn it_can_go_anywhere() {
    fn anywhere<T: Send + Sync + Unpin + 'static>(_: &T) {}
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let mut body = runtime.block_on(open(&GET, Reply::status(200).body("a").drip(seconds(1), "b")));
    anywhere(&body);
    // Read outside of the runtime that it came from.
    let mut cx = Context::from_waker(Waker::noop());
    assert!(Pin::new(&mut body).poll_next(&mut cx).is_ready());
    assert!(Pin::new(&mut body).poll_next(&mut cx).is_pending());
}
