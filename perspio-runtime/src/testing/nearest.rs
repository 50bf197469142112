//! What comes closest to what was not found, and in what it differs.

use std::fmt::Write as _;

use http::HeaderValue;
use http::header::{ACCEPT, CONTENT_TYPE};

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

/// Something in which a request is not what was expected.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    what: String,
    expected: String,
    actual: String,
}

impl Difference {
    pub(super) fn new(what: impl Into<String>, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Self { what: what.into(), expected: expected.into(), actual: actual.into() }
    }
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
    if !same_body(expected, actual) {
        found.push(Difference::new("body", expected.shown_body(), actual.shown_body()));
    }
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

/// Equal as JSON, where both are that, or byte for byte.
fn same_body(one: &Captured, other: &Captured) -> bool {
    let json = |request: &Captured| serde_json::from_slice::<serde_json::Value>(request.body()).ok();
    one.body() == other.body() || json(one).is_some_and(|one| json(other) == Some(one))
}

/// What was expected and what came, side by side, each line behind `lead`.
pub(super) fn side_by_side(lead: &str, differences: &[Difference]) -> String {
    let head = Difference::new("", "expected", "actual");
    let lines = || std::iter::once(&head).chain(differences);
    let width =
        |text: fn(&Difference) -> &str| lines().map(|line| text(line).chars().count()).max().unwrap_or_default();
    let (what, expected) = (width(|line| &line.what), width(|line| &line.expected));
    let mut table = String::new();
    for line in lines() {
        let _ = writeln!(table, "{lead}{:what$}  {:expected$}  {}", line.what, line.expected, line.actual);
    }
    table
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
