//! What comes closest to what was not found, and in what it differs.

use http::HeaderValue;
use http::header::{ACCEPT, CONTENT_TYPE};

use super::difference::{self, Difference};
use super::{Captured, fail};
use crate::endpoint::Endpoint;

/// The endpoint of this name: `testing::endpoint(AssetsClient::ENDPOINTS, "get")`.
///
/// # Panics
/// If there is none: the message has the name that comes closest, and all of them.
#[track_caller]
pub fn endpoint(endpoints: &'static [Endpoint], name: &str) -> &'static Endpoint {
    endpoints.iter().find(|endpoint| endpoint.name() == name).unwrap_or_else(|| {
        let names = || endpoints.iter().map(Endpoint::name);
        let nearest = names().min_by_key(|known| distance(known, name));
        let nearest = nearest.filter(|known| distance(known, name) <= 2);
        let hint = nearest.map(|known| format!("did you mean `{known}`? ")).unwrap_or_default();
        let names: Vec<_> = names().map(|known| format!("`{known}`")).collect();
        fail(format_args!("there is no endpoint `{name}`; {hint}there are {}", names.join(", ")))
    })
}

/// Are these the same declaration?
pub(super) fn same(one: &Endpoint, other: &Endpoint) -> bool {
    (one.name(), one.method(), one.path()) == (other.name(), other.method(), other.path())
}

/// In what a request differs from the call that was expected.
pub(super) fn differences(expected: &Captured, actual: &Captured) -> Vec<Difference> {
    if !same(expected.endpoint(), actual.endpoint()) {
        return vec![Difference::new("endpoint", expected.endpoint().name(), actual.endpoint().name())];
    }
    let mut found = Vec::new();
    if expected.own_path() != actual.own_path() {
        found.push(Difference::new("path", expected.path(), actual.path()));
    }
    if expected.query() != actual.query() {
        found.push(Difference::new("query", expected.query().unwrap_or("none"), actual.query().unwrap_or("none")));
    }
    found.extend(headers(expected, actual));
    found.extend(bodies(expected, actual));
    found
}

/// Those of the headers that either call sets which are not the same.
fn headers(expected: &Captured, actual: &Captured) -> Vec<Difference> {
    let (wanted, sent) = (&expected.purpose.own, &actual.purpose.own);
    let more = sent.iter().filter(|name| !wanted.contains(name));
    let values = |request: &Captured, name| request.headers().get_all(name).iter().cloned().collect::<Vec<_>>();
    let mut found = Vec::new();
    for name in wanted.iter().chain(more) {
        // Whether a call sets these depends on what its client has.
        let common = [ACCEPT, CONTENT_TYPE].contains(name) && !(wanted.contains(name) && sent.contains(name));
        let (one, other) = (values(expected, name), values(actual, name));
        if one != other && !common {
            let secret = one.iter().chain(&other).any(HeaderValue::is_sensitive);
            found.push(Difference::new(name.as_str(), shown(&one, secret, ""), shown(&other, secret, ", differs")));
        }
    }
    found
}

/// The values of a header, as far as they may be seen.
fn shown(values: &[HeaderValue], secret: bool, more: &str) -> String {
    if values.is_empty() {
        return "none".to_owned();
    }
    if secret {
        return format!("[secret]{more}");
    }
    let texts: Vec<_> = values.iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    texts.join(", ")
}

/// Compared as JSON, where both are that, or byte for byte.
fn bodies(expected: &Captured, actual: &Captured) -> Vec<Difference> {
    let json = |request: &Captured| serde_json::from_slice(request.body()).ok();
    if expected.body() == actual.body() {
        return Vec::new();
    }
    match (json(expected), json(actual)) {
        (Some(one), Some(other)) => difference::leaves(&one, &other),
        _ => vec![Difference::new("body", expected.shown_body(), actual.shown_body())],
    }
}

/// How many characters have to be put in, taken out or replaced.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (index, a) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row, vec![index + 1]).into_iter();
        let mut left_above = diagonal.next().unwrap_or_default();
        for (b, above) in other.chars().zip(diagonal) {
            let left = row.last().copied().unwrap_or_default();
            row.push((left_above + usize::from(a != b)).min(left + 1).min(above + 1));
            left_above = above;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_levenshtein() {
        for (one, other, expected) in [
            ("", "", 0),
            ("get", "get", 0),
            ("get", "gets", 1),
            ("kitten", "sitting", 3),
            ("", "abc", 3),
            ("ab", "ba", 2),
        ] {
            assert_eq!((distance(one, other), distance(other, one)), (expected, expected), "{one} {other}");
        }
    }
}
