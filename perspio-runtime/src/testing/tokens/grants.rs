//! The token endpoint: one grant each.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::form::{Caller, Form};
use super::refusal::Refusal;
use super::{Rights, Tokens, next};
use crate::time::Instant;

/// What a refresh token stands for.
#[derive(Debug, Clone)]
pub(super) struct Renewal {
    pub(super) scope: String,
    /// Whom it was given to.
    pub(super) caller: Caller,
}

impl Tokens {
    /// The answer to a request for tokens.
    pub(super) fn grant(&mut self, form: &Form, now: Instant) -> Result<Value, Refusal> {
        match form.want("grant_type")? {
            "client_credentials" => self.client_credentials(form, now),
            "authorization_code" => self.authorization_code(form, now),
            "refresh_token" => self.refresh_token(form, now),
            "urn:ietf:params:oauth:grant-type:device_code" => self.poll_device(form, now),
            _ => Err(Refusal::bad("unsupported_grant_type", "no such grant")),
        }
    }

    fn client_credentials(&mut self, form: &Form, now: Instant) -> Result<Value, Refusal> {
        form.confidential()?;
        form.want("scope")?;
        let expires_in = self.lifetime.as_secs();
        let token = self.issue(Rights::Read, now);
        Ok(json!({ "token_type": "Bearer", "expires_in": expires_in, "access_token": token }))
    }

    fn authorization_code(&mut self, form: &Form, now: Instant) -> Result<Value, Refusal> {
        form.confidential()?;
        let redirect_uri = form.want("redirect_uri")?;
        // Spent by the attempt: what does not fit may have been stolen.
        let code = self.codes.remove(form.want("code")?);
        let code = code.ok_or_else(|| Refusal::invalid_grant("the code is unknown or was used"))?;
        if now >= code.expires {
            return Err(Refusal::invalid_grant("the code has expired"));
        }
        if redirect_uri != code.redirect_uri {
            return Err(Refusal::invalid_grant("`redirect_uri` is not that of the authorization request"));
        }
        match &code.challenge {
            Some(challenge) => verify(form.want("code_verifier")?, challenge)?,
            None if form.get("code_verifier").is_some() => {
                return Err(Refusal::invalid_grant("there was no `code_challenge`"));
            }
            None => {}
        }
        Ok(self.for_user(Renewal { scope: code.scope, caller: Caller::Confidential }, None, now))
    }

    fn refresh_token(&mut self, form: &Form, now: Instant) -> Result<Value, Refusal> {
        let caller = form.caller()?;
        let token = form.want("refresh_token")?;
        let renewal = self.refresh.get(token).cloned();
        if caller == Caller::Public && renewal.as_ref().is_none_or(|renewal| renewal.caller != caller) {
            return Err(Refusal::invalid_client());
        }
        let renewal = renewal.ok_or_else(|| Refusal::invalid_grant("the refresh token is unknown or was used"))?;
        self.refresh.remove(token);
        Ok(self.for_user(renewal, form.get("scope"), now))
    }

    /// Tokens of a user. `scope` is that of this access token if it is not that of the grant (RFC 6749 section 6).
    pub(super) fn for_user(&mut self, renewal: Renewal, scope: Option<&str>, now: Instant) -> Value {
        let expires_in = self.lifetime.as_secs();
        let token = self.issue(Rights::ReadWrite, now);
        let refresh = next("issued-refresh-token-", &mut self.given.refresh);
        let answer = json!({
            "token_type": "Bearer",
            "expires_in": expires_in,
            "access_token": token,
            "refresh_token": refresh,
            "id_token": "id-token-of-the-double",
            "scope": scope.unwrap_or(&renewal.scope),
        });
        self.refresh.insert(refresh, renewal);
        answer
    }
}

/// RFC 7636 sections 4.1 and 4.6.
fn verify(verifier: &str, challenge: &str) -> Result<(), Refusal> {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(legal) {
        return Err(Refusal::invalid_request("`code_verifier` is malformed"));
    }
    if URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) != challenge {
        return Err(Refusal::invalid_grant("`code_verifier` does not fit `code_challenge`"));
    }
    Ok(())
}
