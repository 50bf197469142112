//! The refresh token of one person: read, used once, replaced, kept.

use std::fmt;
use std::iter;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use url::Url;

use super::error::{LoginError, LoginFault};
use super::store::RefreshTokenStore;
use crate::auth::grant::{Issued, TokenEndpoint, endpoint_url, form, issued, shown};
use crate::auth::{Token, TokenError};
use crate::error::BoxError;
use crate::secret::Secret;
use crate::time;

/// How long a store may take.
const STORE_LIMIT: Duration = Duration::from_secs(10);
/// How many tokens are tried, where other processes use them up at the same time.
const TRIES: u32 = 3;
/// The waits between two looks for what another process was given in place of a token that is refused: it had its answer
/// before, and is about to save it.
const LOOKS: [Duration; 4] =
    [Duration::from_millis(100), Duration::from_millis(400), Duration::from_secs(1), Duration::from_secs(2)];

/// The application that somebody logs in to.
pub(super) struct App {
    pub(super) client_id: Secret,
    /// None if it is public: it runs where secrets are none.
    pub(super) client_secret: Option<Secret>,
    pub(super) token_url: String,
    /// Asked for at each refresh; what was granted if empty.
    pub(super) refresh_scope: String,
}

/// Of the token URL its origin alone.
impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("public", &self.client_secret.is_none())
            .field("token_url", &shown(&self.token_url))
            .field("refresh_scope", &self.refresh_scope)
            .finish_non_exhaustive()
    }
}

impl App {
    /// How it identifies itself in a form ([RFC 6749 section 2.3.1](https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1)).
    pub(super) fn identity(&self) -> impl Iterator<Item = (&str, &str)> {
        let secret = self.client_secret.as_ref().map(|secret| ("client_secret", secret.expose()));
        iter::once(("client_id", self.client_id.expose())).chain(secret)
    }

    /// The setting that cannot be used, if there is one: its setter's name, and what is wrong with it, with and without
    /// that name.
    pub(super) fn broken(&self) -> Option<(&'static str, &'static str, &'static str)> {
        if self.client_id.expose().is_empty() {
            return Some(("client_id", "must not be empty", "has an empty client id"));
        }
        if self.client_secret.as_ref().is_some_and(|secret| secret.expose().is_empty()) {
            return Some(("client_secret", "must not be empty", "has an empty client secret"));
        }
        endpoint_url(&self.token_url).err().map(|detail| ("token_url", UNSAFE_URL, detail))
    }
}

/// What is wrong with a URL that is told secrets, or that a browser is sent to.
pub(super) const UNSAFE_URL: &str =
    "must be a URL that is https, or http to a loopback address, without user information";

/// The refresh token, with all it takes to use it.
pub(super) struct Session {
    pub(super) app: App,
    store: Option<Arc<dyn RefreshTokenStore>>,
    held: Mutex<Held>,
}

/// The refresh token, as far as it is known.
#[derive(Debug)]
pub(super) enum Held {
    /// Nobody has looked into the store.
    Unread,
    Usable {
        token: Secret,
        /// Is it the one that the store has?
        saved: bool,
    },
    /// The server no longer takes this one. Whatever else the store has is newer.
    Refused(Secret),
    /// There is none, and what the store has is not of this login.
    Nothing,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("app", &self.app).field("stored", &self.store.is_some()).finish_non_exhaustive()
    }
}

impl Session {
    pub(super) fn new(app: App, store: Option<Arc<dyn RefreshTokenStore>>, held: Held) -> Self {
        Self { app, store, held: Mutex::new(held) }
    }

    pub(super) fn keep_in(&mut self, store: impl RefreshTokenStore) {
        self.store = Some(Arc::new(store));
    }

    /// Sends the fields of a grant. `repeatable`: may it be sent again when it may already have taken effect?
    pub(super) async fn ask(
        &self,
        endpoint: &dyn TokenEndpoint,
        url: &Url,
        fields: &[(&str, &str)],
        repeatable: bool,
    ) -> Result<Issued, TokenError> {
        let form = form(fields.iter().copied().chain(self.app.identity()));
        let asked = time::now();
        let mut issued = issued(&endpoint.post(url, form, repeatable).await?)?;
        // A fetch may have begun long before, with a person to be waited for.
        issued.token.asked = Some(asked);
        Ok(issued)
    }

    /// Exchanges the refresh token for an access token ([RFC 6749 section 6](https://www.rfc-editor.org/rfc/rfc6749#section-6)).
    pub(super) async fn refresh(&self, endpoint: &dyn TokenEndpoint) -> Result<Token, BoxError> {
        let url = endpoint_url(&self.app.token_url)?;
        let mut refused = None;
        for _ in 0..TRIES {
            let found = if refused.is_none() { self.token().await } else { self.successor().await };
            let token = match found {
                Ok(Some(token)) => token,
                Err(error) if refused.is_none() => return Err(error),
                Ok(None) | Err(_) => break,
            };
            let mut fields = vec![("grant_type", "refresh_token"), ("refresh_token", token.expose())];
            fields.extend(Some(("scope", self.app.refresh_scope.as_str())).filter(|(_, scope)| !scope.is_empty()));
            match self.ask(endpoint, &url, &fields, true).await {
                Ok(issued) => return Ok(self.accept(issued).await),
                Err(error) => match error.code() {
                    Some("invalid_grant") => {
                        self.refuse(token);
                        refused = Some(error);
                    }
                    // The token may be good, but not without its owner (OpenID Connect Core section 3.1.2.6).
                    Some("interaction_required" | "login_required" | "consent_required") => {
                        return Err(LoginError::told(LoginFault::Required, Some(error)).into());
                    }
                    _ => return Err(error.into()),
                },
            }
        }
        Err(LoginError::told(LoginFault::Required, refused).into())
    }

    /// Keeps the refresh token of an answer, if it has one, and hands out the access token.
    pub(super) async fn accept(&self, issued: Issued) -> Token {
        let before = match &*self.held() {
            Held::Usable { token, .. } | Held::Refused(token) => Some(token.clone()),
            Held::Unread | Held::Nothing => None,
        };
        if let Some(new) = issued.refresh {
            let mut held = self.held();
            if !matches!(&*held, Held::Usable { token, .. } if *token == new) {
                *held = Held::Usable { token: new, saved: false };
            }
        }
        self.save(before.as_ref()).await;
        issued.token
    }

    /// What is held or stored is of another.
    pub(super) fn clear(&self) {
        *self.held() = Held::Nothing;
    }

    /// The token to use; `None` if there is none.
    async fn token(&self) -> Result<Option<Secret>, BoxError> {
        let (held, refused) = match &*self.held() {
            Held::Usable { token, saved: false } => return Ok(Some(token.clone())),
            Held::Nothing => return Ok(None),
            Held::Usable { token, saved: true } => (Some(token.clone()), None),
            Held::Unread => (None, None),
            Held::Refused(token) => (None, Some(token.clone())),
        };
        let loaded = match (self.load().await, held) {
            (Ok(Some(loaded)), _) => loaded,
            // What is at hand is good, as far as anybody knows.
            (_, Some(held)) => return Ok(Some(held)),
            (other, None) => return other,
        };
        if refused.as_ref() == Some(&loaded) {
            return Ok(None);
        }
        *self.held() = Held::Usable { token: loaded.clone(), saved: true };
        Ok(Some(loaded))
    }

    /// What another process has been given in place of the token that was refused; `None` if there is nothing.
    async fn successor(&self) -> Result<Option<Secret>, BoxError> {
        for wait in LOOKS {
            match self.token().await {
                Ok(None) if self.store.is_some() && matches!(*self.held(), Held::Refused(_)) => time::sleep(wait).await,
                other => return other,
            }
        }
        self.token().await
    }

    async fn load(&self) -> Result<Option<Secret>, BoxError> {
        let Some(store) = &self.store else { return Ok(None) };
        let loaded = time::until(time::after(time::now(), STORE_LIMIT), store.load()).await.map_err(|_| SLOW)??;
        Ok(loaded.filter(|token| !token.expose().is_empty()))
    }

    /// The server no longer takes this token.
    fn refuse(&self, token: Secret) {
        let mut held = self.held();
        // If it was never saved, the store has one that came before it, and must not be sent again.
        *held = match *held {
            Held::Usable { saved: true, .. } => Held::Refused(token),
            _ => Held::Nothing,
        };
    }

    /// Hands the token to the store, unless it has it. Failing that, it is tried again after the next refresh. What the
    /// store says of it is not shown if it holds a secret, or the token that came before.
    async fn save(&self, before: Option<&Secret>) {
        let token = match &*self.held() {
            Held::Usable { token, saved: false } => token.clone(),
            _ => return,
        };
        let Some(store) = &self.store else { return };
        let saving = time::until(time::after(time::now(), STORE_LIMIT), store.save(&token));
        let failure = match saving.await {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => Some(SLOW.to_owned()),
        };
        match failure {
            None => {
                if let Held::Usable { saved, .. } = &mut *self.held() {
                    *saved = true;
                }
            }
            // A store of a user's own may say anything.
            Some(why) if self.tells(&why, [Some(&token), before]) => tracing::warn!("{UNSAVED}"),
            Some(why) => tracing::warn!(error = why, "{UNSAVED}"),
        }
    }

    /// Is any of these in the text, or what the application is known by?
    fn tells(&self, text: &str, tokens: [Option<&Secret>; 2]) -> bool {
        let own = [Some(&self.app.client_id), self.app.client_secret.as_ref()];
        let mut secrets = own.into_iter().chain(tokens).flatten().map(Secret::expose);
        secrets.any(|secret| !secret.is_empty() && text.contains(secret))
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const SLOW: &str = "the store of refresh tokens did not answer within 10 s";
const UNSAVED: &str =
    "the new refresh token could not be saved: it serves until the program ends, and then somebody has to log in";
