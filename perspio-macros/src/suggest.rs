//! "Did you mean": the legal name closest to a misspelt one.

/// The closest of `names` to `typo`, if one is close enough to be what was meant.
pub(crate) fn closest<'a>(typo: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typo: Vec<char> = typo.to_lowercase().chars().collect();
    // A short name is near to too many others: `get` is two letters from `test`.
    let limit = if typo.len() < 5 { 1 } else { 2 };
    names
        .into_iter()
        .map(|name| (distance(&typo, &name.chars().collect::<Vec<_>>()), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Letters to insert, remove, replace, or swap with their neighbour, to get from `from` to `to`.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    let mut last = None;
    for (i, a) in from.iter().enumerate() {
        let mut next = vec![i + 1];
        let mut left = i + 1;
        for (j, b) in to.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&row, j) + usize::from(a != b);
            left = replaced.min(left + 1).min(at(&row, j + 1) + 1);
            let swapped = j > 0 && last == Some(b) && to.get(j - 1) == Some(a);
            if swapped {
                left = left.min(at(&before, j - 1) + 1);
            }
            next.push(left);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(a);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_what_was_meant() {
        let names = ["timeout", "deadline", "retry", "get", "expect"];
        for (typo, meant) in [
            ("tiemout", Some("timeout")),
            ("TIMEOUT", Some("timeout")),
            ("timeout", Some("timeout")),
            ("retries", None),
            ("retri", Some("retry")),
            ("gte", Some("get")),
            ("gett", Some("get")),
            ("test", None),
            ("expct", Some("expect")),
            ("", None),
        ] {
            assert_eq!(closest(typo, names), meant, "{typo}");
        }
    }
}
