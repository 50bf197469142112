//! What a device is told, and when it asks again: no I/O and no clock.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use serde_json::Value;

use super::error::{LoginError, LoginFault};
use crate::auth::grant::{endpoint_url, seconds, shown};
use crate::auth::{TokenError, Told};
use crate::error::BoxError;
use crate::secret::Secret;

/// Between two questions, if the server says nothing ([RFC 8628 section 3.2](https://www.rfc-editor.org/rfc/rfc8628#section-3.2)),
/// and at least, whatever it says.
const INTERVAL: Duration = Duration::from_secs(5);
const SHORTEST_INTERVAL: Duration = Duration::from_secs(1);
/// What `slow_down` adds, for good ([RFC 8628 section 3.5](https://www.rfc-editor.org/rfc/rfc8628#section-3.5)).
const SLOW_DOWN: Duration = Duration::from_secs(5);
/// As far as faults stretch the interval.
const LONGEST_INTERVAL: Duration = Duration::from_secs(60);
/// How long a code is good if the server says nothing, and at most.
const LIFETIME: Duration = Duration::from_secs(15 * 60);
const LONGEST_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// What to show to whoever is to log in. What the server wrote is free of control characters, and of others that are not
/// seen; pages are URLs in ASCII.
pub struct DevicePrompt {
    verification_uri: String,
    verification_uri_complete: Option<String>,
    user_code: String,
    message: Option<String>,
    expires_in: Duration,
}

impl DevicePrompt {
    /// The page to open, on any device; https, or a loopback address.
    pub fn verification_uri(&self) -> &str {
        &self.verification_uri
    }

    /// The same page with the code in it, for a link or a QR code, if the server has that.
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.verification_uri_complete.as_deref()
    }

    /// What to type in there.
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// All of this in a sentence of the server's, if it has one, as Microsoft's does.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// How long the code is good, counted from when it was asked for.
    pub fn expires_in(&self) -> Duration {
        self.expires_in
    }
}

/// Not the code: whoever has it can be tricked into typing it in.
impl fmt::Debug for DevicePrompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DevicePrompt")
            .field("verification_uri", &shown(&self.verification_uri))
            .field("expires_in", &self.expires_in)
            .finish_non_exhaustive()
    }
}

/// The answer to a device that wants somebody to log in.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) device_code: Secret,
    pub(super) prompt: DevicePrompt,
    pub(super) interval: Duration,
}

/// Reads the answer ([RFC 8628 section 3.2](https://www.rfc-editor.org/rfc/rfc8628#section-3.2)).
pub(super) fn offer(told: &Told) -> Result<Offer, TokenError> {
    let unreadable = || TokenError::unreadable(told, "answers what is no device code");
    let answer: Value = serde_json::from_slice(&told.body).map_err(|_| unreadable())?;
    let text = |name| answer.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let plain = |name| text(name).map(plain).filter(|text| !text.is_empty());
    let page = |name| text(name).and_then(page);
    let time = |name| answer.get(name).and_then(seconds);
    let prompt = DevicePrompt {
        verification_uri: page("verification_uri").ok_or_else(unreadable)?,
        verification_uri_complete: page("verification_uri_complete"),
        user_code: plain("user_code").ok_or_else(unreadable)?,
        message: plain("message"),
        expires_in: time("expires_in").unwrap_or(LIFETIME).min(LONGEST_LIFETIME),
    };
    let device_code = text("device_code").map(Secret::from).ok_or_else(unreadable)?;
    Ok(Offer { device_code, prompt, interval: time("interval").unwrap_or(INTERVAL).max(SHORTEST_INTERVAL) })
}

/// A text without what is not seen: a terminal obeys control characters, and others make a text look like another
/// ([Unicode TR 36](https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing)).
fn plain(text: &str) -> String {
    let unseen = |c: char| {
        matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    };
    text.chars().filter(|c| !c.is_control() && !unseen(*c)).collect()
}

/// The URL of a page in ASCII, as a browser understands it: names that look like others show what they are.
fn page(text: &str) -> Option<String> {
    let url = endpoint_url(text).ok()?;
    Some(url.into())
}

/// How long to wait before asking again, or why not to
/// ([RFC 8628 section 3.5](https://www.rfc-editor.org/rfc/rfc8628#section-3.5)).
pub(super) fn next_interval(answer: TokenError, interval: Duration) -> Result<Duration, BoxError> {
    match answer.code() {
        Some("authorization_pending") => Ok(interval),
        Some("slow_down") => Ok(interval.saturating_add(SLOW_DOWN)),
        Some("access_denied" | "authorization_declined") => {
            Err(LoginError::told(LoginFault::Denied, Some(answer)).into())
        }
        Some("expired_token") => Err(LoginError::told(LoginFault::Expired, Some(answer)).into()),
        _ if may_pass(&answer) => Ok(interval.saturating_mul(2).min(LONGEST_INTERVAL).max(interval)),
        _ => Err(answer.into()),
    }
}

/// Is it the kind of failure that passes: no answer, or one that says so?
fn may_pass(answer: &TokenError) -> bool {
    answer.status().is_none_or(|status| status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS)
}
