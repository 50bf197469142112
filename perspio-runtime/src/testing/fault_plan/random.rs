//! Random numbers that stay the same: on every platform, and whatever becomes of dependencies.

use std::ffi::OsString;

use super::FaultPlanError;
use crate::time;

/// What the state grows by with each output: 2^64 divided by the golden ratio, made odd.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// `SplitMix64`: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014
/// (<https://doi.org/10.1145/2660193.2660195>), with the constants of `java.util.SplittableRandom`.
#[derive(Debug)]
pub(super) struct SplitMix64(pub(super) u64);

impl SplitMix64 {
    /// The generator for the request with this number: its seed is that output of the generator with the plan's seed.
    pub(super) fn for_request(seed: u64, number: u64) -> Self {
        // The state only ever grows by one step, so output `number` can be had without those before it.
        Self(Self(seed.wrapping_add(STEP.wrapping_mul(number))).next())
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Uniform in [0, 1), in steps of 2^-53: every one of them is an `f64`, so nothing is rounded.
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A number below `bound` from one that is uniform over all; 0 if `bound` is.
pub(super) fn below(bound: u64, random: u64) -> u64 {
    u64::try_from((u128::from(bound) * u128::from(random)) >> 64).unwrap_or_default()
}

/// The seed of a random plan, if the variable that gives it has that value.
pub(super) fn seed(variable: Option<OsString>) -> Result<u64, FaultPlanError> {
    match variable.filter(|value| !value.is_empty()) {
        // Half the digits, for those who have to type it.
        None => Ok(time::random().into()),
        Some(value) => {
            let value = value.to_string_lossy();
            value.parse().map_err(|_| FaultPlanError::Seed { value: value.into_owned() })
        }
    }
}
