//! What is kept, at every moment that matters.

use super::*;

const HOUR: Duration = Duration::from_secs(3_600);

fn fetched(lifetime: Option<Duration>, asked: Instant) -> Fetched {
    Fetched { header: http::HeaderValue::from_static("Bearer t"), lifetime, asked }
}

/// The generation that is served, and whether another token is fetched; `None` if there is none to serve.
fn served(next: Next) -> Option<(u64, bool)> {
    match next {
        Next::Serve(credential) => Some((credential.generation, false)),
        Next::ServeAndFetch(credential) => Some((credential.generation, true)),
        Next::Fetch | Next::Fail(_) => None,
    }
}

#[test]
fn what_is_at_hand_is_what_would_be_served_and_no_more() {
    let start = time::now();
    let agrees = |kept: &Kept, now: Instant| {
        let at_hand = kept.ready().filter(|ready| ready.lasts(now)).map(|ready| ready.credential.generation);
        let served = served(kept.next(now));
        assert_eq!(at_hand, served.filter(|(_, fetch)| !fetch).map(|(generation, _)| generation), "{kept:?}");
    };
    for lifetime in [None, Some(Duration::ZERO), Some(HOUR)] {
        let mut kept = Kept::default();
        agrees(&kept, start);
        for _ in 0..2 {
            let token = kept.succeed(fetched(lifetime, start), 0.5);
            for seconds in [0, 3_149, 3_150, 3_151, 3_599, 3_600, 10_000] {
                agrees(&kept, start + Duration::from_secs(seconds));
            }
            assert!(kept.forget(token.generation, start));
            agrees(&kept, start);
        }
    }
}

#[test]
fn a_token_serves_until_it_expires_and_is_renewed_before() {
    let start = time::now();
    // Of an hour 5 minutes are the margin; jitter moves the renewal up to as much again.
    for (jitter, renewed) in [(0.0, 3_300), (0.5, 3_150), (1.0, 3_000)] {
        let mut kept = Kept::default();
        assert!(matches!(kept.next(start), Next::Fetch));
        kept.succeed(fetched(Some(HOUR), start), jitter);
        let at = |seconds: f64| served(kept.next(start + Duration::from_secs_f64(seconds)));
        assert_eq!(at(0.0), Some((1, false)));
        assert_eq!(at(f64::from(renewed) - 0.001), Some((1, false)), "{jitter}");
        assert_eq!(at(f64::from(renewed)), Some((1, true)), "{jitter}");
        assert_eq!(at(3_599.999), Some((1, true)));
        assert_eq!(at(3_600.0), None);
    }
}

#[test]
fn short_and_endless_lives() {
    let start = time::now();
    let mut kept = Kept::default();
    kept.succeed(fetched(Some(Duration::from_secs(10)), start), 0.0);
    assert_eq!(served(kept.next(start + Duration::from_millis(8_999))), Some((1, false)));
    assert_eq!(served(kept.next(start + Duration::from_secs(9))), Some((1, true)));
    kept.succeed(fetched(Some(Duration::ZERO), start), 0.0);
    assert_eq!(served(kept.next(start)), None);
    kept.succeed(fetched(Some(Duration::MAX), start), 1.0);
    assert_eq!(served(kept.next(start + 1_000 * HOUR)), Some((3, false)));
    kept.succeed(fetched(None, start), 1.0);
    assert_eq!(served(kept.next(start + 10_000 * HOUR)), Some((4, false)));
}

#[test]
fn a_failure_costs_no_token_that_is_still_good() {
    let start = time::now();
    let mut kept = Kept::default();
    kept.succeed(fetched(Some(HOUR), start), 0.0);
    let late = start + Duration::from_secs(3_400);
    assert_eq!(served(kept.next(late)), Some((1, true)));
    kept.fail("away".into(), late);
    // Held off for 1 s, then 2 s.
    assert_eq!(served(kept.next(late)), Some((1, false)));
    assert_eq!(served(kept.next(late + Duration::from_millis(999))), Some((1, false)));
    assert_eq!(served(kept.next(late + Duration::from_secs(1))), Some((1, true)));
    kept.fail("away".into(), late + Duration::from_secs(1));
    assert_eq!(served(kept.next(late + Duration::from_millis(2_999))), Some((1, false)));
    assert_eq!(served(kept.next(late + Duration::from_secs(3))), Some((1, true)));
}

#[test]
fn after_one_failure_the_next_call_tries_again_and_after_more_it_fails_at_once() {
    let start = time::now();
    let mut kept = Kept::default();
    kept.fail("first".into(), start);
    assert!(matches!(kept.next(start), Next::Fetch));
    for (failures, held_off) in [(2, 2), (3, 4), (4, 8), (5, 16), (6, 30), (7, 30)] {
        kept.fail("again".into(), start);
        let at = |millis| kept.next(start + Duration::from_millis(millis));
        assert!(matches!(at(0), Next::Fail(_)), "{failures}");
        assert!(matches!(at(held_off * 1_000 - 1), Next::Fail(_)), "{failures}");
        assert!(matches!(at(held_off * 1_000), Next::Fetch), "{failures}");
    }
    for _ in 0..100 {
        kept.fail("and again".into(), start);
    }
    kept.succeed(fetched(None, start), 0.0);
    assert_eq!(served(kept.next(start)), Some((1, false)));
    kept.forget(1, start);
    assert!(matches!(kept.next(start), Next::Fetch));
}

#[test]
fn a_token_endpoint_that_says_when_is_not_asked_before() {
    let start = time::now();
    for (told, held_off) in [(60, 60), (299, 299), (100_000, 300)] {
        let mut kept = Kept::default();
        let error = TokenError::refused(None, b"", "refuses", 1).told(Some(Duration::from_secs(told)));
        kept.fail(error.into(), start);
        let at = |millis| kept.next(start + Duration::from_millis(millis));
        assert!(matches!(at(0), Next::Fail(_)));
        assert!(matches!(at(held_off * 1_000 - 1), Next::Fail(_)), "{told}");
        assert!(matches!(at(held_off * 1_000), Next::Fetch), "{told}");
    }
}

#[test]
fn only_the_token_that_was_refused_is_forgotten() {
    let start = time::now();
    let mut kept = Kept::default();
    kept.succeed(fetched(None, start), 0.0);
    kept.succeed(fetched(None, start), 0.0);
    kept.forget(1, start);
    assert_eq!(served(kept.next(start)), Some((2, false)));
    kept.forget(2, start);
    assert_eq!(served(kept.next(start)), None);
}

#[test]
fn a_new_token_that_is_refused_at_once_is_not_followed_by_another() {
    let start = time::now();
    let at = |seconds| start + Duration::from_secs(seconds);
    let mut kept = Kept::default();
    kept.succeed(fetched(None, start), 0.0);
    assert!(kept.forget(1, start));
    kept.succeed(fetched(None, start), 0.0);
    kept.refuse_new(2, start);
    // Once is no rule.
    assert!(kept.forget(2, start));
    kept.succeed(fetched(None, start), 0.0);
    for _ in 0..100 {
        kept.refuse_new(3, start);
    }
    // It stays, for whoever can use it.
    assert!(!kept.forget(3, at(1)));
    assert_eq!(served(kept.next(at(1))), Some((3, false)));
    assert!(kept.forget(3, at(2)));
    kept.succeed(fetched(None, at(2)), 0.0);
    kept.refuse_new(4, at(2));
    assert!(!kept.forget(4, at(5)));
    kept.accept_new();
    assert!(kept.forget(4, at(5)));
}

#[test]
fn a_refused_token_serves_others_while_no_other_is_to_be_had() {
    let start = time::now();
    let mut kept = Kept::default();
    kept.succeed(fetched(Some(HOUR), start), 0.0);
    kept.forget(1, start);
    assert_eq!(served(kept.next(start)), None);
    kept.fail("away".into(), start);
    assert_eq!(served(kept.next(start)), Some((1, false)));
    assert_eq!(served(kept.next(start + HOUR)), None);
}
