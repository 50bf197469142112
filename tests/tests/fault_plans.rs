//! Clients behind a double that has a bad day, and tests that fail there.

use std::process::Command;
use std::time::Duration;

use perspio_runtime::testing::{FaultPlan, FaultPlanBuilder, PerspioTalk, Value, json};
use perspio_runtime::{ErrorKind, Response, Result, Retry, endpoints};

#[endpoints(path = "/assets/v3")]
trait Assets {
    #[get("/")]
    async fn list(&self) -> Result<Response<Vec<Value>>>;
    #[post("/", not_idempotent)]
    async fn create(&self, #[body] asset: &Value) -> Result<Response<Value>>;
}

/// A bit of everything, without latency.
fn bad_day(plan: FaultPlanBuilder) -> FaultPlan {
    let plan = plan.resets(0.1).resets_after_work(0.1).server_errors(0.1);
    plan.throttle_requests(20, 2, None).build().unwrap()
}

async fn behind(plan: &FaultPlan) -> (PerspioTalk, AssetsClient) {
    let talk = PerspioTalk::start().await.unwrap();
    talk.fault_plan(plan.clone());
    let millisecond = Duration::from_millis(1);
    let retry = Retry::new().attempts(10).base(millisecond).throttle_base(millisecond).cap(millisecond);
    // The budget is for outages; here the faults are the normal case.
    let client = talk.client_builder().retry(retry).retry_budget(1_000_000).build().unwrap();
    (talk, AssetsClient::new(client))
}

/// The attempts of each of so many reads, one after the other.
async fn attempts(plan: &FaultPlan) -> Vec<usize> {
    let (talk, assets) = behind(plan).await;
    let mut attempts = Vec::new();
    for _ in 0..200 {
        attempts.push(assets.list().await.unwrap().attempts().len());
    }
    assert_eq!(attempts.iter().sum::<usize>(), talk.count());
    attempts
}

#[tokio::test]
async fn every_read_gets_through_and_the_same_seed_makes_it_the_same_way() {
    let plan = bad_day(FaultPlan::with_seed(7));
    let first = attempts(&plan).await;
    assert!(first.iter().any(|attempts| *attempts > 1));
    assert_eq!(attempts(&plan).await, first);
    assert_ne!(attempts(&bad_day(FaultPlan::with_seed(8))).await, first);
}

#[tokio::test]
async fn no_write_takes_effect_twice_and_no_error_denies_one() {
    let (talk, assets) = behind(&bad_day(FaultPlan::with_seed(7))).await;
    let mut unknown = Vec::new();
    for number in 0..200 {
        let name = number.to_string();
        match assets.create(&json!({ "name": name })).await {
            Ok(_) => {}
            Err(error) => {
                assert!(matches!(error.kind(), ErrorKind::Transport | ErrorKind::Server), "{error:?}");
                assert!(error.may_have_been_processed(), "{error:?}");
                unknown.push(name);
            }
        }
    }
    assert!(!unknown.is_empty());
    talk.fault_plan(None);
    let list = assets.list().await.unwrap().into_body();
    let times = |name: &str| list.iter().filter(|asset| asset["name"] == name).count();
    for name in (0..200).map(|number: usize| number.to_string()) {
        let legal: &[usize] = if unknown.contains(&name) { &[0, 1] } else { &[1] };
        assert!(legal.contains(&times(&name)), "{name}: {}", times(&name));
    }
}

/// What a user's test does when it fails. Run by the test below.
#[tokio::test]
#[ignore = "fails on purpose"]
async fn a_test_that_fails() {
    let (_talk, assets) = behind(&bad_day(FaultPlan::random())).await;
    assets.list().await.unwrap();
    panic!("as tests do");
}

#[test]
fn the_seed_is_printed_when_a_test_fails_and_can_be_given_back() {
    let fail = |seed: Option<&str>| {
        let mut test = Command::new(std::env::current_exe().unwrap());
        test.args(["--ignored", "--exact", "a_test_that_fails"]).env_remove("PERSPIO_FAULT_SEED");
        let output = test.envs(seed.map(|seed| ("PERSPIO_FAULT_SEED", seed))).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let printed = fail(None);
    // When it is made, for tests that end with an error; and in full when one panics.
    let (_, after) = printed.split_once("fault plan: seed ").unwrap_or_else(|| panic!("{printed}"));
    let (seed, after) = after.split_once("; PERSPIO_FAULT_SEED=").unwrap_or_else(|| panic!("{printed}"));
    assert!(after.starts_with(&format!("{seed} brings it back\n")), "{printed}");
    let (_, rules) = after.split_once(&format!("fault plan: seed {seed}: ")).unwrap_or_else(|| panic!("{printed}"));
    let rules = rules.lines().next().unwrap();
    assert!(
        rules.starts_with("10% reset before the work; 10% reset after the work; 10% answered with 500"),
        "{printed}"
    );
    let again = format!(
        "the same faults again: FaultPlan::with_seed({seed}), or PERSPIO_FAULT_SEED={seed} for a random plan\n"
    );
    assert!(printed.contains(&again), "{printed}");
    assert!(fail(Some(seed)).contains(&format!("fault plan: seed {seed}: {rules}\n")));
    assert!(fail(Some("many")).contains("Seed { value: \"many\" }"));
}
