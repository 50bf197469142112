//! The device-code flow (RFC 8628).

use std::fmt;
use std::sync::Arc;

use url::Url;

use super::PERSPIO_SCOPE;
use super::device_flow::{DevicePrompt, next_interval, offer};
use super::error::{LoginError, LoginFault};
use super::presence::Presence;
use super::session::{App, Held, Session};
use super::store::RefreshTokenStore;
use crate::auth::client_credentials::PERSPIO_TOKEN_URL;
use crate::auth::grant::{Grant, TokenEndpoint, endpoint_url, form, shown};
use crate::auth::source::{Occasion, Unattended};
use crate::auth::{Token, TokenFuture};
use crate::error::BoxError;
use crate::secret::Secret;
use crate::time;

/// Where Perspio's directory hands out device codes, if it does.
const PERSPIO_DEVICE_URL: &str =
    "https://login.microsoftonline.com/7d548d61-6361-4a6e-85e6-509e2c05d05e/oauth2/v2.0/devicecode";

/// A person who logs in on another device than the one this runs on
/// ([RFC 8628](https://www.rfc-editor.org/rfc/rfc8628)).
///
/// When there is no refresh token that is good, fetching a token asks for a code, shows it, and waits until somebody has
/// typed it in: 15 minutes, or as long as the server says. A call waits for that no longer than its deadline, so let
/// [`authenticate`](crate::Client::authenticate) be the first. No code is shown while the token at hand is still good. Where nobody is there to be asked, use
/// [`AuthorizationCode::resume`](super::AuthorizationCode::resume) on the same store in its place.
///
/// ```
/// use perspio_runtime::{Client, auth::DeviceCode};
///
/// let login = DeviceCode::new("client id", |prompt| {
///     println!("Open {} and type in {}", prompt.verification_uri(), prompt.user_code());
/// });
/// let client = Client::builder().auth(login).build()?;
/// // client.authenticate().await?;
/// # let _ = client;
/// # Ok::<(), perspio_runtime::Error>(())
/// ```
pub struct DeviceCode {
    session: Session,
    device_url: String,
    scope: String,
    show: Arc<dyn Fn(&DevicePrompt) + Send + Sync>,
    presence: Presence,
}

impl DeviceCode {
    /// A login to an application. `show` is told what to show to whoever is to log in, each time somebody has to; it must
    /// not block. An empty client id is refused when the client is built.
    pub fn new(client_id: impl Into<Secret>, show: impl Fn(&DevicePrompt) + Send + Sync + 'static) -> Self {
        let app = App {
            client_id: client_id.into(),
            client_secret: None,
            token_url: PERSPIO_TOKEN_URL.to_owned(),
            refresh_scope: String::new(),
        };
        Self {
            session: Session::new(app, None, Held::Unread),
            device_url: PERSPIO_DEVICE_URL.to_owned(),
            scope: PERSPIO_SCOPE.to_owned(),
            show: Arc::new(show),
            presence: Presence::default(),
        }
    }

    /// The secret of an application that has one; none by default.
    #[must_use]
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.session.app.client_secret = Some(secret.into());
        self
    }

    /// Where device codes come from; Perspio's directory by default. Must be https, or a loopback address.
    #[must_use]
    pub fn device_url(mut self, url: impl Into<String>) -> Self {
        self.device_url = url.into();
        self
    }

    /// Where tokens come from; Perspio's directory by default. Must be https, or a loopback address, whatever
    /// `allow_insecure_http` says; redirects are not followed there.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.session.app.token_url = url.into();
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
        self.session.app.refresh_scope = scope.into();
        self
    }

    /// Where refresh tokens are kept for the next run; nowhere by default, and then each run begins with a login.
    #[must_use]
    pub fn store(mut self, store: impl RefreshTokenStore) -> Self {
        self.session.keep_in(store);
        self
    }

    /// Begins with a login, whatever the store has: it may be of somebody else. By default the store comes first.
    #[must_use]
    pub fn anew(self) -> Self {
        self.session.clear();
        self
    }

    /// Lets somebody log in.
    async fn log_in(&self, endpoint: &dyn TokenEndpoint) -> Result<Token, BoxError> {
        self.presence.wait()?;
        let (device_url, token_url) = (endpoint_url(&self.device_url)?, endpoint_url(&self.session.app.token_url)?);
        let scope = Some(("scope", self.scope.as_str())).filter(|(_, scope)| !scope.is_empty());
        let asked = time::now();
        let offer = offer(&endpoint.post(&device_url, form(self.session.app.identity().chain(scope)), true).await?)?;
        let expires = time::after(asked, offer.prompt.expires_in());
        (self.show)(&offer.prompt);
        let fields = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", offer.device_code.expose()),
        ];
        let mut interval = offer.interval;
        loop {
            // No wait begins that would end too late.
            if time::after(time::now(), interval) >= expires {
                return Err(LoginError::new(LoginFault::Expired).into());
            }
            time::sleep(interval).await;
            self.presence.act()?;
            // Not repeatable: the next question keeps the interval, a retry would not.
            match self.session.ask(endpoint, &token_url, &fields, false).await {
                Ok(issued) => {
                    if issued.refresh.is_none() {
                        self.session.clear();
                    }
                    return Ok(self.session.accept(issued).await);
                }
                Err(answer) => interval = next_interval(answer, interval)?,
            }
            self.presence.wait()?;
        }
    }
}

impl fmt::Debug for DeviceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceCode")
            .field("session", &self.session)
            .field("device_url", &shown(&self.device_url))
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

impl Grant for DeviceCode {
    fn token_url(&self) -> Result<Url, &'static str> {
        if let Some((_, _, detail)) = self.session.app.broken() {
            return Err(detail);
        }
        endpoint_url(&self.device_url).map_err(|_| "has a device URL that is neither https nor a loopback address")?;
        endpoint_url(&self.session.app.token_url)
    }

    fn fetch<'a>(&'a self, endpoint: &'a dyn TokenEndpoint, occasion: Occasion) -> TokenFuture<'a> {
        Box::pin(async move {
            self.presence.act()?;
            match (self.session.refresh(endpoint).await, occasion) {
                (Err(error), Occasion::Wanted) if error.is::<LoginError>() => self.log_in(endpoint).await,
                (Err(error), Occasion::Ahead) if error.is::<LoginError>() => Err(Unattended.into()),
                (other, _) => other,
            }
        })
    }

    fn leave(&self) -> bool {
        self.presence.leave()
    }
}
