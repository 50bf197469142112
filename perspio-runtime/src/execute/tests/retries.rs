//! `testdata/retry_scripts.json`, and what does not fit a table.

use std::sync::Mutex;

use serde::Deserialize;

use super::*;
use crate::error::{Decision, ErrorKind, Fault, Reason};
use crate::status::Pattern;
use crate::time;

#[derive(Deserialize)]
struct Case {
    #[serde(rename = "case")]
    name: String,
    #[serde(default)]
    given: Given,
    calls: Vec<Vec<(Answer, String, u32, u64)>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Given {
    attempts: Option<u32>,
    budget: Option<u32>,
    base: Option<u64>,
    cap: Option<u64>,
    max_wait: Option<u64>,
    deadline: Option<u64>,
    jitter: Option<f64>,
    idempotent: Option<bool>,
    on: Option<Vec<u16>>,
}

#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum Answer {
    Status(u16),
    Text(String),
}

impl Answer {
    fn reply(&self) -> Reply {
        let text = match self {
            Self::Status(status) => return Reply::status(*status),
            Self::Text(text) => text.as_str(),
        };
        let fault = match text {
            "connect" => Fault::Connect,
            "tls" => Fault::Tls,
            "transport" => Fault::Transport,
            "timeout" => Fault::Timeout,
            _ => {
                let (status, header) = text.split_once(' ').unwrap();
                let (name, value) = header.split_once(": ").unwrap();
                return Reply::status(status.parse().unwrap()).header(name, value);
            }
        };
        Reply::fault(fault)
    }
}

fn word(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => "ok",
        Decision::Retry { .. } => "retry",
        Decision::Stop(Reason::Attempts) => "attempts",
        Decision::Stop(Reason::Budget) => "budget",
        Decision::Stop(Reason::Deadline) => "deadline",
        Decision::Stop(Reason::MaxWait) => "max_wait",
        Decision::Stop(Reason::NotRetryable) => "not retryable",
        Decision::Stop(Reason::NotIdempotent) => "not idempotent",
        other => panic!("no word for {other:?}"),
    }
}

fn apply(given: &Given, core: &mut Core) {
    let rules = &mut core.settings.retry;
    let ms = Duration::from_millis;
    rules.attempts = given.attempts.unwrap_or(rules.attempts);
    rules.base = given.base.map_or(rules.base, ms);
    rules.cap = given.cap.map_or(rules.cap, ms);
    rules.max_wait = given.max_wait.map_or(rules.max_wait, ms);
    if let Some(on) = &given.on {
        rules.on = Vec::leak(on.iter().map(|status| Pattern::new(*status, *status)).collect());
    }
    core.settings.deadline = given.deadline.map_or(core.settings.deadline, ms);
    core.budget = Budget::new(given.budget.unwrap_or(Budget::DEFAULT));
    core.time = match given.jitter {
        None => core.time,
        Some(0.0) => Time::fixed(wall, || 0.0),
        Some(0.5) => Time::fixed(wall, || 0.5),
        Some(other) => panic!("no fixed jitter of {other}"),
    };
}

/// What is left of a client's budget at each request.
#[derive(Clone, Default)]
struct Readings {
    client: Arc<Mutex<Option<Client>>>,
    budgets: Arc<Mutex<Vec<u32>>>,
}

impl Readings {
    fn budgets(&self) -> Vec<u32> {
        self.budgets.lock().unwrap().clone()
    }
}

/// A script that notes the budget of the client that it is given later.
fn watched(replies: impl Iterator<Item = Reply>) -> (Script, Readings) {
    let readings = Readings::default();
    let Readings { client, budgets } = readings.clone();
    let script = replies.collect::<Script>().inspect(move |_| {
        let left = client.lock().unwrap().as_ref().unwrap().stats().budget();
        budgets.lock().unwrap().push(left);
    });
    (script, readings)
}

#[tokio::test(start_paused = true)]
async fn every_script_runs_as_the_table_says() {
    let table: Vec<Case> = serde_json::from_str(include_str!("../../../testdata/retry_scripts.json")).unwrap();
    assert!(table.len() > 30);
    for Case { name, given, calls } in table {
        let (script, readings) = watched(calls.iter().flatten().map(|(answer, ..)| answer.reply()));
        let client = client(&script, |core| apply(&given, core));
        *readings.client.lock().unwrap() = Some(client.clone());
        let endpoint = if given.idempotent == Some(false) { &POST } else { &GET };
        for steps in calls {
            let (start, before) = (time::now(), script.count());
            let result = send(client.call(endpoint)).await;
            let waited = time::now() - start;
            let log = attempts(&result);
            assert_eq!(log.len(), script.count() - before, "{name}: requests");
            let mut budgets = readings.budgets().split_off(before);
            budgets.push(client.core().budget.left());
            let seen: Vec<_> = log
                .iter()
                .zip(budgets.into_iter().skip(1))
                .map(|(attempt, left)| match attempt.decision() {
                    Decision::Retry { wait, .. } => ("retry", left, wait.as_millis()),
                    other => (word(other), left, 0),
                })
                .collect();
            let expected: Vec<_> =
                steps.iter().map(|(_, word, left, wait)| (word.as_str(), *left, u128::from(*wait))).collect();
            assert_eq!(seen, expected, "{name}");
            assert_eq!(waited.as_millis(), seen.iter().map(|(.., wait)| wait).sum::<u128>(), "{name}: time");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_budget_ends_what_attempts_would_not() {
    let script = Script::new().always(Reply::status(503));
    let client = client(&script, |core| {
        core.settings.retry.attempts = 100;
        core.settings.deadline = Duration::MAX;
    });
    let error = send(client.call(&GET)).await.unwrap_err();
    assert_eq!((error.reason(), script.count()), (Some(Reason::Budget), 36));
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_not_amplified() {
    let script = Script::new().always(Reply::status(503));
    let client = client(&script, |_| {});
    for _ in 0..1_000 {
        assert_eq!(send(client.call(&GET)).await.unwrap_err().kind(), ErrorKind::Server);
    }
    assert_eq!(script.count(), 1_035);
}

#[tokio::test(start_paused = true)]
async fn what_is_the_clients_fault_costs_nothing() {
    let script = Script::new().always(Reply::status(404));
    let client = client(&script, |_| {});
    for _ in 0..1_000 {
        assert_eq!(send(client.call(&GET)).await.unwrap_err().kind(), ErrorKind::NotFound);
    }
    assert_eq!((script.count(), client.core().budget.left()), (1_000, 500));
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_in_its_back_off_sends_no_more_and_gives_its_tokens_back() {
    let script = Script::new().always(Reply::status(503));
    let client = client(&script, |_| {});
    let call = send(client.call(&GET));
    assert!(tokio::time::timeout(Duration::from_millis(20), call).await.is_err());
    tokio::time::advance(Duration::from_secs(60)).await;
    assert_eq!((script.count(), client.core().budget.left()), (1, 500));
}

#[tokio::test(start_paused = true)]
async fn the_error_tells_the_whole_story() {
    let script = Script::new().always(Reply::fault(Fault::Transport));
    let error = send(client(&script, |_| {}).call(&POST)).await.unwrap_err();
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "as the script says");
    let script = Script::from_iter([
        Reply::fault(Fault::Timeout),
        Reply::status(429).header("retry-after", "1"),
        Reply::status(503).header("x-request-id", "7").body("down for maintenance"),
    ]);
    let client = client(&script, |_| {});
    let error = send(client.call(&GET)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Server);
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(error.headers()["x-request-id"], "7");
    assert_eq!(error.message().unwrap().to_string(), "down for maintenance");
    assert_eq!(error.reason(), Some(Reason::Attempts));
    assert_eq!(error.elapsed(), Duration::from_millis(50 + 1_100));
    assert!(error.may_have_been_processed());
    assert_eq!(error.endpoint().unwrap().name(), "get");
    let log: Vec<String> = error.attempts().iter().map(ToString::to_string).collect();
    assert_eq!(
        log,
        [
            "at 0.000 s: timed out, sent again after 0.050 s (back-off)",
            "at 0.050 s: 429 Too Many Requests, sent again after 1.100 s (Retry-After)",
            "at 1.150 s: 503 Service Unavailable, not sent again: attempts used up",
        ]
    );
    assert_eq!(error.to_string(), "GET /a: server error (503) (3 requests in 1.150 s, then: attempts used up)");
}

#[tokio::test(start_paused = true)]
async fn the_whole_wait_is_in_the_error_even_if_it_was_not_waited_for() {
    for (status, kind, told) in [
        (429, ErrorKind::TooManyRequests, Some(3_600)),
        (503, ErrorKind::Server, Some(3_600)),
        (403, ErrorKind::Forbidden, Some(3_600)),
        (302, ErrorKind::Redirect, Some(3_600)),
        (400, ErrorKind::BadRequest, None),
        (404, ErrorKind::NotFound, None),
    ] {
        let script = Script::from_iter([Reply::status(status).header("retry-after", "3600").header("location", "/b")]);
        let client = client(&script, |_| {});
        let start = time::now();
        let error = send(client.call(&GET)).await.unwrap_err();
        assert_eq!((error.kind(), error.retry_after()), (kind, told.map(Duration::from_secs)), "{status}");
        assert_eq!((time::now() - start, script.count()), (Duration::ZERO, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn whether_it_may_have_been_processed_is_remembered() {
    let fault = Reply::fault;
    for (steps, processed) in [
        (vec![fault(Fault::Connect), fault(Fault::Connect), fault(Fault::Connect)], false),
        (vec![fault(Fault::Timeout), fault(Fault::Connect), fault(Fault::Connect)], true),
        (vec![Reply::status(503), Reply::status(400)], true),
        (vec![Reply::status(429), Reply::status(400)], false),
        (vec![fault(Fault::Tls)], false),
        (vec![Reply::status(200).body("{").cut(), Reply::status(404)], true),
    ] {
        let script = Script::from_iter(steps);
        let client = client(&script, |_| {});
        let error = send(client.call(&GET)).await.unwrap_err();
        assert_eq!(error.may_have_been_processed(), processed, "{:?}", error.attempts());
    }
}
