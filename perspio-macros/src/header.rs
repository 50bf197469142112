//! The grammar of header names and fixed values.

/// Names that say how a message is framed, or that are meant for the next hop; the transport sets them.
const FRAMING: &[&str] = &[
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A header name in lower case, or what is wrong with it
/// ([RFC 9110 section 5.6.2](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2)).
pub(crate) fn name(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err("is empty, so it is no header name".into());
    }
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if let Some(c) = text.chars().find(|c| !is_token(*c)) {
        return Err(format!("is no header name; `{}` is not legal in one", c.escape_debug()));
    }
    let lower = text.to_ascii_lowercase();
    if FRAMING.contains(&lower.as_str()) {
        return Err("is a header that only the transport sets".into());
    }
    Ok(lower)
}

/// What is wrong with a fixed value, if anything
/// ([RFC 9110 section 5.5](https://www.rfc-editor.org/rfc/rfc9110#section-5.5)).
pub(crate) fn check_value(text: &str) -> Result<(), String> {
    match text.chars().find(|c| !matches!(c, ' '..='~' | '\t')) {
        Some(c) => Err(format!(
            "has `{}`, which no header value may hold; legal are visible ASCII characters, space and tab",
            c.escape_default()
        )),
        None if text.trim() != text => Err("starts or ends with a blank, which would not arrive".into()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{check_value, name};

    #[test]
    fn names() {
        assert_eq!(name("If-None-Match").as_deref(), Ok("if-none-match"));
        assert_eq!(name("x_1.~").as_deref(), Ok("x_1.~"));
        for (text, fault) in [
            ("", "is empty, so it is no header name"),
            ("x app", "is no header name; ` ` is not legal in one"),
            ("x:", "is no header name; `:` is not legal in one"),
            ("x\n", "is no header name; `\\n` is not legal in one"),
            ("é", "is no header name; `é` is not legal in one"),
            ("Host", "is a header that only the transport sets"),
            ("Transfer-Encoding", "is a header that only the transport sets"),
        ] {
            assert_eq!(name(text), Err(fault.into()), "{text}");
        }
    }

    #[test]
    fn values() {
        for text in ["", "a", "a b\tc", "text/html; q=0.5, \"x\""] {
            assert_eq!(check_value(text), Ok(()), "{text}");
        }
        for text in ["a\r\nb", "\0", "é", " a", "a\t", "\x7f"] {
            assert!(check_value(text).is_err(), "{text}");
        }
    }
}
