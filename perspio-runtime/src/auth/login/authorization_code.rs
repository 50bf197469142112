//! The authorization-code flow with PKCE (RFC 6749 section 4.1, RFC 7636).

use std::fmt;
use std::sync::Arc;

use super::PERSPIO_SCOPE;
use super::error::LoginError;
use super::redirect_uri;
use super::redirected;
use super::session::{App, Held, Session, UNSAFE_URL};
use super::store::RefreshTokenStore;
use super::user_credentials::{Granted, UserCredentials};
use crate::auth::client_credentials::PERSPIO_TOKEN_URL;
use crate::auth::grant::{endpoint_url, shown};
use crate::error::Error;
use crate::secret::Secret;
use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier};

/// Where people log in to PerspioTalk, the same for all its customers.
const PERSPIO_AUTHORIZE_URL: &str =
    "https://login.microsoftonline.com/7d548d61-6361-4a6e-85e6-509e2c05d05e/oauth2/v2.0/authorize";

/// What the login says itself, or what would say it in its place
/// ([RFC 9101 section 5](https://www.rfc-editor.org/rfc/rfc9101#section-5)).
const RESERVED: [&str; 10] = [
    "client_id",
    "code_challenge",
    "code_challenge_method",
    "redirect_uri",
    "request",
    "request_uri",
    "response_mode",
    "response_type",
    "scope",
    "state",
];

/// A person who logs in with a browser
/// ([RFC 6749 section 4.1](https://www.rfc-editor.org/rfc/rfc6749#section-4.1), with PKCE as of
/// [RFC 7636](https://www.rfc-editor.org/rfc/rfc7636)).
///
/// URLs and scopes are PerspioTalk's unless others are set.
///
/// ```
/// use perspio_runtime::{Client, auth::AuthorizationCode};
///
/// let login = AuthorizationCode::new("client id", "client secret").redirect_uri("http://localhost:8400").start()?;
/// println!("{}", login.url()); // to be opened in a browser, which comes back to the redirect URI
/// # let state = login.url().split("state=").nth(1).unwrap().split('&').next().unwrap();
/// # let redirected = format!("http://localhost:8400/?code=x&state={state}");
/// let credentials = login.finish(&redirected)?;
/// let client = Client::builder().auth(credentials).build()?;
/// # let _ = client;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct AuthorizationCode {
    app: App,
    authorize_url: String,
    redirect_uri: String,
    scope: String,
    store: Option<Arc<dyn RefreshTokenStore>>,
}

impl AuthorizationCode {
    /// A login to an application that has a secret, as PerspioTalk's have.
    pub fn new(client_id: impl Into<Secret>, client_secret: impl Into<Secret>) -> Self {
        Self::of(client_id.into(), Some(client_secret.into()))
    }

    /// A login to an application that is registered without a secret, because it runs where it could not be kept
    /// ([RFC 6749 section 2.1](https://www.rfc-editor.org/rfc/rfc6749#section-2.1)).
    pub fn public(client_id: impl Into<Secret>) -> Self {
        Self::of(client_id.into(), None)
    }

    fn of(client_id: Secret, client_secret: Option<Secret>) -> Self {
        let token_url = PERSPIO_TOKEN_URL.to_owned();
        Self {
            app: App { client_id, client_secret, token_url, refresh_scope: String::new() },
            authorize_url: PERSPIO_AUTHORIZE_URL.to_owned(),
            redirect_uri: "http://localhost".to_owned(),
            scope: PERSPIO_SCOPE.to_owned(),
            store: None,
        }
    }

    /// Where the browser is sent to; Perspio's directory by default. Must be https, or a loopback address. A query in it
    /// is kept, for parameters such as `login_hint`; those that the login sets itself, such as `state`, are refused.
    #[must_use]
    pub fn authorize_url(mut self, url: impl Into<String>) -> Self {
        self.authorize_url = url.into();
        self
    }

    /// Where tokens come from; Perspio's directory by default. Must be https, or a loopback address, whatever
    /// `allow_insecure_http` says; redirects are not followed there.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.app.token_url = url.into();
        self
    }

    /// Where the browser comes back to, as it is registered; `http://localhost` by default. Loopback addresses may be
    /// given a port that was not registered
    /// ([RFC 8252 section 7.3](https://www.rfc-editor.org/rfc/rfc8252#section-7.3)). Schemes of an application's own are
    /// fine; those that a browser acts on itself, such as `javascript:` and `data:`, are refused.
    #[must_use]
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uri = uri.into();
        self
    }

    /// What to ask access to, separated by blanks; `api://perspiotalk/access_as_user offline_access` by default. Without
    /// `offline_access` there is no refresh token. Not sent if empty.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = scope.into();
        self
    }

    /// What to ask access to when the token is renewed; by default nothing, which means what was granted before
    /// ([RFC 6749 section 6](https://www.rfc-editor.org/rfc/rfc6749#section-6)).
    #[must_use]
    pub fn refresh_scope(mut self, scope: impl Into<String>) -> Self {
        self.app.refresh_scope = scope.into();
        self
    }

    /// Where refresh tokens are kept for the next run; nowhere by default, and then each run begins with a login.
    #[must_use]
    pub fn store(mut self, store: impl RefreshTokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Begins a login. Nothing is sent yet: the browser does that.
    ///
    /// # Errors
    /// `ErrorKind::Config`, with the name of the setting as [`parameter`](Error::parameter).
    pub fn start(self) -> Result<Login, Error> {
        self.check()?;
        let mut url = endpoint_url(&self.authorize_url)
            .ok()
            .filter(|url| url.fragment().is_none())
            .ok_or_else(|| Error::config("authorize_url", UNSAFE_URL))?;
        if let Some((name, _)) = url.query_pairs().find(|(name, _)| RESERVED.contains(&&**name)) {
            return Err(Error::config(
                "authorize_url",
                format!("must not have `{name}` in its query: the login sets it"),
            ));
        }
        if let Some(wrong) = redirect_uri::broken(&self.redirect_uri) {
            return Err(Error::config("redirect_uri", wrong));
        }
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let state = CsrfToken::new_random();
        let mut query = url.query_pairs_mut();
        query
            .append_pair("client_id", self.app.client_id.expose())
            .append_pair("response_type", "code")
            .append_pair("response_mode", "query")
            .append_pair("redirect_uri", &self.redirect_uri);
        if !self.scope.is_empty() {
            query.append_pair("scope", &self.scope);
        }
        query
            .append_pair("state", state.secret())
            .append_pair("code_challenge", challenge.as_str())
            .append_pair("code_challenge_method", challenge.method());
        drop(query);
        Ok(Login { url: url.into(), state, verifier, settings: self })
    }

    /// The credentials of whoever logged in before, from the store alone. If it has none by the first call, or what it has
    /// is no longer good, that call fails with [`LoginFault::Required`](super::LoginFault::Required).
    ///
    /// # Errors
    /// `ErrorKind::Config`, with the name of the setting as [`parameter`](Error::parameter).
    pub fn resume(self) -> Result<UserCredentials, Error> {
        self.check()?;
        if self.store.is_none() {
            return Err(Error::config("store", "must be set, or there is nothing to resume from"));
        }
        Ok(UserCredentials::new(Session::new(self.app, self.store, Held::Unread), None))
    }

    fn check(&self) -> Result<(), Error> {
        self.app.broken().map_or(Ok(()), |(setting, detail, _)| Err(Error::config(setting, detail)))
    }
}

/// No secret, and not what the store says of itself.
impl fmt::Debug for AuthorizationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthorizationCode")
            .field("app", &self.app)
            .field("authorize_url", &shown(&self.authorize_url))
            .field("redirect_uri", &shown(&self.redirect_uri))
            .field("scope", &self.scope)
            .field("stored", &self.store.is_some())
            .finish()
    }
}

/// A login that has begun. It lives in this process alone: if that ends before the browser comes back, begin another.
pub struct Login {
    url: String,
    state: CsrfToken,
    pub(super) verifier: PkceCodeVerifier,
    settings: AuthorizationCode,
}

impl Login {
    /// The URL to open in a browser.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Does this redirect answer this login? What else comes to the redirect URI, from other pages or other logins, is
    /// better ignored than [finished](Self::finish) with.
    pub fn is_answer(&self, redirected: &str) -> bool {
        redirected::is_answer(redirected, &self.state)
    }

    /// Takes the URL that the browser was sent back to, all of it or its query. Nothing is sent yet: the first call of the
    /// client, or [`authenticate`](crate::Client::authenticate), exchanges the code: once, and again only if the server has
    /// surely not acted on it. Codes live 10 minutes at most
    /// ([RFC 6749 section 4.1.2](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2)).
    ///
    /// # Errors
    /// [`LoginFault::Foreign`](super::LoginFault::Foreign) if it does not answer this login,
    /// [`Denied`](super::LoginFault::Denied) or [`Refused`](super::LoginFault::Refused) if the answer is no, and
    /// [`Malformed`](super::LoginFault::Malformed) if it cannot be read.
    pub fn finish(self, redirected: &str) -> Result<UserCredentials, LoginError> {
        let code = redirected::code(redirected, &self.state)?;
        let AuthorizationCode { app, redirect_uri, store, .. } = self.settings;
        let verifier = Secret::from(self.verifier.into_secret());
        let granted = Granted { code, verifier, redirect_uri };
        Ok(UserCredentials::new(Session::new(app, store, Held::Nothing), Some(granted)))
    }
}

/// Nothing of the URL: its `state` is nobody else's business.
impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").field("settings", &self.settings).finish_non_exhaustive()
    }
}
