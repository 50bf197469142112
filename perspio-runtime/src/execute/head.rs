//! What of the headers goes along, and how long a head is.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::secret::is_secret;

/// The headers without everything that is for the first origin only.
pub(super) fn withhold(headers: HeaderMap) -> HeaderMap {
    keep(headers, |name, value| !value.is_sensitive() && !is_secret(name))
}

/// The headers without those that describe a body (RFC 9110 section 15.4).
pub(super) fn without_body(headers: HeaderMap) -> HeaderMap {
    keep(headers, |name, _| {
        !name.as_str().starts_with("content-") && !["digest", "repr-digest"].contains(&name.as_str())
    })
}

fn keep(headers: HeaderMap, wanted: impl Fn(&HeaderName, &HeaderValue) -> bool) -> HeaderMap {
    let mut last = None;
    let mut kept = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        // Of several lines under one name, only the first carries it.
        let Some(name) = name.or_else(|| last.take()) else { continue };
        if wanted(&name, &value) {
            kept.append(name.clone(), value);
        }
        last = Some(name);
    }
    kept
}

/// The bytes of a head, about as they came over the wire.
pub(super) fn length(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_as_long_as_its_lines() {
        let mut headers = HeaderMap::new();
        assert_eq!(length(&headers), 0);
        headers.append("ab", HeaderValue::from_static("cde"));
        assert_eq!(length(&headers), "ab: cde\r\n".len());
        headers.append("ab", HeaderValue::from_static(""));
        assert_eq!(length(&headers), "ab: cde\r\nab: \r\n".len());
    }
}
