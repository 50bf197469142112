//! What a server says in words, for people only.

use std::fmt;

use http::StatusCode;
use serde_json::Value;

/// The longest message, in characters; what is longer ends in `…`.
const LONGEST: usize = 1_000;

/// What the server said, for people to read.
///
/// The API may change its messages at any time, so there is nothing here to compare with: it prints, and that is all.
///
/// ```compile_fail
/// # fn f(error: perspio_runtime::Error) -> bool {
/// error.message().unwrap() == "no such asset"
/// # }
/// ```
pub struct Message(String);

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The message in the body of an answer: the usual fields of a JSON object for 4xx, otherwise the text itself. A 5xx
/// body is text and never parsed.
pub(super) fn read(status: Option<StatusCode>, body: &[u8]) -> Option<Message> {
    let said = match status {
        Some(status) if status.is_client_error() => serde_json::from_slice(body).ok().and_then(|json| find(&json)),
        _ => None,
    };
    let text = match said {
        Some(text) => shorten(&text),
        None => shorten(&String::from_utf8_lossy(body)),
    };
    if text.is_empty() { None } else { Some(Message(text)) }
}

/// `message`, `detail`, `title` or `error_description` of an object, of its `error` or of a plain string.
fn find(json: &Value) -> Option<String> {
    match json {
        Value::String(text) => Some(text.clone()),
        Value::Object(fields) => ["message", "detail", "error_description", "title", "error"]
            .into_iter()
            .filter_map(|name| fields.get(name))
            .find_map(find),
        _ => None,
    }
}

/// `text` without blanks around it and without control characters, at most [`LONGEST`] characters.
pub(crate) fn shorten(text: &str) -> String {
    let mut chars = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = chars.by_ref().take(LONGEST).collect();
    if chars.next().is_some() {
        short.push('\u{2026}');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(status: u16, body: &[u8]) -> Option<String> {
        read(Some(StatusCode::from_u16(status).unwrap()), body).map(|message| message.to_string())
    }

    #[test]
    fn the_usual_fields_are_found() {
        for (status, body, expected) in [
            (400, r#"{"message":"no"}"#, "no"),
            (400, r#"{"error":{"code":"x","message":"deep"}}"#, "deep"),
            (404, r#"{"title":"t","detail":"d"}"#, "d"),
            (400, r#"{"error":"invalid_request"}"#, "invalid_request"),
            (400, r#""just text""#, "just text"),
            (400, r#"{"other":1}"#, r#"{"other":1}"#),
            (400, "plain", "plain"),
            (500, r#"{"message":"no"}"#, r#"{"message":"no"}"#),
            (503, "  down\r\n", "down"),
        ] {
            assert_eq!(said(status, body.as_bytes()).as_deref(), Some(expected), "{body}");
        }
        assert_eq!(said(400, b""), None);
        assert_eq!(said(500, b" \n"), None);
    }

    #[test]
    fn any_bytes_give_a_short_text() {
        let long = "x".repeat(10_000_000);
        assert_eq!(said(500, long.as_bytes()).unwrap().chars().count(), LONGEST + 1);
        assert_eq!(said(500, b"a\xff\xfeb").unwrap(), "a\u{fffd}\u{fffd}b");
        assert_eq!(said(400, b"a\x1b[31m\0b").unwrap(), "a [31m b");
        let deep = "[".repeat(1_000_000);
        assert_eq!(said(400, deep.as_bytes()).unwrap().chars().count(), LONGEST + 1);
    }
}
