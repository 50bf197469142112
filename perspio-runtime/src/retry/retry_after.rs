//! `Retry-After` (RFC 9110 section 10.2.3): seconds or a date.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// How long the answer asks to wait. The longest if it says so more than once.
///
/// A date counts from the answer's own `Date`, so that a wrong local clock does no harm, or else from `now`. Values
/// that are unreadable, zero or past count as absent.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let mut lines = headers.get_all(RETRY_AFTER).iter().peekable();
    lines.peek()?;
    let from = headers.get(DATE).and_then(|date| date.to_str().ok()).and_then(date).unwrap_or(now);
    lines.filter_map(|line| wait(line.to_str().ok()?, from)).max()
}

/// One value.
fn wait(value: &str, from: SystemTime) -> Option<Duration> {
    let value = value.trim_matches([' ', '\t']);
    let wait = if value.bytes().all(|byte| byte.is_ascii_digit()) && !value.is_empty() {
        // Too many digits for a number are still a number: longer than any bound.
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        date(value)?.duration_since(from).ok()?
    };
    if wait.is_zero() { None } else { Some(wait) }
}

/// Any of the three formats of RFC 9110 section 5.6.7.
fn date(value: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(value.trim_matches([' ', '\t'])).ok()
}
