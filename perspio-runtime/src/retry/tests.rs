//! `testdata/retry_after.json`, line by line.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};

use super::{Rules, retry_after};
use crate::endpoint::Retry;

/// 2019-06-03T11:00:00Z.
fn reference() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_559_559_600)
}

#[test]
fn every_value_is_read_as_the_table_says() {
    type Line = (Vec<String>, Option<String>, Option<u64>);
    let table: Vec<Line> = serde_json::from_str(include_str!("../../testdata/retry_after.json")).unwrap();
    assert!(table.len() > 30);
    for (lines, date, seconds) in table {
        let mut headers = HeaderMap::new();
        for line in &lines {
            headers.append(RETRY_AFTER, HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        if let Some(date) = &date {
            headers.insert(DATE, HeaderValue::from_str(date).unwrap());
        }
        let expected = seconds.map(Duration::from_secs);
        assert_eq!(retry_after(&headers, reference()), expected, "{lines:?} {date:?}");
    }
}

#[test]
fn rules_that_contradict_themselves_are_named() {
    let rules = |retry: Retry| Rules::DEFAULT.with(&retry).broken();
    let ms = Duration::from_millis;
    assert_eq!(rules(Retry::new()), None);
    assert_eq!(rules(Retry::new().attempts(0)).as_deref(), Some("attempts must be at least 1, the first try"));
    assert_eq!(rules(Retry::new().cap(ms(500))), None);
    assert_eq!(rules(Retry::new().cap(ms(499))).as_deref(), Some("cap 499ms must not be below base 500ms"));
}
