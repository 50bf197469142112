//! Why there is no token, and what of it is fit to be seen.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use serde_json::Value;

use super::grant::Told;

/// No token: what the token endpoint said, as far as that is fit to be seen. Nothing else of its answer is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenError {
    status: Option<StatusCode>,
    code: Option<&'static str>,
    detail: &'static str,
    requests: usize,
    retry_after: Option<Duration>,
    /// Has the server surely done nothing?
    ignored: bool,
}

impl TokenError {
    /// The status of the answer; `None` if there was none.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The error code, such as `invalid_client`, if it is one that a standard names
    /// ([RFC 6749 section 5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2),
    /// [RFC 8628 section 3.5](https://www.rfc-editor.org/rfc/rfc8628#section-3.5)), or Microsoft's
    /// `authorization_declined`.
    pub fn code(&self) -> Option<&str> {
        self.code
    }

    /// How long the answer asked to wait. No other fetch begins before, but for 5 minutes at most.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// May the server have acted on it? No if it could not be reached, was not asked at all, or said that it had been asked
    /// too often: then an authorization code is still good, and the next call sends it.
    pub fn may_have_been_processed(&self) -> bool {
        !self.ignored
    }

    /// The same, with what the answer said about waiting.
    pub(crate) fn told(self, retry_after: Option<Duration>) -> Self {
        Self { retry_after, ..self }
    }

    /// The same, of a question that the server has surely not acted on.
    pub(crate) fn ignored(self, ignored: bool) -> Self {
        Self { ignored, ..self }
    }

    /// An answer that came as a success, and is none.
    pub(super) fn unreadable(told: &Told, detail: &'static str) -> Self {
        Self::refused(Some(told.status), &told.body, detail, told.requests)
    }

    /// An answer that refuses, or none at all, after so many requests.
    pub(crate) fn refused(status: Option<StatusCode>, body: &[u8], detail: &'static str, requests: usize) -> Self {
        Self { status, code: known_code(body), detail, requests, retry_after: None, ignored: false }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the token endpoint {}", self.detail)?;
        match (self.status, self.code) {
            (Some(status), Some(code)) => write!(f, " ({}, {code})", status.as_u16())?,
            (Some(status), None) => write!(f, " ({})", status.as_u16())?,
            (None, Some(code)) => write!(f, " ({code})")?,
            (None, None) => {}
        }
        if self.requests > 1 { write!(f, ", after {} requests", self.requests) } else { Ok(()) }
    }
}

impl std::error::Error for TokenError {}

/// The codes that standards name; whatever else a server says may hold anything.
const CODES: [&str; 17] = [
    "access_denied",
    "authorization_declined",
    "authorization_pending",
    "consent_required",
    "expired_token",
    "interaction_required",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "login_required",
    "server_error",
    "slow_down",
    "temporarily_unavailable",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
];

fn known_code(body: &[u8]) -> Option<&'static str> {
    let refusal: Value = serde_json::from_slice(body).ok()?;
    known(refusal.get("error")?.as_str()?)
}

/// The code, if it is one that a standard names.
pub(super) fn known(said: &str) -> Option<&'static str> {
    CODES.into_iter().find(|code| *code == said)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    #[test]
    fn refusals_show_known_codes_alone() {
        let refused = |body: &str, requests| {
            TokenError::refused(Some(StatusCode::BAD_REQUEST), body.as_bytes(), "refuses", requests).to_string()
        };
        assert_eq!(refused(r#"{"error":"invalid_grant"}"#, 1), "the token endpoint refuses (400, invalid_grant)");
        assert_eq!(refused(r#"{"error":"hunter2"}"#, 1), "the token endpoint refuses (400)");
        assert_eq!(refused("hunter2", 3), "the token endpoint refuses (400), after 3 requests");
        let silent = TokenError::refused(None, b"", "cannot be reached", 2);
        assert_eq!(silent.to_string(), "the token endpoint cannot be reached, after 2 requests");
        assert_eq!((silent.status(), silent.code()), (None, None));
        let unasked = TokenError::refused(None, b"", "was not asked", 0);
        assert_eq!(unasked.to_string(), "the token endpoint was not asked");
    }

    #[test]
    fn an_answer_that_cannot_be_read_says_how_many_requests_it_took() {
        let told = Told { status: StatusCode::CREATED, body: Bytes::from_static(b"hunter2"), requests: 3 };
        let error = TokenError::unreadable(&told, "answers what is no token");
        assert_eq!(error.to_string(), "the token endpoint answers what is no token (201), after 3 requests");
    }
}
