//! A plan is read, from TOML, JSON or whatever else serde reads. By hand: deriving it would bring in a crate for three
//! structs.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Unexpected, Visitor};

use super::{FaultPlan, FaultPlanBuilder};

const SEED: &str = "seed";
const LATENCY: &str = "latency";
const RESETS: &str = "resets";
const RESETS_AFTER_WORK: &str = "resets_after_work";
const SERVER_ERRORS: &str = "server_errors";
const STATUSES: &str = "statuses";
const THROTTLE: &str = "throttle";
const KEYS: &[&str] = &[SEED, LATENCY, RESETS, RESETS_AFTER_WORK, SERVER_ERRORS, STATUSES, THROTTLE];

const EVERY: &str = "every";
const FOR: &str = "for";
const RETRY_AFTER: &str = "retry_after";
const THROTTLE_KEYS: &[&str] = &[EVERY, FOR, RETRY_AFTER];

/// As [`FaultPlanBuilder::build`] checks it; what is wrong with a single value is said where that stands.
impl<'de> Deserialize<'de> for FaultPlan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Plan)?.build().map_err(D::Error::custom)
    }
}

struct Plan;

impl<'de> Visitor<'de> for Plan {
    type Value = FaultPlanBuilder;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the settings of a fault plan")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FaultPlanBuilder, A::Error> {
        let (mut seed, mut latency, mut resets, mut after_work) = (None, None, None, None);
        let (mut server_errors, mut statuses, mut throttles) = (None, None::<Vec<u16>>, None::<Vec<Throttle>>);
        while let Some(key) = map.next_key_seed(Key(KEYS))? {
            match key {
                SEED => set(&mut seed, key, &mut map)?,
                LATENCY => set(&mut latency, key, &mut map)?,
                RESETS => set(&mut resets, key, &mut map)?,
                RESETS_AFTER_WORK => set(&mut after_work, key, &mut map)?,
                SERVER_ERRORS => set(&mut server_errors, key, &mut map)?,
                STATUSES => set(&mut statuses, key, &mut map)?,
                _ => set(&mut throttles, key, &mut map)?,
            }
        }
        let mut plan = seed.map_or_else(FaultPlan::random, FaultPlan::with_seed);
        if let Some(Range(latency)) = latency {
            plan = plan.latency(latency);
        }
        if let Some(statuses) = statuses {
            plan = plan.statuses(statuses);
        }
        plan = plan.resets(resets.unwrap_or_default()).resets_after_work(after_work.unwrap_or_default());
        plan = plan.server_errors(server_errors.unwrap_or_default());
        Ok(throttles.unwrap_or_default().into_iter().fold(plan, |plan, throttle| throttle.add_to(plan)))
    }
}

/// Reads the value of a key that must not have had one.
fn set<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    key: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    match slot.replace(map.next_value()?) {
        Some(_) => Err(A::Error::duplicate_field(key)),
        None => Ok(()),
    }
}

/// One of these keys.
struct Key(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = &'static str;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<&'static str, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = &'static str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<&'static str, E> {
        let known = self.0.iter().find(|key| **key == text);
        known.copied().ok_or_else(|| E::unknown_field(text, self.0))
    }
}

/// A rate limit, with `every` and `for` of the same kind.
enum Throttle {
    Requests { every: u64, length: u64, retry_after: Option<Duration> },
    Time { every: Duration, length: Duration, retry_after: Option<Duration> },
}

impl Throttle {
    fn add_to(self, plan: FaultPlanBuilder) -> FaultPlanBuilder {
        match self {
            Self::Requests { every, length, retry_after } => plan.throttle_requests(every, length, retry_after),
            Self::Time { every, length, retry_after } => plan.throttle_time(every, length, retry_after),
        }
    }
}

impl<'de> Deserialize<'de> for Throttle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ThrottleKeys)
    }
}

struct ThrottleKeys;

impl<'de> Visitor<'de> for ThrottleKeys {
    type Value = Throttle;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a rate limit with `every` and `for`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Throttle, A::Error> {
        let (mut every, mut length, mut retry_after) = (None, None, None);
        while let Some(key) = map.next_key_seed(Key(THROTTLE_KEYS))? {
            match key {
                EVERY => set(&mut every, key, &mut map)?,
                FOR => set(&mut length, key, &mut map)?,
                _ => set(&mut retry_after, key, &mut map)?,
            }
        }
        let every = every.ok_or_else(|| A::Error::missing_field(EVERY))?;
        let length = length.ok_or_else(|| A::Error::missing_field(FOR))?;
        let retry_after = match retry_after {
            Some(Amount::Time(wait)) => Some(wait),
            Some(Amount::Requests(_)) => return Err(A::Error::custom("`retry_after` is a duration, such as \"1s\"")),
            None => None,
        };
        match (every, length) {
            (Amount::Requests(every), Amount::Requests(length)) => {
                Ok(Throttle::Requests { every, length, retry_after })
            }
            (Amount::Time(every), Amount::Time(length)) => Ok(Throttle::Time { every, length, retry_after }),
            _ => Err(A::Error::custom("`every` and `for` are both numbers of requests or both durations")),
        }
    }
}

/// `100`, a number of requests, or `"30s"`.
enum Amount {
    Requests(u64),
    Time(Duration),
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyAmount)
    }
}

struct AnyAmount;

impl Visitor<'_> for AnyAmount {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of requests, or a duration such as \"250ms\", \"1.5s\", \"2m\" or \"1h\"")
    }

    fn visit_u64<E: Error>(self, requests: u64) -> Result<Amount, E> {
        Ok(Amount::Requests(requests))
    }

    fn visit_i64<E: Error>(self, requests: i64) -> Result<Amount, E> {
        let known = u64::try_from(requests).map(Amount::Requests);
        known.map_err(|_| E::invalid_value(Unexpected::Signed(requests), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
        duration(text).map(Amount::Time).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// `"50ms..=200ms"`, or `"50ms"` for the same twice.
struct Range(RangeInclusive<Duration>);

impl<'de> Deserialize<'de> for Range {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(AnyRange)
    }
}

struct AnyRange;

impl Visitor<'_> for AnyRange {
    type Value = Range;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("durations such as \"50ms..=200ms\" or \"1.5s\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Range, E> {
        let (least, most) = text.split_once("..=").unwrap_or((text, text));
        match (duration(least), duration(most)) {
            (Some(least), Some(most)) => Ok(Range(least..=most)),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

/// A number with at most nine decimals, and a unit. Finer than a nanosecond is rounded down.
// input:  "1.5s"
// output: 1,500,000,000 ns
fn duration(text: &str) -> Option<Duration> {
    let end = text.find(|c: char| c != '.' && !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let unit: u64 = match unit {
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60 * 1_000_000_000,
        "h" => 60 * 60 * 1_000_000_000,
        _ => return None,
    };
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let scale = u32::try_from(decimals.len()).ok().filter(|decimals| *decimals <= 9).map(|count| 10_u64.pow(count))?;
    let (whole, decimals) = (whole.parse::<u64>().ok()?, decimals.parse::<u64>().ok()?);
    let part = u128::from(decimals) * u128::from(unit) / u128::from(scale);
    whole.checked_mul(unit)?.checked_add(u64::try_from(part).ok()?).map(Duration::from_nanos)
}
