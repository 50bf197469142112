//! The authorization endpoint, where a user would sign in.

use std::time::Duration;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderValue, Response, StatusCode};
use url::{Host, Url};

use super::form::Form;
use super::refusal::Refusal;
use super::{Tokens, next};
use crate::testing::CLIENT_ID;
use crate::time::{self, Instant};

/// How long a code can be exchanged (RFC 6749 section 4.1.2).
pub(super) const CODE_LIFETIME: Duration = Duration::from_secs(600);

/// What a code stands for.
#[derive(Debug)]
pub(super) struct Code {
    /// As it was sent.
    pub(super) redirect_uri: String,
    pub(super) challenge: Option<String>,
    pub(super) scope: String,
    pub(super) expires: Instant,
}

impl Tokens {
    /// Sends the user back, approved or denied.
    pub(super) fn authorize(&mut self, form: &Form, now: Instant) -> Result<Response<Bytes>, Refusal> {
        if form.want("client_id")? != CLIENT_ID {
            return Err(Refusal::bad("unauthorized_client", "no such client"));
        }
        if form.want("response_type")? != "code" {
            return Err(Refusal::bad("unsupported_response_type", "`response_type` must be `code`"));
        }
        if form.get("response_mode").is_some_and(|mode| mode != "query") {
            return Err(Refusal::invalid_request("`response_mode` must be `query`"));
        }
        let redirect_uri = form.want("redirect_uri")?;
        let mut target = loopback(redirect_uri)?;
        let (scope, state) = (form.want("scope")?, form.want("state")?);
        let code = Code {
            redirect_uri: redirect_uri.to_owned(),
            challenge: challenge(form)?.map(ToOwned::to_owned),
            scope: scope.to_owned(),
            expires: time::after(now, CODE_LIFETIME),
        };
        if std::mem::take(&mut self.deny) {
            target.query_pairs_mut().append_pair("error", "access_denied").append_pair("state", state);
        } else {
            let name = next("issued-code-", &mut self.given.codes);
            target.query_pairs_mut().append_pair("code", &name).append_pair("state", state);
            self.codes.insert(name, code);
        }
        let location = HeaderValue::try_from(target.as_str())
            .map_err(|_| Refusal::invalid_request("`redirect_uri` cannot stand in a header"))?;
        let mut reply = Response::new(Bytes::new());
        *reply.status_mut() = StatusCode::FOUND;
        reply.headers_mut().insert(LOCATION, location);
        Ok(reply)
    }
}

/// A redirect URI of a program on this machine (RFC 8252 section 7.3).
fn loopback(uri: &str) -> Result<Url, Refusal> {
    let refused = || Refusal::invalid_request("`redirect_uri` must be plain http to a loopback address");
    let url = Url::parse(uri).map_err(|_| refused())?;
    let is_loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let has_user = !url.username().is_empty() || url.password().is_some();
    let is_fit = url.scheme() == "http" && is_loopback && !has_user && url.fragment().is_none();
    is_fit.then_some(url).ok_or_else(refused)
}

/// The challenge, if there is one (RFC 7636 section 4.3): a SHA-256 hash in base64url is 43 characters long.
fn challenge(form: &Form) -> Result<Option<&str>, Refusal> {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    match (form.get("code_challenge"), form.get("code_challenge_method")) {
        (None, None) => Ok(None),
        (Some(challenge), Some("S256")) if challenge.len() == 43 && challenge.bytes().all(legal) => Ok(Some(challenge)),
        (Some(_), Some("S256")) => Err(Refusal::invalid_request("`code_challenge` is malformed")),
        (Some(_), _) => Err(Refusal::invalid_request("`code_challenge_method` must be `S256`")),
        (None, Some(_)) => Err(Refusal::invalid_request("`code_challenge` is missing")),
    }
}
