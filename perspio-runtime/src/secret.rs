//! Values that must not appear in any text.

use std::fmt;

use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderName, HeaderValue};

/// The headers that PerspioTalk wants with every call, beside `Authorization`.
pub(crate) const SUBSCRIPTION_KEY: HeaderName = HeaderName::from_static("ocp-apim-subscription-key");
pub(crate) const TENANT_ID: HeaderName = HeaderName::from_static("tid");

/// Is whatever stands under this name secret, whoever set it?
pub(crate) fn is_secret(name: &HeaderName) -> bool {
    [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SUBSCRIPTION_KEY, TENANT_ID].contains(name)
}

/// A text that prints as `[secret]`, in `Debug` and everything made of it. Has no `Display`.
///
/// Made from a `String` or `&str`, and with the feature `secrecy` from that crate's `SecretString`; whatever takes a
/// secret takes all of these.
///
/// ```
/// use perspio_runtime::Secret;
///
/// let secret = Secret::from("hunter2");
/// assert_eq!(format!("{secret:?}"), "[secret]");
/// assert_eq!(secret.expose(), "hunter2");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl From<&String> for Secret {
    fn from(value: &String) -> Self {
        Self(value.clone())
    }
}

#[cfg(feature = "secrecy")]
impl From<secrecy::SecretString> for Secret {
    fn from(value: secrecy::SecretString) -> Self {
        Self(secrecy::ExposeSecret::expose_secret(&value).to_owned())
    }
}

#[cfg(feature = "secrecy")]
impl From<&secrecy::SecretString> for Secret {
    fn from(value: &secrecy::SecretString) -> Self {
        Self(secrecy::ExposeSecret::expose_secret(value).to_owned())
    }
}

impl Secret {
    /// The text itself, to store it or to hand it on. Whoever asks for it keeps it out of logs.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The value behind `prefix` as a header value that is marked sensitive.
    pub(crate) fn header(&self, prefix: &str) -> Result<HeaderValue, Unfit> {
        if self.0.is_empty() {
            return Err(Unfit::Empty);
        }
        // A blank at either end is a slip, such as the line break of a file; sent, it would be trimmed away.
        if self.0.trim() != self.0 || !self.0.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
            return Err(Unfit::NotPrintable);
        }
        let mut value = HeaderValue::try_from([prefix, &self.0].concat()).map_err(|_| Unfit::NotPrintable)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// Why a value cannot be sent as a header. Never carries the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// Nothing in it.
    Empty,
    /// A character other than visible ASCII and blanks between it.
    NotPrintable,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "must not be empty",
            Self::NotPrintable => "must be visible ASCII, without line breaks or blanks around it",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_shows_nothing_of_itself() {
        let secret = Secret::from("hunter2");
        assert_eq!(format!("{secret:?}"), "[secret]");
        let header = secret.header("Bearer ").unwrap();
        assert_eq!(header, "Bearer hunter2");
        assert!(!format!("{header:?}").contains("hunter2"));
    }

    #[test]
    fn what_cannot_be_a_header_is_refused() {
        assert_eq!(Secret::from("").header("Bearer "), Err(Unfit::Empty));
        for value in ["a\nb", "a\r\nb", "a\0", "\u{e9}", " a", "a ", "token\n", " "] {
            assert_eq!(Secret::from(value).header(""), Err(Unfit::NotPrintable), "{value:?}");
        }
    }
}
