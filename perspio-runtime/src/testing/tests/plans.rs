//! What a fault plan does to requests on the wire.

use super::*;

const NONE: Duration = Duration::ZERO;

#[tokio::test]
async fn each_request_meets_what_the_plan_decides_for_its_number() {
    let bench = Bench::new().await;
    let plan = FaultPlan::with_seed(3).resets(0.2).resets_after_work(0.2).server_errors(0.2);
    let plan = plan.throttle_requests(7, 2, Duration::from_secs(3)).build().unwrap();
    bench.talk.fault_plan(plan.clone());
    let (mut effects, mut kinds) = (0, std::collections::BTreeSet::new());
    for number in 0..60 {
        let answer = bench.request(Method::POST, ASSETS).body("{}").send().await;
        let fault = plan.decide(number, NONE).fault();
        let told = answer.as_ref().ok().and_then(|answer| header(answer, "retry-after")).map(ToOwned::to_owned);
        let status = answer.as_ref().ok().map(|answer| answer.status().as_u16());
        effects += usize::from(matches!(fault, None | Some(PlannedFault::ResetAfterWork)));
        let (expected, kind) = match fault {
            None => (Some(201), 0),
            Some(PlannedFault::Reset) => (None, 1),
            Some(PlannedFault::ResetAfterWork) => (None, 2),
            Some(PlannedFault::Status(status)) => (Some(status), 3),
            Some(PlannedFault::Throttle { .. }) => (Some(429), 4),
        };
        kinds.insert(kind);
        assert_eq!((status, told.is_some()), (expected, kind == 4), "{number}: {answer:?}");
        assert_eq!(bench.talk.requests().last().unwrap().status().map(|status| status.as_u16()), expected);
    }
    assert_eq!(kinds.len(), 5);
    bench.talk.fault_plan(None);
    assert_eq!(bench.get(ASSETS).await.1.as_array().unwrap().len(), effects);
}

#[tokio::test]
async fn what_is_injected_comes_first_and_token_requests_meet_no_plan() {
    let bench = Bench::new().await;
    let plan = FaultPlan::with_seed(0).server_errors(1.0).throttle_requests(2, 1, None);
    bench.talk.fault_plan(plan.statuses([599]).build().unwrap());
    bench.talk.inject([Inject::Pass, Inject::Status(418)]);
    let mut statuses = Vec::new();
    for _ in 0..6 {
        // Without credentials: faults come before them.
        statuses.push(bench.bare(Method::GET, ASSETS).send().await.unwrap().status().as_u16());
        assert_eq!(bench.bare(Method::GET, "/oauth2/v2.0/token").send().await.unwrap().status(), 405);
        bench.talk.clear();
    }
    assert_eq!(statuses, [401, 418, 599, 429, 599, 429]);
    // A new plan starts from the beginning.
    bench.talk.fault_plan(FaultPlan::with_seed(0).throttle_requests(2, 1, None).build().unwrap());
    assert_eq!((bench.get(ASSETS).await.0, bench.get(ASSETS).await.0), (200, 429));
}

#[tokio::test]
async fn latency_is_after_the_work() {
    let bench = Bench::new().await;
    let long = Duration::from_secs(60);
    bench.talk.fault_plan(FaultPlan::with_seed(0).latency(long..=long).build().unwrap());
    let waiting = tokio::spawn(bench.request(Method::POST, ASSETS).body("{}").send());
    while bench.talk.count() < 1 {
        tokio::task::yield_now().await;
    }
    bench.talk.fault_plan(None);
    assert_eq!(bench.get(ASSETS).await.1.as_array().unwrap().len(), 1);
    assert!(!waiting.is_finished());
    waiting.abort();
    // Nobody waits for it any more, and it is no longer under way.
    while !bench.talk.shared.lock().ends.contains_key(&None) {
        tokio::task::yield_now().await;
    }
    assert_eq!(bench.talk.requests()[0].status(), None);

    let short = Duration::from_millis(100);
    bench.talk.fault_plan(FaultPlan::with_seed(0).latency(short..=short).resets(1.0).build().unwrap());
    let start = crate::time::now();
    assert!(bench.request(Method::GET, ASSETS).send().await.is_err());
    assert!(crate::time::now() - start >= short);
}
