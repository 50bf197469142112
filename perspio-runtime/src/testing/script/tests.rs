//! What is written is played, what is played is told, and what goes wrong fails the test in so many words.

use std::panic::{AssertUnwindSafe, catch_unwind};

use std::time::Duration;

use super::*;
use crate::Client;
use crate::auth::ClientCredentials;
use crate::endpoint::{Endpoint, Method, Part};
use crate::error::{Error, ErrorKind, Fault, Outcome, Reason, Why};
use crate::response::{BodyStream, Response};
use crate::testing::{Event, json};
use crate::time;

mod expectations;

const GET: Endpoint = Endpoint::new("get", Method::Get, &[Part::Text("/assets/"), Part::Value("id")]);
const HEAD: Endpoint = Endpoint::new("head", Method::Head, &[Part::Text("/assets/")]);
const POST: Endpoint = Endpoint::new("create", Method::Post, &[Part::Text("/assets/")]);

/// What a test that does this fails with.
pub(in crate::testing) fn failure(wrong: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(wrong)).expect_err("it does not fail");
    *panic.downcast::<String>().unwrap()
}

async fn get(script: &Script) -> Result<Response<()>, Error> {
    script.client().unwrap().call(&GET).path("id", "7").json().await
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn waits_are_the_longest_there_could_be_unless_the_script_says_otherwise() {
    for (jitter, waits) in [(1.0, [500, 2_200, 20_000]), (0.5, [250, 2_100, 10_000]), (0.0, [0, 2_000, 0])] {
        let script = Script::from_iter([
            Reply::status(503),
            Reply::status(429).retry_after(Duration::from_millis(1_200)),
            Reply::fault(Fault::Transport),
            Reply::ok(),
        ])
        .jitter(jitter);
        let retry = crate::Retry::new().base(Duration::from_millis(500)).attempts(4);
        let client = script.client_builder().retry(retry.cap(seconds(20))).build().unwrap();
        client.call(&GET).path("id", "7").json::<(), Error>().await.unwrap();
        // Doubled twice, and the 429 counts as a retry.
        let third = Duration::from_millis(waits[2] / 10);
        let expected = [Duration::from_millis(waits[0]), Duration::from_millis(waits[1]), third];
        let expected: Vec<_> = expected.into_iter().filter(|wait| !wait.is_zero()).collect();
        assert_eq!(script.timeline().waits(), expected, "{jitter}");
        assert_eq!(script.elapsed(), expected.iter().sum::<Duration>());
    }
}

#[tokio::test(start_paused = true)]
async fn the_wall_clock_is_told_and_goes_on_with_the_paused_one() {
    let now = std::time::UNIX_EPOCH + seconds(784_111_777);
    let script = Script::new().wall_clock(now).jitter(0.0);
    let script =
        script.reply(Reply::status(503).header("Retry-After", "Sun, 06 Nov 1994 08:49:47 GMT").after(seconds(4)));
    get(&script.clone().reply(200)).await.unwrap();
    assert_eq!(
        script.timeline(),
        [
            "0.000 s  GET /assets/7: 503 Service Unavailable after 4.000 s",
            "4.000 s  wait 6.000 s (Retry-After)",
            "10.000 s  GET /assets/7: 200 OK",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn every_reply_is_what_a_server_could_do() {
    for (reply, kind, line) in [
        (Reply::fault(Fault::Connect), ErrorKind::Connect, "no connection"),
        (Reply::fault(Fault::Tls), ErrorKind::Tls, "TLS failure"),
        (Reply::fault(Fault::Transport), ErrorKind::Transport, "connection broken"),
        (Reply::silence(), ErrorKind::Timeout, "timed out after 30.000 s"),
        (Reply::ok().after(seconds(31)), ErrorKind::Timeout, "timed out after 30.000 s"),
        (Reply::ok().drip(seconds(31), "late"), ErrorKind::Timeout, "200 OK, body timed out after 30.000 s"),
        (Reply::ok().body("half of i").cut(), ErrorKind::Transport, "200 OK, body cut"),
        (Reply::ok().body("too short").length(100), ErrorKind::Transport, "200 OK, body of another length"),
        (Reply::redirect("https://elsewhere.test/"), ErrorKind::Redirect, "307 Temporary Redirect"),
        (Reply::status(404), ErrorKind::NotFound, "404 Not Found"),
    ] {
        let script = Script::new().reply(reply);
        let client = script.client_builder().retry(crate::Retry::never()).build().unwrap();
        let error = client.call(&GET).path("id", "7").json::<(), Error>().await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(script.timeline(), [format!("0.000 s  GET /assets/7: {line}").as_str()]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_redirect_is_told_with_all_of_its_url() {
    let script = Script::new().reply(Reply::redirect("/assets/8?a=b").retry_after(seconds(3))).reply(200).jitter(0.0);
    get(&script).await.unwrap();
    assert_eq!(
        script.timeline(),
        [
            "0.000 s  GET /assets/7: 307 Temporary Redirect",
            "0.000 s  wait 3.000 s (redirect)",
            "3.000 s  GET https://talk.perspio.io/assets/8?a=b: 200 OK",
        ]
    );
    let timeline = script.timeline();
    let Event::Exchange { outcome, body: None, .. } = &timeline.events()[2] else { panic!("{timeline}") };
    assert_eq!(*outcome, Some(Outcome::Status(http::StatusCode::OK)));
}

#[tokio::test(start_paused = true)]
async fn bodies_come_piece_by_piece_and_are_counted_while_they_are_open() {
    let script =
        Script::new().reply(Reply::ok().body("a").drip(seconds(2), "b").length(2)).always(Reply::ok().body("x"));
    let client = script.client().unwrap();
    let mut body: BodyStream = client.call(&POST).stream::<_, Error>().await.unwrap();
    assert_eq!((body.length(), script.open_bodies()), (Some(2), 1));
    let start = time::now();
    assert_eq!((body.chunk().await.unwrap().unwrap(), time::now() - start), ("a".into(), Duration::ZERO));
    assert_eq!((body.chunk().await.unwrap().unwrap(), time::now() - start), ("b".into(), seconds(2)));
    assert!(body.chunk().await.unwrap().is_none());
    assert_eq!(script.open_bodies(), 0);
    // There is none to HEAD, whatever is written.
    client.call(&HEAD).bytes::<Option<bytes::Bytes>, Error>().await.unwrap().ok_or(()).unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_can_be_asked_for() {
    let script = Script::new().answer_with(|request| Reply::ok().body(request.body().clone()));
    let client = script.client_builder().base_url("https://api.test/v1").build().unwrap();
    let call = client.call(&GET).path("id", "a/b \u{e9}").query("q", "x y").query("q", "z").header("x-a", "1");
    let echoed: crate::testing::Value = call.body_json(&json!({ "name": "Pump 7" })).json::<_, Error>().await.unwrap();
    assert_eq!(echoed, json!({ "name": "Pump 7" }));
    let request = script.requests().remove(0);
    assert_eq!((request.method(), request.path()), ("GET", "/v1/assets/a%2Fb%20%C3%A9"));
    assert_eq!(request.path_value("id").as_deref(), Some("a/b \u{e9}"));
    assert_eq!((request.path_value("other"), request.query()), (None, Some("q=x%20y&q=z")));
    assert_eq!(request.query_pairs().len(), 2);
    assert_eq!((request.query_value("q").as_deref(), request.header("X-A")), (Some("x y"), Some("1")));
    assert_eq!((request.json(), request.endpoint().name()), (json!({ "name": "Pump 7" }), "get"));
    assert_eq!((request.why(), request.wait(), request.at()), (Why::First, Duration::ZERO, Duration::ZERO));
    assert_eq!(
        format!("{request:?}"),
        "Captured { endpoint: \"get\", request: \"GET /v1/assets/a%2Fb%20%C3%A9?q=x%20y&q=z\", at: 0ns, \
         headers: [\"user-agent\", \"accept\", \"x-a\", \"content-type\"], body_bytes: 17, .. }"
    );
    let other = Script::new().reply(200);
    other.client().unwrap().call(&POST).body_text("no").json::<(), Error>().await.unwrap();
    assert_eq!(
        failure(|| drop(other.requests()[0].json())),
        "the body of POST /assets/ is not the JSON that was asked for: expected ident at line 1 column 2\n  body: no"
    );
}

#[tokio::test(start_paused = true)]
async fn a_request_without_an_answer_ends_its_call_and_fails_the_test() {
    let script = Script::new().reply(503);
    let error = get(&script).await.unwrap_err();
    assert_eq!((error.kind(), error.reason(), script.count()), (ErrorKind::Connect, Some(Reason::NotRetryable), 2));
    assert_eq!(error.attempts()[1].fault(), Some(Fault::Unexpected));
    assert_eq!(
        error.to_string(),
        "GET /assets/{id}: no connection: request 2 was not expected: GET /assets/7 (`get`) \
         (2 requests in 0.500 s, then: not retryable)"
    );
    let expected = "the script was not played as it is written
  request 2 was not expected: GET /assets/7 (`get`)
timeline:
  0.000 s  GET /assets/7: 503 Service Unavailable
  0.000 s  wait 0.500 s (back-off)
  0.500 s  GET /assets/7: no answer to it in the test
";
    let clone = script.clone();
    drop(script);
    assert_eq!(failure(|| drop(clone)), expected);
    // A request of which surely nothing came.
    let script = Script::new();
    assert!(!get(&script).await.unwrap_err().may_have_been_processed());
    assert!(failure(|| script.verify()).contains("request 1 was not expected"));
    script.verify();
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_nobody_asked_for_fails_the_test() {
    let script = Script::new().reply(200).replies(3, 503).reply(Fault::Connect).reply(json!([])).always(404);
    get(&script).await.unwrap();
    script.tokens().push(401);
    assert_eq!(
        failure(|| script.verify()),
        "the script was not played as it is written
  not asked for: 503 Service Unavailable (3 times), no connection, 200 OK
  tokens: not asked for: 401 Unauthorized
timeline:
  0.000 s  GET /assets/7: 200 OK
"
    );
    drop(Script::new().reply(200).allow_unused());
}

#[tokio::test(start_paused = true)]
async fn a_report_has_the_errors_that_calls_ended_with() {
    let script = Script::new().reply(404).reply(200);
    let error = get(&script).await.unwrap_err();
    let line = format!("\n  not asked for: 200 OK\n  a call ended with NotFound: {error}\ntimeline:\n");
    let report = failure(|| drop(script));
    assert!(report.contains(&line), "{report}");
}

#[test]
fn a_client_that_lives_longer_does_not_hide_what_is_wrong() {
    let script = Script::new().reply(200);
    let client = Client::builder().transport(&script).build().unwrap();
    assert!(failure(|| drop(script)).contains("not asked for: 200 OK"));
    drop(client);
    // One that was handed over is asked when its client goes.
    let client = Client::builder().transport(Script::new().reply(200)).build().unwrap();
    assert!(failure(|| drop(client)).contains("not asked for: 200 OK"));
}

#[tokio::test(start_paused = true)]
async fn tokens_come_by_themselves_and_are_renewed_when_they_expire() {
    let script = Script::new().always(200);
    let client = script.client_builder().auth(ClientCredentials::new("id", "the-secret")).build().unwrap();
    for wait in [0, 1_800, 3_600] {
        tokio::time::advance(seconds(wait)).await;
        client.call(&GET).path("id", "7").json::<(), Error>().await.unwrap();
    }
    let bearers: Vec<_> =
        script.requests().iter().map(|sent| sent.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(bearers, ["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
    assert_eq!((script.count(), script.tokens().count()), (3, 2));
    assert!(script.tokens().requests()[0].form().contains(&("client_secret".into(), "the-secret".into())));
    assert!(!format!("{script:?} {:?}", script.requests()).contains("token-1"));
}

#[tokio::test(start_paused = true)]
async fn a_script_can_be_looked_into_while_it_is_played() {
    let (script, seen) = (Script::new().reply(503), Arc::new(std::sync::Mutex::new(Vec::new())));
    let (later, noted) = (script.clone(), seen.clone());
    let script = script.inspect(move |request| {
        noted.lock().unwrap().push(request.at());
        if request.why() == Why::First {
            later.push(200);
        }
    });
    get(&script).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), [Duration::ZERO, Duration::from_millis(500)]);
}

#[test]
fn what_cannot_be_written_fails_where_it_is() {
    assert_eq!(failure(|| drop(Reply::from(42))), "42 is not a status: it must be from 100 to 999");
    assert_eq!(failure(|| drop(Reply::ok().header("a b", "c"))), "`a b: c` is not a header");
    assert_eq!(failure(|| drop(Script::new().jitter(1.5))), "a jitter of 1.5 is not in [0, 1]");
}

#[tokio::test(start_paused = true)]
async fn faults_by_plan_stand_before_the_answers() {
    let plan = |plan: crate::testing::FaultPlanBuilder| plan.build().unwrap();
    let seed = || FaultPlan::with_seed(7);
    let latency = seconds(1)..=seconds(1);
    let throttled = plan(seed().throttle_requests(2, 1, seconds(3)).latency(latency));
    let script = Script::new().faults(throttled).reply(404).reply(200).jitter(0.0);
    get(&script).await.unwrap_err();
    get(&script).await.unwrap();
    assert_eq!(
        script.timeline(),
        [
            "0.000 s  GET /assets/7: 404 Not Found after 1.000 s",
            "1.000 s  GET /assets/7: 429 Too Many Requests after 1.000 s",
            "2.000 s  wait 3.000 s (Retry-After)",
            "5.000 s  GET /assets/7: 200 OK after 1.000 s",
        ]
    );
    // The same request resets, and the answer is used up only if the work was done.
    for (resets, used) in [(seed().resets(1.0), false), (seed().resets_after_work(1.0), true)] {
        let script = Script::new().faults(plan(resets)).reply(200);
        let client = script.client_builder().retry(crate::Retry::never()).build().unwrap();
        client.call(&GET).path("id", "7").json::<(), Error>().await.unwrap_err();
        if used {
            script.verify();
        } else {
            let report = failure(|| script.verify());
            assert!(report.contains("not asked for: 200 OK\n  fault plan: seed 7: "), "{report}");
        }
    }
}
