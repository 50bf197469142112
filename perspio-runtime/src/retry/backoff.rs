//! Exponential back-off with full jitter.

use std::time::Duration;

/// The wait before retry `index`, counted from 0: jitter x min(base x 2^index, cap).
pub(super) fn back_off(base: Duration, cap: Duration, index: u32, jitter: f64) -> Duration {
    let doubled = base.saturating_mul(2_u32.saturating_pow(index));
    scale(doubled.min(cap), jitter)
}

/// `length` times a factor in [0, 1].
pub(super) fn scale(length: Duration, factor: f64) -> Duration {
    if factor >= 1.0 {
        return length;
    }
    Duration::try_from_secs_f64(length.as_secs_f64() * factor).unwrap_or(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_cap() {
        let ms = Duration::from_millis;
        for (index, expected) in [(0, 50), (1, 100), (2, 200), (3, 400), (8, 12_800), (9, 20_000), (100_000, 20_000)] {
            assert_eq!(back_off(ms(50), ms(20_000), index, 1.0), ms(expected), "{index}");
        }
        assert_eq!(back_off(ms(10_000), ms(20_000), u32::MAX, 1.0), ms(20_000));
        assert_eq!(back_off(Duration::MAX, Duration::MAX, u32::MAX, 1.0), Duration::MAX);
    }

    #[test]
    fn jitter_is_full_and_even() {
        let base = Duration::from_secs(1);
        assert_eq!(back_off(base, base, 0, 0.0), Duration::ZERO);
        assert_eq!(back_off(base, base, 0, 0.25), Duration::from_millis(250));
        assert!(back_off(Duration::MAX, Duration::MAX, 9, 0.999) < Duration::MAX);
        let mut random = fastrand::Rng::with_seed(7);
        let draws: Vec<f64> = (0..10_000).map(|_| back_off(base, base, 0, random.f64()).as_secs_f64()).collect();
        assert!(draws.iter().all(|draw| (0.0..1.0).contains(draw)));
        let mean = draws.iter().sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.01, "{mean}");
    }
}
