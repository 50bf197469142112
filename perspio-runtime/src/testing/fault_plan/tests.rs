//! What a plan decides, number by number, and what it refuses.

use super::*;

mod files;

const MS: Duration = Duration::from_millis(1);
const SECOND: Duration = Duration::from_secs(1);

/// Some of everything that has a share.
fn busy(seed: u64) -> FaultPlan {
    let plan = FaultPlan::with_seed(seed).latency(5 * MS..=50 * MS);
    plan.resets(0.1).resets_after_work(0.1).server_errors(0.2).build().unwrap()
}

#[test]
fn the_random_numbers_are_those_of_the_paper() {
    // As published for this seed, among others by <https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64>.
    let mut random = SplitMix64(1_234_567);
    let published =
        [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431];
    assert_eq!(published.map(|_| random.next()), published);
}

/// Computed apart from this code, from the description in [`FaultPlan`]. They are part of its contract.
const GOLDEN: &[(u64, u64, u64, Option<PlannedFault>)] = &[
    (0, 0, 22_420_586, None),
    (0, 1, 44_559_688, Some(PlannedFault::Status(500))),
    (0, 2, 29_777_888, None),
    (0, 3, 30_027_610, Some(PlannedFault::Status(503))),
    (0, 4, 34_720_241, Some(PlannedFault::Status(504))),
    (0, 5, 5_303_481, Some(PlannedFault::Reset)),
    (0, 6, 37_345_875, None),
    (0, u64::MAX, 6_189_519, None),
    (7, 0, 29_721_845, None),
    (7, 1, 45_623_088, None),
    (7, 2, 17_519_026, None),
    (7, 1_000_000, 32_557_044, Some(PlannedFault::Status(502))),
    (7, u64::MAX, 47_344_831, None),
    (u64::MAX, 0, 27_975_294, Some(PlannedFault::Status(503))),
    (u64::MAX, 1, 18_376_978, None),
    (u64::MAX, 2, 38_891_901, Some(PlannedFault::Status(502))),
    (u64::MAX, 3, 31_867_709, None),
    (u64::MAX, 4, 32_680_932, Some(PlannedFault::ResetAfterWork)),
    (u64::MAX, 5, 48_684_537, Some(PlannedFault::Reset)),
    (u64::MAX, u64::MAX, 19_319_714, None),
];

#[test]
fn a_seed_and_a_number_give_the_same_fault_everywhere_and_at_any_time() {
    for (seed, number, nanos, fault) in GOLDEN {
        let decision = Planned { latency: Duration::from_nanos(*nanos), fault: *fault };
        for elapsed in [Duration::ZERO, Duration::MAX] {
            assert_eq!(busy(*seed).decide(*number, elapsed), decision, "{seed} {number}");
        }
    }
}

#[test]
fn shares_are_kept_over_ten_thousand_requests() {
    for seed in [0, 1, 7, 42, u64::MAX] {
        let (plan, mut counts) = (busy(seed), [0_i32; 7]);
        let mut total = Duration::ZERO;
        for number in 0..10_000 {
            let decision = plan.decide(number, Duration::ZERO);
            assert!((5 * MS..=50 * MS).contains(&decision.latency()), "{decision:?}");
            total += decision.latency();
            let kind = match decision.fault() {
                None => 0,
                Some(PlannedFault::Reset) => 1,
                Some(PlannedFault::ResetAfterWork) => 2,
                Some(PlannedFault::Status(status)) => {
                    [500, 502, 503, 504].iter().position(|one| *one == status).unwrap() + 3
                }
                Some(PlannedFault::Throttle { .. }) => panic!("{decision:?}"),
            };
            counts[kind] += 1;
        }
        // Five standard deviations: 5 x sqrt(10,000 x share x (1 - share)).
        for (count, (expected, spread)) in
            counts.into_iter().zip([(6_000, 245), (1_000, 150), (1_000, 150)].into_iter().chain([(500, 109); 4]))
        {
            assert!((count - expected).abs() <= spread, "seed {seed}: {counts:?}");
        }
        assert!((27 * MS..=28 * MS).contains(&(total / 10_000)), "seed {seed}: {total:?}");
    }
}

#[test]
fn seeds_differ_and_settings_leave_each_other_alone() {
    let faults = |plan: &FaultPlan| (0..1_000).map(|number| plan.decide(number, SECOND).fault()).collect::<Vec<_>>();
    assert_ne!(faults(&busy(1)), faults(&busy(2)));
    let shares = FaultPlan::with_seed(1).resets(0.1).resets_after_work(0.1).server_errors(0.2);
    assert_eq!(faults(&busy(1)), faults(&shares.build().unwrap()));
    let resets = FaultPlan::with_seed(1).resets(0.1).build().unwrap();
    for (one, all) in faults(&resets).into_iter().zip(faults(&busy(1))) {
        assert_eq!(one, all.filter(|fault| *fault == PlannedFault::Reset));
    }
}

#[test]
fn all_or_nothing() {
    let fault = |plan: FaultPlanBuilder, number| plan.build().unwrap().decide(number, SECOND).fault();
    for number in (0..100).chain(u64::MAX - 100..=u64::MAX) {
        assert_eq!(fault(FaultPlan::with_seed(number), number), None);
        assert_eq!(fault(FaultPlan::with_seed(number).resets(1.0), number), Some(PlannedFault::Reset));
        assert_eq!(fault(FaultPlan::with_seed(3).resets_after_work(1.0), number), Some(PlannedFault::ResetAfterWork));
        let errors = FaultPlan::with_seed(3).server_errors(1.0).statuses([599]);
        assert_eq!(fault(errors, number), Some(PlannedFault::Status(599)));
    }
}

#[test]
fn rate_limits_are_in_force_in_the_last_part_of_each_period_and_before_everything_else() {
    let (one, two) = (Some(SECOND), Some(2 * SECOND));
    let plan =
        FaultPlan::with_seed(7).resets(1.0).throttle_requests(5, 2, SECOND).throttle_time(30 * SECOND, SECOND, two);
    let plan = plan.build().unwrap();
    let throttled = |number, elapsed| match plan.decide(number, elapsed).fault() {
        Some(PlannedFault::Throttle { retry_after }) => retry_after,
        other => {
            assert_eq!(other, Some(PlannedFault::Reset));
            None
        }
    };
    for (number, elapsed, wait) in [
        (0, Duration::ZERO, None),
        (2, Duration::ZERO, None),
        (3, Duration::ZERO, one),
        (4, Duration::ZERO, one),
        (5, Duration::ZERO, None),
        (8, Duration::ZERO, one),
        (u64::MAX - 1, Duration::ZERO, one),
        (u64::MAX, Duration::ZERO, None),
        (0, Duration::from_nanos(28_999_999_999), None),
        (0, 29 * SECOND, two),
        (0, Duration::from_nanos(29_999_999_999), two),
        (0, 30 * SECOND, None),
        (0, 3_599_999 * MS, two),
        (3, 29 * SECOND, one),
    ] {
        assert_eq!(throttled(number, elapsed), wait, "{number} {elapsed:?}");
        assert_eq!(plan.is_throttled(number, elapsed), wait.is_some());
    }
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let plan = || FaultPlan::with_seed(7);
    for (plan, said) in [
        (plan().resets(1.5), "`resets` is 1.5; a share is between 0.0 and 1.0"),
        (plan().resets_after_work(-0.1), "`resets_after_work` is -0.1; a share is between 0.0 and 1.0"),
        (plan().server_errors(f64::NAN), "`server_errors` is NaN; a share is between 0.0 and 1.0"),
        (
            plan().resets(0.5).server_errors(0.75),
            "`resets`, `resets_after_work` and `server_errors` are 1.25 together; 1.0 is all requests",
        ),
        (plan().latency(2 * MS..=MS), "`latency` is from 2ms to 1ms; the least comes first"),
        (plan().statuses([500, 429]), "`statuses` has 429; server errors are 500 to 599"),
        (plan().server_errors(0.1).statuses([]), "`statuses` is empty; `server_errors` needs at least one"),
        (plan().throttle_requests(0, 0, None), WINDOW),
        (plan().throttle_requests(5, 6, None), WINDOW),
        (plan().throttle_time(SECOND, Duration::ZERO, None), WINDOW),
        (FaultPlanBuilder::new(random::seed(Some("x".into()))), SEED),
        (FaultPlanBuilder::new(random::seed(Some("-1".into()))), &SEED.replace('x', "-1")),
    ] {
        assert_eq!(plan.build().unwrap_err().to_string(), said);
    }
    for (resets, after_work, errors) in [(0.7, 0.2, 0.1), (0.33, 0.56, 0.11), (1.0, 0.0, 0.0)] {
        assert!(plan().resets(resets).resets_after_work(after_work).server_errors(errors).build().is_ok());
    }
    assert!(plan().throttle_requests(5, 5, None).throttle_time(Duration::MAX, Duration::MAX, MS).build().is_ok());
}

const WINDOW: &str = "a rate limit lasts no time, or longer than its period; `for` is more than 0 and at most `every`";
const SEED: &str = "PERSPIO_FAULT_SEED is `x`; a seed is a whole number below 2^64";

#[test]
fn a_random_seed_is_another_one_each_time_unless_the_variable_gives_it() {
    let seeds: std::collections::BTreeSet<_> = (0..8).map(|_| random::seed(None).unwrap()).collect();
    assert!(seeds.len() > 1 && seeds.iter().all(|seed| u32::try_from(*seed).is_ok()), "{seeds:?}");
    assert_eq!(random::seed(Some("18446744073709551615".into())), Ok(u64::MAX));
    assert!(random::seed(Some("".into())).is_ok());
}

#[test]
fn a_plan_says_what_it_does_in_words_with_its_seed() {
    let plan = busy(7).to_string();
    assert_eq!(
        plan,
        "seed 7: 5ms to 50ms of latency; 10% reset before the work; 10% reset after the work; 20% answered with 500, \
         502, 503, 504"
    );
    let limited = FaultPlan::with_seed(8).latency(MS..=MS).resets(0.07).throttle_requests(100, 10, SECOND);
    let limited = limited.throttle_time(30 * SECOND, 1_500 * MS, None).build().unwrap();
    assert_eq!(
        limited.to_string(),
        "seed 8: 1ms of latency; 7% reset before the work; 429 for the last 10 of every 100 requests, Retry-After 1s; \
         429 in the last 1.5s of every 30s, no Retry-After"
    );
    let none = FaultPlan::with_seed(9).build().unwrap();
    assert_eq!(none.to_string(), "seed 9: no faults");
    assert!(format!("{none:?}").contains("seed: 9"));
}
