//! Somebody who has logged in with a browser.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use url::Url;

use super::session::Session;
use crate::auth::grant::{Grant, TokenEndpoint, endpoint_url};
use crate::auth::source::Occasion;
use crate::auth::{Token, TokenFuture};
use crate::error::BoxError;
use crate::secret::Secret;

/// Somebody who has logged in: given to [`ClientBuilder::auth`](crate::ClientBuilder::auth). Made by
/// [`Login::finish`](super::Login::finish) or [`AuthorizationCode::resume`](super::AuthorizationCode::resume).
pub struct UserCredentials {
    session: Session,
    /// Until it is exchanged.
    code: Mutex<Option<Granted>>,
}

/// A code, and what goes with it.
pub(super) struct Granted {
    pub(super) code: Secret,
    pub(super) verifier: Secret,
    pub(super) redirect_uri: String,
}

impl UserCredentials {
    pub(super) fn new(session: Session, granted: Option<Granted>) -> Self {
        Self { session, code: Mutex::new(granted) }
    }

    /// Exchanges the code ([RFC 6749 section 4.1.3](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3)). It is good for
    /// one use, and a second one may revoke what the first has brought, so it is not sent again, unless the server has surely
    /// not acted on it: then it waits for the next call.
    async fn redeem(&self, granted: Granted, endpoint: &dyn TokenEndpoint) -> Result<Token, BoxError> {
        let url = endpoint_url(&self.session.app.token_url)?;
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", granted.code.expose()),
            ("redirect_uri", &granted.redirect_uri),
            ("code_verifier", granted.verifier.expose()),
        ];
        let asked = self.session.ask(endpoint, &url, &fields, false).await;
        match asked {
            Ok(issued) => Ok(self.session.accept(issued).await),
            Err(error) => {
                if !error.may_have_been_processed() {
                    *self.code() = Some(granted);
                }
                Err(error.into())
            }
        }
    }

    pub(super) fn code(&self) -> MutexGuard<'_, Option<Granted>> {
        self.code.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Not the code, and nothing of where the browser came back to.
impl fmt::Debug for UserCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserCredentials").field("session", &self.session).finish_non_exhaustive()
    }
}

impl Grant for UserCredentials {
    /// Codes and refresh tokens are used up by what is on its way; it ends by itself soon.
    fn leave(&self) -> bool {
        false
    }

    fn token_url(&self) -> Result<Url, &'static str> {
        endpoint_url(&self.session.app.token_url)
    }

    fn fetch<'a>(&'a self, endpoint: &'a dyn TokenEndpoint, _: Occasion) -> TokenFuture<'a> {
        Box::pin(async move {
            let code = self.code().take();
            match code {
                Some(code) => self.redeem(code, endpoint).await,
                None => self.session.refresh(endpoint).await,
            }
        })
    }
}
