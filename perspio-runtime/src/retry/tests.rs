//! `testdata/retry_after.json`, line by line.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};

use super::retry_after;

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
