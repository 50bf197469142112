//! Something in which a request is not what was expected, and how it is shown.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::nearest::distance;

/// The most rows for one body.
const ROWS: usize = 10;
/// The most characters of a value in a row, and those of them before the first that differs.
const WIDTH: usize = 60;
const BEFORE: usize = 20;
/// How many characters of a value are looked at to tell how far it is from another.
const COMPARED: usize = 200;

/// Something in which a request is not what was expected.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    what: String,
    expected: String,
    actual: String,
    /// In characters that differ, or in leaves of JSON.
    far: usize,
}

impl Difference {
    pub(super) fn new(what: impl Into<String>, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        let (expected, actual) = (expected.into(), actual.into());
        let same = expected.chars().zip(actual.chars()).take_while(|(one, other)| one == other).count();
        let start = |text: &str| text.chars().take(COMPARED).collect::<String>();
        let far = distance(&start(&expected), &start(&actual)).max(1);
        Self { what: what.into(), expected: around(&expected, same), actual: around(&actual, same), far }
    }
}

/// How far a request is from what was expected.
pub(super) fn far(differences: &[Difference]) -> usize {
    differences.iter().map(|difference| difference.far).sum()
}

/// A long text from shortly before the first character that differs.
fn around(text: &str, same: usize) -> String {
    let length = text.chars().count();
    let start = if length > WIDTH { same.min(length).saturating_sub(BEFORE) } else { 0 };
    let shown: String = text.chars().skip(start).take(WIDTH).collect();
    let (before, after) =
        (if start > 0 { "\u{2026}" } else { "" }, if start + WIDTH < length { "\u{2026}" } else { "" });
    let shown: String =
        shown.chars().flat_map(|c| if c.is_control() { c.escape_debug().collect() } else { vec![c] }).collect();
    format!("{before}{shown}{after}")
}

/// The leaves in which two JSON bodies differ, by pointer.
pub(super) fn leaves(expected: &Value, actual: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    collect("body ", Some(expected), Some(actual), &mut found);
    let more = found.len().saturating_sub(ROWS);
    found.truncate(ROWS);
    if more > 0 {
        found.push(Difference { far: more, ..Difference::new(format!("body, {more} more"), "", "") });
    }
    found
}

fn collect(pointer: &str, expected: Option<&Value>, actual: Option<&Value>, found: &mut Vec<Difference>) {
    match (expected, actual) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            for key in one.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
                let place = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                collect(&place, one.get(key), other.get(key), found);
            }
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) => {
            for index in 0..one.len().max(other.len()) {
                collect(&format!("{pointer}/{index}"), one.get(index), other.get(index), found);
            }
        }
        _ if expected == actual => {}
        _ => {
            let shown = |value: Option<&Value>| value.map_or_else(|| "none".to_owned(), ToString::to_string);
            let leaf = Difference::new(pointer.trim_end(), shown(expected), shown(actual));
            found.push(Difference { far: 1, ..leaf });
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::json;

    #[test]
    fn json_is_told_apart_leaf_by_leaf() {
        let one = json!({ "items": [{ "count": 1 }, 2], "a/b": "x", "same": 1 });
        let other = json!({ "items": [{ "count": 3 }], "a/b": "y", "same": 1 });
        let table = side_by_side("", &leaves(&one, &other));
        let rows: Vec<_> =
            table.lines().skip(1).map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(rows, [r#"body /a~1b "x" "y""#, "body /items/0/count 1 3", "body /items/1 2 none"]);
        let many = leaves(&json!(vec![0; 15]), &json!(vec![1; 15]));
        assert_eq!((many.len(), many[10].what.as_str(), far(&many)), (11, "body, 5 more", 15));
    }

    #[test]
    fn long_texts_are_shown_where_they_differ() {
        let (one, other) = (format!("{}a\n{}", "x".repeat(100), "y".repeat(100)), format!("{}b", "x".repeat(100)));
        let difference = Difference::new("body", one, other);
        let before = format!("\u{2026}{}", "x".repeat(20));
        assert_eq!(difference.expected, format!("{before}a\\n{}\u{2026}", "y".repeat(38)));
        assert_eq!(difference.actual, format!("{before}b"));
    }
}
