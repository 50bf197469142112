//! What is asked of a token endpoint (RFC 6749), and what it answers. Nothing here sends.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::source::{Occasion, Source};
use super::{Token, TokenError, TokenFuture};
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
    fn post<'a>(&'a self, url: &'a Url, form: Bytes, repeatable: bool) -> Asking<'a>;
}

/// A question to a [`TokenEndpoint`].
pub(crate) type Asking<'a> = BoxFuture<'a, Result<Told, TokenError>>;

/// What an answer said that came as a success.
pub(crate) struct Told {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
    /// How many requests it took.
    pub(crate) requests: usize,
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

    fn name(&self) -> &'static str {
        "token endpoint"
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

/// Where a URL leads, as far as everybody may see it: what else is in it may be secret.
pub(super) fn shown(text: &str) -> String {
    let Ok(url) = Url::parse(text) else { return "[no URL]".to_owned() };
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    url.host_str().map_or_else(|| format!("{}:", url.scheme()), |host| format!("{}://{host}{port}", url.scheme()))
}

/// What a token endpoint has given.
pub(super) struct Issued {
    pub(super) token: Token,
    /// To get the next one with, where the flow has that.
    #[cfg(feature = "login")]
    pub(super) refresh: Option<Secret>,
}

/// Reads the answer to a form ([RFC 6749 section 5](https://www.rfc-editor.org/rfc/rfc6749#section-5)).
pub(super) fn issued(told: &Told) -> Result<Issued, TokenError> {
    let unreadable = |detail| TokenError::unreadable(told, detail);
    let answer: Value = serde_json::from_slice(&told.body).map_err(|_| unreadable("answers what is no token"))?;
    let text = |name| answer.get(name).and_then(Value::as_str);
    if answer.get("error").is_some() {
        return Err(unreadable("answers with an error, and calls it a success"));
    }
    if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(unreadable("answers with a token that is no bearer token"));
    }
    let token = text("access_token").ok_or_else(|| unreadable("answers without an access token"))?;
    let mut token = Token::new(token);
    // Checked here, so that the error says whose fault it is.
    if super::bearer(&token.secret).is_err() {
        return Err(unreadable("answers with an access token that cannot be sent"));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// An answer that calls itself a success.
    fn told(body: &str) -> Told {
        Told { status: StatusCode::OK, body: Bytes::copy_from_slice(body.as_bytes()), requests: 1 }
    }

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
            assert_eq!(issued(&told(&body)).unwrap().token.lifetime, lifetime, "{written}");
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
            let error = issued(&told(body)).err().unwrap();
            let text = format!("{error} {error:?}");
            assert!(text.contains(says) && !text.contains("hunter2"), "{body}: {text}");
        }
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
    fn of_a_url_its_origin_is_shown() {
        for (text, expected) in [
            ("https://hunter2:hunter2@login.test:8443/hunter2?hunter2#hunter2", "https://login.test:8443"),
            ("http://[::1]/", "http://[::1]"),
            ("com.example.app:/hunter2", "com.example.app:"),
            ("hunter2", "[no URL]"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn forms_are_encoded() {
        let form = form([("a", "b c"), ("client_secret", "p&q=r+s~é")]);
        assert_eq!(form, "a=b+c&client_secret=p%26q%3Dr%2Bs%7E%C3%A9");
    }
}
