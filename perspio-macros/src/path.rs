//! The grammar of path templates: `/assets/{id}/tags`.

use std::fmt::Write;

/// A piece of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Sent as it is.
    Text(String),
    /// A `{placeholder}`, filled with a value.
    Value(String),
}

/// Splits a template, or says what is wrong with it.
pub(crate) fn parse(text: &str) -> Result<Vec<Part>, String> {
    if text.contains("://") {
        return Err("has a scheme; the host comes from the client, and a path starts with `/`".into());
    }
    if !text.starts_with('/') {
        return Err("does not start with `/`".into());
    }
    if let Some((_, query)) = text.split_once('?') {
        return Err(in_query(query));
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(brace) = rest.find(['{', '}']) {
        let (fixed, from_brace) = rest.split_at(brace);
        push_text(&mut parts, fixed)?;
        let inside = from_brace.strip_prefix('{').ok_or("has a `}` without a `{`")?;
        let end = inside.find(['{', '}']).ok_or("has an unclosed `{`")?;
        let (name, from_end) = inside.split_at(end);
        rest = from_end.strip_prefix('}').ok_or("has an unclosed `{`")?;
        push_value(&mut parts, name)?;
    }
    push_text(&mut parts, rest)?;
    refuse_segments(text)?;
    Ok(parts)
}

/// Puts `path` after `front`; fixed text that meets becomes one piece.
pub(crate) fn join(front: &[Part], path: &[Part]) -> Vec<Part> {
    let mut parts = front.to_vec();
    for part in path {
        match (parts.last_mut(), part) {
            (Some(Part::Text(before)), Part::Text(text)) => before.push_str(text),
            _ => parts.push(part.clone()),
        }
    }
    parts
}

/// The template as it was written.
pub(crate) fn show(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Text(fixed) => text.push_str(fixed),
            // Writing to a string cannot fail.
            Part::Value(name) => drop(write!(text, "{{{name}}}")),
        }
    }
    text
}

/// The first `{name}` in a text that has no place for one.
pub(crate) fn placeholder_in(text: &str) -> Option<&str> {
    let is_name = |name: &&str| {
        name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).find(is_name)
}

/// The names of the placeholders, in order.
pub(crate) fn placeholders(parts: &[Part]) -> impl Iterator<Item = &str> {
    parts.iter().filter_map(|part| match part {
        Part::Text(_) => None,
        Part::Value(name) => Some(name.as_str()),
    })
}

/// `page={page}` -> what to write instead
fn in_query(query: &str) -> String {
    match placeholder_in(query) {
        Some(name) => format!("has the placeholder `{{{name}}}` in a query; write `#[query] {name}: ..` for it"),
        None => "has a `?`; queries are `query(\"name\" = \"value\")` or `#[query]` parameters".into(),
    }
}

fn push_text(parts: &mut Vec<Part>, text: &str) -> Result<(), String> {
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '#' => return Err("has a `#`; fragments are never sent".into()),
            '%' if !(0..2).all(|_| rest.next().is_some_and(|digit| digit.is_ascii_hexdigit())) => {
                return Err("has a `%` without two hexadecimal digits after it".into());
            }
            '%' | '/' => {}
            _ if is_pchar(c) => {}
            _ => return Err(format!("has `{}`, which has to be percent-encoded", c.escape_debug())),
        }
    }
    if !text.is_empty() {
        parts.push(Part::Text(text.to_owned()));
    }
    Ok(())
}

fn push_value(parts: &mut Vec<Part>, name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("has an empty `{}`; a placeholder has the name of a parameter".into());
    }
    if !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')) {
        return Err(format!(
            "has the placeholder `{{{name}}}`; legal in its name are letters, digits, `_`, `-` and `.`"
        ));
    }
    if placeholders(parts).any(|other| other == name) {
        return Err(format!("has `{{{name}}}` twice"));
    }
    parts.push(Part::Value(name.to_owned()));
    Ok(())
}

/// URL parsers take `.` and `..` out, and `%2e` as well, so the request would go elsewhere; and who comes from another
/// library may write `:id`.
fn refuse_segments(text: &str) -> Result<(), String> {
    for segment in text.split('/') {
        if let Some(name) = segment.strip_prefix(':').filter(|name| !name.is_empty()) {
            return Err(format!("has the segment `:{name}`; a placeholder is written `{{{name}}}`, and a colon `%3A`"));
        }
        if segment.starts_with(['.', '%']) && is_dots(segment) {
            return Err(format!("has the segment `{segment}`, which a URL cannot keep"));
        }
    }
    Ok(())
}

/// Whether it is `.` or `..`, encoded or not.
fn is_dots(segment: &str) -> bool {
    let decoded = segment.replace("%2e", ".").replace("%2E", ".");
    decoded == "." || decoded == ".."
}

/// What may stand in a segment as it is
/// ([RFC 3986 section 3.3](https://www.rfc-editor.org/rfc/rfc3986#section-3.3)).
fn is_pchar(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Part, join, parse, show};

    #[test]
    fn reads() {
        let text = |text: &str| Part::Text(text.into());
        let value = |name: &str| Part::Value(name.into());
        for (template, parts) in [
            ("/", vec![text("/")]),
            ("/a/", vec![text("/a/")]),
            ("/{id}", vec![text("/"), value("id")]),
            ("/a/{id}/b", vec![text("/a/"), value("id"), text("/b")]),
            ("/{a}.{b-c}", vec![text("/"), value("a"), text("."), value("b-c")]),
            ("/{a}{b}", vec![text("/"), value("a"), value("b")]),
            ("/v1.0/x%20y:z@(1)", vec![text("/v1.0/x%20y:z@(1)")]),
            ("/.../.well-known", vec![text("/.../.well-known")]),
        ] {
            assert_eq!(parse(template).as_ref(), Ok(&parts), "{template}");
            assert_eq!(show(&parts), template);
        }
    }

    #[test]
    fn refuses() {
        for (template, fault) in [
            ("", "does not start with `/`"),
            ("a", "does not start with `/`"),
            ("{a}/", "does not start with `/`"),
            ("https://h/a", "has a scheme"),
            ("/a?b=c", "has a `?`"),
            ("/a?b={c}", "has the placeholder `{c}` in a query; write `#[query] c: ..`"),
            ("/{a}?b={c}&d={e}", "has the placeholder `{c}` in a query"),
            ("/a#b", "has a `#`"),
            ("/{a", "has an unclosed `{`"),
            ("/{a{b}}", "has an unclosed `{`"),
            ("/a}", "has a `}` without"),
            ("/{a}}", "has a `}` without"),
            ("/{a}/{a}", "has `{a}` twice"),
            ("/{}", "has an empty `{}`"),
            ("/{*rest}", "has the placeholder `{*rest}`"),
            ("/{a b}", "has the placeholder `{a b}`"),
            ("/a b", "has ` `, which"),
            ("/a\nb", "has `\\n`, which"),
            ("/é", "has `é`, which"),
            ("/a\\b", "has `\\\\`, which"),
            ("/%", "has a `%` without"),
            ("/%2", "has a `%` without"),
            ("/%zz", "has a `%` without"),
            ("/:id", "has the segment `:id`; a placeholder is written `{id}`"),
            ("/./a", "has the segment `.`"),
            ("/a/..", "has the segment `..`"),
            ("/%2e%2E/a", "has the segment `%2e%2E`"),
        ] {
            let found = parse(template).expect_err(template);
            assert!(found.starts_with(fault), "{template}: {found}");
        }
    }

    #[test]
    fn joins() {
        let whole = |front, path| join(&parse(front).unwrap(), &parse(path).unwrap());
        assert_eq!(whole("/v3", "/"), [Part::Text("/v3/".into())]);
        assert_eq!(show(&whole("/{a}", "/{b}/c")), "/{a}/{b}/c");
    }

    proptest! {
        #[test]
        fn never_panics_and_keeps_the_text(text in "[/{}a.%2e?#é ]{0,12}|.*") {
            if let Ok(parts) = parse(&text) {
                prop_assert_eq!(show(&parts), text);
            }
        }
    }
}
