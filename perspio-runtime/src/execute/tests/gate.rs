//! The shared gate after a 429.

use super::*;
use crate::error::{ErrorKind, Reason};
use crate::time;

const ONCE: Endpoint = GET.retry(crate::Retry::never());
const ANYWHERE: Endpoint = ONCE.redirect(Redirect::AnyOrigin);
const SHORT: Endpoint = GET.deadline(Duration::from_secs(5));
const SHORTISH: Endpoint = GET.deadline(Duration::from_secs(30));

fn throttled(seconds: &str) -> Reply {
    Reply::status(429).header("retry-after", seconds)
}

#[tokio::test(start_paused = true)]
async fn a_429_holds_back_the_other_calls_until_its_wait_is_over() {
    let script = Script::from_iter([throttled("10"), Reply::status(200), Reply::status(200)]);
    let client = client(&script, |core| core.time = Time::fixed(wall, || 0.0));
    let start = time::now();
    let (first, second) = tokio::join!(send(client.call(&GET)), async {
        time::sleep(Duration::from_secs(4)).await;
        assert_eq!(client.stats().held_for(), Some(Duration::from_secs(6)));
        send(client.call(&POST)).await
    });
    assert_eq!(first.unwrap().elapsed(), Duration::from_secs(10));
    let second = second.unwrap();
    assert_eq!((second.elapsed(), second.attempts()[0].wait()), (Duration::from_secs(6), Duration::from_secs(6)));
    assert_eq!(time::now() - start, Duration::from_secs(10));
    let stats = client.stats();
    assert_eq!((stats.calls(), stats.attempts(), stats.budget(), stats.held_for()), (2, 3, 500, None));
}

#[tokio::test(start_paused = true)]
async fn who_cannot_wait_that_long_is_refused_at_once() {
    let script = Script::from_iter([throttled("10"), Reply::status(200)]);
    let client = client(&script, |_| {});
    let start = time::now();
    let (first, second) = tokio::join!(send(client.call(&GET)), async {
        let error = send(client.call(&SHORT)).await.unwrap_err();
        (time::now() - start, error)
    });
    first.unwrap();
    let (took, error) = second;
    assert_eq!(
        (took, error.kind(), error.reason()),
        (Duration::ZERO, ErrorKind::TooManyRequests, Some(Reason::Deadline))
    );
    assert_eq!((error.retry_after(), error.attempts().len()), (Some(Duration::from_secs(10)), 0));
    assert!(!error.may_have_been_processed());
    assert_eq!(error.to_string(), "GET /a: too many requests: held back after a 429 to another call");
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_gave_up_closes_the_gate_too_but_not_for_longer_than_any_would_wait() {
    for (seconds, held) in [("7", Some(Duration::from_secs(7))), ("3600", None), ("99999999999999999999", None)] {
        let script = Script::from_iter([throttled(seconds)]);
        let client = client(&script, |_| {});
        assert_eq!(send(client.call(&ONCE)).await.unwrap_err().kind(), ErrorKind::TooManyRequests);
        assert_eq!(client.stats().held_for(), held, "{seconds}");
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_else_closes_the_gate() {
    for step in [Reply::status(503).header("retry-after", "9"), Reply::status(403).header("retry-after", "9")] {
        let script = Script::new().always(step);
        let client = client(&script, |_| {});
        send(client.call(&POST)).await.unwrap_err();
        assert_eq!(client.stats().held_for(), None);
    }
}

#[tokio::test(start_paused = true)]
async fn another_origin_does_not_close_the_gate() {
    let script = Script::from_iter([Reply::status(302).header("location", "https://other.test/"), throttled("10")]);
    let client = client(&script, |_| {});
    send(client.call(&ANYWHERE)).await.unwrap_err();
    assert_eq!((script.count(), client.stats().held_for()), (2, None));
}

#[tokio::test(start_paused = true)]
async fn the_gate_closes_when_the_head_has_come() {
    let slow = throttled("10").drip(Duration::from_secs(3), "slow down");
    let script = Script::from_iter([slow, Reply::status(200)]);
    let client = client(&script, |core| core.time = Time::fixed(wall, || 0.0));
    let (first, held) = tokio::join!(send(client.call(&GET)), async {
        time::sleep(Duration::from_secs(1)).await;
        client.stats().held_for()
    });
    assert_eq!(held, Some(Duration::from_secs(9)));
    assert_eq!(first.unwrap().elapsed(), Duration::from_secs(13));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_sent_again_keeps_its_last_answer() {
    let script = Script::from_iter([
        Reply::status(503).header("x-id", "7").body("busy").after(Duration::from_secs(1)),
        throttled("60"),
    ]);
    let client = client(&script, |_| {});
    let (error, other) = tokio::join!(send(client.call(&SHORTISH)), send(client.call(&ONCE)));
    other.unwrap_err();
    let error = error.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Server, Some(Reason::Deadline)));
    assert_eq!((error.retry_after(), client.stats().budget()), (Some(Duration::from_millis(58_950)), 500));
    assert_eq!((error.status().unwrap().as_u16(), &error.headers()["x-id"]), (503, &HeaderValue::from_static("7")));
    assert_eq!((error.body().as_ref(), error.attempts().len()), (&b"busy"[..], 1));
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_at_the_gate_sends_nothing() {
    let script = Script::from_iter([throttled("10"), Reply::status(200)]);
    let client = client(&script, |_| {});
    let held = tokio::time::timeout(Duration::from_secs(1), send(client.call(&POST)));
    let (first, held) = tokio::join!(send(client.call(&GET)), held);
    assert!(first.is_ok() && held.is_err());
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_at_any_moment_sends_no_more_and_keeps_no_tokens_but_those_of_what_it_sent() {
    let slow = |status| Reply::status(status).after(Duration::from_millis(200));
    for moment in (0..4_000).step_by(50) {
        let steps = [slow(503), slow(429).header("retry-after", "1"), slow(503), slow(200)];
        let script = Script::from_iter(steps).allow_unused();
        let client = client(&script, |core| core.settings.retry.attempts = 4);
        let other = client.clone();
        let call = tokio::time::timeout(Duration::from_millis(moment), send(client.call(&GET)));
        let finished = call.await.is_ok();
        let (sent, left) = (script.count(), client.stats().budget());
        tokio::time::advance(Duration::from_secs(600)).await;
        tokio::task::yield_now().await;
        assert_eq!((script.count(), other.stats().budget()), (sent, left), "{moment} ms");
        // 14 for the retry after a 503, 5 after a 429; the last one comes back with the success.
        let costs = [0, 0, 14, 19, if finished { 19 } else { 33 }][sent];
        assert_eq!(left, 500 - costs, "{moment} ms, {sent} requests");
    }
}
