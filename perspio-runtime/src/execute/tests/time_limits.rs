//! Timeouts and deadlines.

use proptest::prelude::*;

use super::*;
use crate::error::{ErrorKind, Outcome, Reason};
use crate::time;

const SHORT: Endpoint = POST.timeout(Duration::from_secs(10)).deadline(Duration::from_millis(300));
const SHORTER: Endpoint = GET.deadline(Duration::from_millis(100));

#[tokio::test(start_paused = true)]
async fn a_silent_server_costs_one_timeout_each_try() {
    let script = Script::new().always(Reply::status(200).after(Duration::from_secs(3_600)));
    let client = client(&script, |core| core.settings.timeout = Duration::from_secs(5));
    let start = time::now();
    let error = send(client.call(&GET)).await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Timeout, Some(Reason::Attempts)));
    assert!(error.is_timeout() && error.may_have_been_processed());
    assert_eq!(time::now() - start, Duration::from_millis(3 * 5_000 + 50 + 100));
}

#[tokio::test(start_paused = true)]
async fn the_last_attempt_gets_what_is_left_of_the_deadline() {
    let script = Script::new().always(Reply::status(200).after(Duration::from_secs(3_600)));
    let client = client(&script, |_| {});
    let start = time::now();
    let error = send(client.call(&SHORT)).await.unwrap_err();
    assert_eq!((error.kind(), script.count()), (ErrorKind::Timeout, 1));
    assert_eq!(time::now() - start, Duration::from_millis(300));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_falls_silent_times_out() {
    let silent = || Reply::status(200).body("{").drip(Duration::from_secs(3_600), "}");
    let script = Script::from_iter([silent(), Reply::status(200).body("{}")]);
    let client = client(&script, |core| core.settings.timeout = Duration::from_secs(5));
    let response = send(client.call(&GET)).await.unwrap();
    assert_eq!(response.attempts().len(), 2);
    assert_eq!(response.elapsed(), Duration::from_millis(5_050));
}

#[tokio::test(start_paused = true)]
async fn an_error_body_that_falls_silent_does_not_hide_the_status() {
    let silent = Reply::status(404).body("no such ").drip(Duration::from_secs(3_600), "asset");
    let script = Script::from_iter([silent]);
    let client = client(&script, |core| core.settings.timeout = Duration::from_secs(5));
    let error = send(client.call(&GET)).await.unwrap_err();
    assert_eq!((error.kind(), error.body().as_ref()), (ErrorKind::NotFound, &b"no such "[..]));
    assert_eq!(error.elapsed(), Duration::from_secs(5));
}

#[tokio::test(start_paused = true)]
async fn the_last_status_is_kept_when_the_next_wait_would_miss_the_deadline() {
    let script = Script::from_iter([Reply::status(503).body("busy")]);
    let client = client(&script, |core| core.settings.retry.base = Duration::from_secs(10));
    let start = time::now();
    let error = send(client.call(&SHORTER)).await.unwrap_err();
    assert_eq!((error.reason(), error.status().unwrap().as_u16()), (Some(Reason::Deadline), 503));
    assert!(error.is_timeout());
    assert_eq!(time::now() - start, Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_wall_clock_that_jumps_changes_nothing() {
    fn jumping() -> SystemTime {
        static READINGS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        let reading = READINGS.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        wall() + Duration::from_secs(3_600 * reading)
    }
    let throttled = || Reply::status(429).header("retry-after", "10");
    let script = Script::from_iter([throttled(), Reply::status(503), throttled(), Reply::status(200)]);
    let client = client(&script, |core| {
        core.time = Time::fixed(jumping, || 0.0);
        core.settings.retry.attempts = 4;
    });
    assert_eq!(send(client.call(&GET)).await.unwrap().elapsed(), Duration::from_secs(20));
}

#[tokio::test(start_paused = true)]
async fn no_time_at_all_and_all_the_time_there_is() {
    for (timeout, deadline, ok) in [
        (Duration::MAX, Duration::MAX, true),
        (Duration::ZERO, Duration::MAX, false),
        (Duration::MAX, Duration::ZERO, false),
    ] {
        let script = Script::new().always(Reply::status(200).after(Duration::from_millis(1)));
        let client = client(&script, |core| {
            core.settings.timeout = timeout;
            core.settings.deadline = deadline;
        });
        let result = send(client.call(&GET)).await;
        assert_eq!(result.is_ok(), ok, "{timeout:?} {deadline:?}");
        if deadline.is_zero() {
            let error = result.unwrap_err();
            assert_eq!((script.count(), error.attempts().len()), (0, 0));
            assert_eq!((error.kind(), error.reason()), (ErrorKind::Timeout, Some(Reason::Deadline)));
            assert_eq!(error.to_string(), "GET /a: timed out: the deadline passed before it could be sent");
        }
    }
}

/// An answer of any kind, after any time, with a body that takes any time, and perhaps `Retry-After`.
fn any_step() -> impl Strategy<Value = (u16, u64, u64, Option<u64>)> {
    let status = prop::sample::select(vec![200, 302, 401, 404, 429, 500, 503, 599, 999]);
    (status, 0..40_000_u64, 0..40_000_u64, prop::option::of(0..200_u64))
}

proptest! {
    #[test]
    fn no_script_takes_longer_than_the_deadline(
        steps in prop::collection::vec(any_step(), 1..20),
        deadline in 0..60_000_u64,
        timeout in 1..60_000_u64,
        idempotent: bool,
        held in prop::option::of(0..60_u64),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let script: Script = steps.into_iter().cycle().take(200).map(|(status, delay, drip, told)| {
            let step = Reply::status(status).after(Duration::from_millis(delay)).header("location", "/v1/b");
            let step = step.drip(Duration::from_millis(drip), "a").drip(Duration::from_millis(drip), "b");
            told.map_or(step.clone(), |told| step.header("retry-after", &told.to_string()))
        }).collect();
        let script = script.allow_unused();
        let client = client(&script, |core| {
            core.settings.deadline = Duration::from_millis(deadline);
            core.settings.timeout = Duration::from_millis(timeout);
            core.settings.retry.attempts = 20;
            // Another call of the client has met a 429.
            core.gate.close(Duration::from_secs(held.unwrap_or_default()));
        });
        let endpoint = if idempotent { &GET } else { &POST };
        let (result, took) = runtime.block_on(async {
            let start = time::now();
            let result = send(client.call(endpoint)).await;
            (result, time::now() - start)
        });
        prop_assert!(took <= Duration::from_millis(deadline), "{took:?}");
        prop_assert_eq!(attempts(&result).len(), script.count());
        prop_assert!(client.core().budget.left() <= Budget::DEFAULT);
        if let Some(last) = attempts(&result).last() {
            let accepted = matches!(last.outcome(), Outcome::Status(status) if status == 200);
            prop_assert_eq!(accepted, result.is_ok());
        }
    }
}
