//! The client-credentials flow (RFC 6749 section 4.4).

use std::fmt;

use url::Url;

use super::TokenFuture;
use super::grant::{Grant, TokenEndpoint, endpoint_url, form, issued, shown};
use super::source::Occasion;
use crate::secret::Secret;

/// Perspio's token endpoint, the same for all its customers.
pub(super) const PERSPIO_TOKEN_URL: &str =
    "https://login.microsoftonline.com/7d548d61-6361-4a6e-85e6-509e2c05d05e/oauth2/v2.0/token";
/// What PerspioTalk wants for the whole tenant.
const PERSPIO_SCOPE: &str = "api://perspiotalk/.default";

/// An application that signs in as itself, with its client id and secret
/// ([RFC 6749 section 4.4](https://www.rfc-editor.org/rfc/rfc6749#section-4.4)).
///
/// Token URL and scope are PerspioTalk's unless others are set. There, such tokens are good for **reading only**: the
/// first write logs a warning, and the 401 or 403 that follows says so. To write, use the authorization-code flow.
///
/// ```
/// use perspio_runtime::{Client, auth::ClientCredentials};
///
/// let client = Client::builder()
///     .auth(ClientCredentials::new("client id", "client secret"))
///     .subscription_key("subscription key")
///     .tenant_id("in-000001")
///     .build()?;
/// # let _ = client;
/// # Ok::<(), perspio_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct ClientCredentials {
    client_id: Secret,
    client_secret: Secret,
    scope: String,
    token_url: String,
    read_only: Option<bool>,
}

impl ClientCredentials {
    /// The credentials of an application. Empty ones are refused when the client is built.
    pub fn new(client_id: impl Into<Secret>, client_secret: impl Into<Secret>) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            scope: PERSPIO_SCOPE.to_owned(),
            token_url: PERSPIO_TOKEN_URL.to_owned(),
            read_only: None,
        }
    }

    /// What to ask access to, separated by blanks; `api://perspiotalk/.default` by default. Not sent if empty.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = scope.into();
        self
    }

    /// Where tokens come from; Perspio's directory by default. Must be https, or a loopback address, whatever
    /// `allow_insecure_http` says; redirects are not followed there.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = url.into();
        self
    }

    /// Whether the tokens are known to be good for reading only. So they are by default if they come from Perspio's
    /// directory, and not if they come from elsewhere.
    #[must_use]
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = Some(read_only);
        self
    }
}

/// No secret, and of the token URL its origin alone.
impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("scope", &self.scope)
            .field("token_url", &shown(&self.token_url))
            .field("read_only", &self.is_read_only())
            .finish_non_exhaustive()
    }
}

impl Grant for ClientCredentials {
    fn token_url(&self) -> Result<Url, &'static str> {
        if self.client_id.expose().is_empty() {
            return Err("has an empty client id");
        }
        if self.client_secret.expose().is_empty() {
            return Err("has an empty client secret");
        }
        endpoint_url(&self.token_url)
    }

    fn is_read_only(&self) -> bool {
        self.read_only.unwrap_or(self.token_url == PERSPIO_TOKEN_URL)
    }

    fn fetch<'a>(&'a self, endpoint: &'a dyn TokenEndpoint, _: Occasion) -> TokenFuture<'a> {
        Box::pin(async move {
            let url = endpoint_url(&self.token_url)?;
            let scope = Some(("scope", self.scope.as_str())).filter(|(_, scope)| !scope.is_empty());
            let fixed = [
                ("grant_type", "client_credentials"),
                ("client_id", self.client_id.expose()),
                ("client_secret", self.client_secret.expose()),
            ];
            let answer = endpoint.post(&url, form(fixed.into_iter().chain(scope)), true).await?;
            Ok(issued(&answer)?.token)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_is_shown() {
        let url = "https://hunter2:hunter2@login.test/hunter2?key=hunter2";
        let shown = format!("{:?}", ClientCredentials::new("hunter2", "hunter2").token_url(url));
        assert!(shown.contains("https://login.test") && !shown.contains("hunter2"), "{shown}");
    }
}
