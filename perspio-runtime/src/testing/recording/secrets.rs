//! Values that must not be in a file.

use bytes::Bytes;
use http::HeaderMap;
use http::header::SET_COOKIE;
use url::form_urlencoded;

use crate::encode;
use crate::secret::is_secret;

/// What stands in their place.
pub(super) const REDACTED: &str = "[secret]";
/// Form fields that token endpoints are sent, and nobody else is to see.
const FIELDS: [&str; 6] =
    ["client_secret", "refresh_token", "code", "code_verifier", "device_code", "client_assertion"];

/// Values in every way in which they may be written, the longest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Secrets(Vec<Vec<u8>>);

impl Secrets {
    pub(super) fn add(&mut self, value: &str) {
        if value.is_empty() {
            return;
        }
        let quoted = serde_json::Value::from(value).to_string();
        let mut percent = String::new();
        // A text can always be written.
        let _ = encode::encoded(&mut percent, value);
        let form: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
        for written in [value, &percent, &form, quoted.trim_matches('"')] {
            let written = written.as_bytes().to_vec();
            if !written.is_empty() && !self.0.contains(&written) {
                self.0.push(written);
            }
        }
        self.0.sort_by_key(|written| std::cmp::Reverse(written.len()));
    }

    /// What is secret in the headers of a request or an answer.
    pub(super) fn add_headers(&mut self, headers: &HeaderMap) {
        for (name, value) in headers {
            let Ok(value) = value.to_str() else { continue };
            if is_secret(name) || headers.get_all(name).iter().any(http::HeaderValue::is_sensitive) {
                self.add(value);
                // The credentials behind their scheme, each cookie behind its name.
                value.split([' ', ';']).for_each(|part| self.add_part(part));
            } else if name == SET_COOKIE {
                value.split(';').take(1).for_each(|part| self.add_part(part));
            }
        }
    }

    fn add_part(&mut self, part: &str) {
        let value = part.split_once('=').filter(|(_, value)| !value.is_empty()).map_or(part, |(_, value)| value);
        let scheme = ["bearer", "basic"].contains(&part.to_ascii_lowercase().as_str());
        if !scheme {
            self.add(value.trim());
        }
    }

    /// What is secret in a form to a token endpoint.
    pub(super) fn add_form(&mut self, form: &[u8]) {
        form_urlencoded::parse(form)
            .filter(|(name, _)| FIELDS.contains(&&**name))
            .for_each(|(_, value)| self.add(&value));
    }

    /// `text` without any of them.
    pub(super) fn remove(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.remove_bytes(text.as_bytes())).into_owned()
    }

    pub(super) fn remove_bytes(&self, bytes: &[u8]) -> Bytes {
        let mut rest = bytes;
        let mut clean = Vec::with_capacity(bytes.len());
        while let Some((first, after)) = rest.split_first() {
            if let Some(secret) = self.0.iter().find(|secret| rest.starts_with(secret)) {
                clean.extend_from_slice(REDACTED.as_bytes());
                rest = rest.get(secret.len()..).unwrap_or_default();
            } else {
                clean.push(*first);
                rest = after;
            }
        }
        clean.into()
    }
}
