//! What is asked of a token endpoint (RFC 6749), and what it answers. Nothing here sends.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::source::{Occasion, Source};
use super::{Token, TokenFuture};
use crate::future::BoxFuture;
use crate::redirect::is_secure;
#[cfg(feature = "login")]
use crate::secret::Secret;

/// The shortest time that a token is kept for: one that is said to live no longer is fetched no more often than this.
const SHORTEST: Duration = Duration::from_secs(10);

/// A flow that brings tokens from a token endpoint.
pub(super) trait Grant: Send + Sync + 'static {
    /// Fetches a token through `endpoint`.
    fn fetch<'a>(&'a self, endpoint: &'a dyn TokenEndpoint, occasion: Occasion) -> TokenFuture<'a>;

    /// Nobody is left who could want a token. May a fetch on its way be stopped? Not while something is used up that its
    /// answer replaces.
    fn leave(&self) -> bool {
        true
    }

    /// The URL of the token endpoint, or what is wrong with the settings. Nothing secret is in it.
    fn token_url(&self) -> Result<Url, &'static str>;

    /// Are its tokens known to be good for reading alone?
    fn is_read_only(&self) -> bool {
        false
    }
}

/// A server that is asked by forms. Given by the client, which can send.
pub(crate) trait TokenEndpoint: Send + Sync + 'static {
    /// Sends `form` to `url`. `repeatable`: may it be sent again when it may already have taken effect?
    fn post<'a>(&'a self, url: &'a Url, form: Bytes, repeatable: bool) -> BoxFuture<'a, Result<Bytes, TokenError>>;
}

/// A grant with the endpoint it asks.
pub(super) struct Granted {
    pub(super) grant: Box<dyn Grant>,
    pub(super) endpoint: Arc<dyn TokenEndpoint>,
}

impl Source for Granted {
    fn fetch(&self, occasion: Occasion) -> TokenFuture<'_> {
        self.grant.fetch(&*self.endpoint, occasion)
    }

    fn leave(&self) -> bool {
        self.grant.leave()
    }
}

/// The pairs of a form, percent-encoded.
pub(super) fn form<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Bytes {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(pairs);
    form.finish().into()
}

/// The URL of an endpoint that is told secrets.
pub(super) fn endpoint_url(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_| "has a token URL that is no URL")?;
    if !is_secure(&url) {
        return Err("has a token URL that is neither https nor a loopback address");
    }
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return Err("has a token URL that is not http, or that holds user information");
    }
    Ok(url)
}

/// What a token endpoint has given.
pub(super) struct Issued {
    pub(super) token: Token,
    /// To get the next one with, where the flow has that.
    #[cfg(feature = "login")]
    pub(super) refresh: Option<Secret>,
}

/// Reads the answer to a form ([RFC 6749 section 5](https://www.rfc-editor.org/rfc/rfc6749#section-5)).
pub(super) fn issued(body: &[u8]) -> Result<Issued, TokenError> {
    let answer: Value = serde_json::from_slice(body).map_err(|_| TokenError::unreadable("answers what is no token"))?;
    let text = |name| answer.get(name).and_then(Value::as_str);
    if answer.get("error").is_some() {
        let code = known_code(body);
        return Err(TokenError { code, ..TokenError::unreadable("answers with an error, and calls it a success") });
    }
    if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(TokenError::unreadable("answers with a token that is no bearer token"));
    }
    let token = text("access_token").ok_or(TokenError::unreadable("answers without an access token"))?;
    let mut token = Token::new(token);
    // Checked here, so that the error says whose fault it is.
    if super::bearer(&token.secret).is_err() {
        return Err(TokenError::unreadable("answers with an access token that cannot be sent"));
    }
    token.lifetime = answer.get("expires_in").and_then(seconds).map(|lifetime| lifetime.max(SHORTEST));
    Ok(Issued {
        token,
        #[cfg(feature = "login")]
        refresh: text("refresh_token").filter(|token| !token.is_empty()).map(Into::into),
    })
}

/// Seconds, however they are written: a number, a fraction or a text. Less than nothing is nothing; what is no number
/// counts as not there.
pub(super) fn seconds(value: &Value) -> Option<Duration> {
    let seconds = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse::<f64>().ok().filter(|seconds| !seconds.is_nan())?,
        _ => return None,
    };
    let beyond = if seconds > 0.0 { Duration::MAX } else { Duration::ZERO };
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(beyond))
}

/// No token: what the token endpoint said, as far as that is fit to be seen. Nothing else of its answer is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenError {
    status: Option<StatusCode>,
    code: Option<&'static str>,
    detail: &'static str,
    requests: usize,
    retry_after: Option<Duration>,
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

    /// The same, with what the answer said about waiting.
    pub(crate) fn told(self, retry_after: Option<Duration>) -> Self {
        Self { retry_after, ..self }
    }

    /// An answer that came as a success, and is none.
    pub(super) fn unreadable(detail: &'static str) -> Self {
        Self { status: Some(StatusCode::OK), code: None, detail, requests: 1, retry_after: None }
    }

    /// An answer that refuses, or none at all.
    pub(crate) fn refused(status: Option<StatusCode>, body: &[u8], detail: &'static str, requests: usize) -> Self {
        Self { status, code: known_code(body), detail, requests, retry_after: None }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.requests == 0 {
            return f.write_str(self.detail);
        }
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
    use super::*;

    const TEN: Option<Duration> = Some(SHORTEST);

    #[test]
    fn lifetimes_are_read_however_they_are_written() {
        for (written, lifetime) in [
            ("", None),
            (r#","expires_in":null"#, None),
            (r#","expires_in":3599"#, Some(Duration::from_secs(3_599))),
            (r#","expires_in":3600.0"#, Some(Duration::from_secs(3_600))),
            (r#","expires_in":"3600""#, Some(Duration::from_secs(3_600))),
            (r#","expires_in":" 60 ""#, Some(Duration::from_secs(60))),
            (r#","expires_in":0"#, TEN),
            (r#","expires_in":-5"#, TEN),
            (r#","expires_in":0.5"#, TEN),
            (r#","expires_in":"-1e400""#, TEN),
            (r#","expires_in":1000000000000000000"#, Some(Duration::from_secs(1_000_000_000_000_000_000))),
            (r#","expires_in":1e300"#, Some(Duration::MAX)),
            (r#","expires_in":"inf""#, Some(Duration::MAX)),
            (r#","expires_in":"NaN""#, None),
            (r#","expires_in":"soon""#, None),
            (r#","expires_in":[3600]"#, None),
            (r#","expires_in":true"#, None),
        ] {
            let body = format!(r#"{{"token_type":"bearer","access_token":"t"{written}}}"#);
            assert_eq!(issued(body.as_bytes()).unwrap().token.lifetime, lifetime, "{written}");
        }
    }

    #[test]
    fn what_is_no_token_is_an_error_that_echoes_nothing() {
        for (body, says) in [
            ("", "what is no token"),
            ("<html>hunter2</html>", "what is no token"),
            ("hunter2", "what is no token"),
            (r#"{"access_token":"hunter2""#, "what is no token"),
            ("[]", "without an access token"),
            ("{}", "without an access token"),
            (r#"{"access_token":5}"#, "without an access token"),
            (r#"{"access_token":""}"#, "cannot be sent"),
            (r#"{"access_token":"hunter2\n"}"#, "cannot be sent"),
            (r#"{"access_token":"hunter2","token_type":"mac"}"#, "no bearer token"),
            (r#"{"error":"hunter2","access_token":"hunter2"}"#, "an error, and calls it a success (200)"),
            (r#"{"error":"invalid_client","error_description":"hunter2"}"#, "a success (200, invalid_client)"),
            (r#"{"error":{"hunter2":1}}"#, "an error"),
        ] {
            let error = issued(body.as_bytes()).err().unwrap();
            let text = format!("{error} {error:?}");
            assert!(text.contains(says) && !text.contains("hunter2"), "{body}: {text}");
        }
    }

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
    }

    #[test]
    fn token_urls_are_https_or_loopback() {
        for good in ["https://login.test/t", "http://127.0.0.1:8/t", "http://localhost/t", "http://[::1]/t"] {
            assert!(endpoint_url(good).is_ok(), "{good}");
        }
        for bad in ["", "login.test", "http://login.test/t", "ftp://127.0.0.1/t", "https://u:p@login.test/t"] {
            assert!(endpoint_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn forms_are_encoded() {
        let form = form([("a", "b c"), ("client_secret", "p&q=r+s~é")]);
        assert_eq!(form, "a=b+c&client_secret=p%26q%3Dr%2Bs%7E%C3%A9");
    }
}
