//! Percent-encoding: everything but RFC 3986's unreserved characters (section 2.3).

use std::fmt;

/// Text that is written here arrives percent-encoded in the string.
pub(super) struct Encoded<'a>(pub(super) &'a mut String);

impl fmt::Write for Encoded<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        push(self.0, text);
        Ok(())
    }
}

/// Appends `text`, percent-encoded. Most values have nothing to encode, and are copied in one piece.
// input:  "a/b é"
// output: "a%2Fb%20%C3%A9"
pub(super) fn push(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.as_bytes().iter().position(|byte| !is_unreserved(*byte)) {
        let (plain, other) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let reserved = other.bytes().position(is_unreserved).unwrap_or(other.len());
        for byte in other.bytes().take(reserved) {
            out.extend(['%', hex(byte >> 4), hex(byte & 0x0f)]);
        }
        rest = other.get(reserved..).unwrap_or_default();
    }
    out.push_str(rest);
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// The upper-case digit of a value below 16 (RFC 3986 section 2.1 asks for upper case).
fn hex(nibble: u8) -> char {
    char::from(if nibble < 10 { b'0' + nibble } else { b'A' + nibble - 10 })
}

#[cfg(test)]
mod tests {
    use super::push;

    fn encode(text: &str) -> String {
        let mut out = String::new();
        push(&mut out, text);
        out
    }

    #[test]
    fn unreserved_stays_and_all_else_is_encoded() {
        assert_eq!(encode("AZaz09-._~"), "AZaz09-._~");
        assert_eq!(encode(" %:/?#[]@!$&'()*+,;="), "%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D");
        assert_eq!(encode("\u{1f600}"), "%F0%9F%98%80");
        assert_eq!(encode("\0\n\x7f"), "%00%0A%7F");
    }
}
