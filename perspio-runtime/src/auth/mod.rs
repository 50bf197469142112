//! Credentials: what stands in `Authorization`, and where it comes from.
//!
//! | credential | renewed |
//! |---|---|
//! | [`Bearer`] | never: a 401 ends the call |
//! | [`ClientCredentials`] | by asking again with client id and secret |
//! | any [`TokenSource`] | as it does it |
//! | [`UserCredentials`], of an [`AuthorizationCode`] login or of a [`RefreshTokenStore`] | by the refresh token (feature `login`) |
//! | [`DeviceCode`] | by the refresh token, and by another login (feature `login`) |
//!
//! # How tokens are kept
//!
//! One fetch runs at a time for a client, in a task of its own: a call that waits for it and is dropped takes nothing
//! from the others. A fetch counts against the deadline of the calls that wait. At the token endpoint it has up to 3
//! attempts of 10 s each, with short waits between; it touches neither the retry budget nor the gate of the API, follows
//! no redirect, and is told neither subscription key nor tenant id, unless they are set as default headers of reqwest.
//!
//! A token serves until it expires. In the last fifth of its life, at most 10 minutes, another is fetched in the
//! background at a random moment, and while that fails, the old one still serves. After a 401 the token is dropped, and
//! all calls that were refused with it wait for one new one. Failures are everybody's who waited; the next call tries
//! again, and from the second failure in a row on, calls fail at once for 2 s, then 4 s, up to 30 s; or for as long as the
//! token endpoint said, up to 5 minutes.
//!
//! If a server refuses new tokens as well, twice in a row, the token is not what is wrong (a subscription key may be): it
//! stays, and no other is fetched for a 401 for 2 s, then 4 s, up to 30 s. If no other token is to be had, the refused one serves again.
//!
//! The task runs on the tokio runtime of the call that began the fetch. On one that runs only while somebody blocks on it,
//! a renewal in the background stands still in between. If somebody on another runtime wants the token meanwhile, and the
//! first answers nothing for 5 s, its fetch is stopped for good, and another is begun where it is wanted: never are there
//! two at a time. A refresh token is then sent again, as after an answer that was lost on its way, and a device code is
//! asked for again. An authorization code that was on its way is not: somebody has to log in.
//!
//! # How people log in
//!
//! The feature `login` adds credentials of people, who read and write as far as their roles go. With a browser at hand,
//! [`AuthorizationCode`] makes the URL that it is sent to, and takes the URL that it comes back with; without one, a
//! [`DeviceCode`] is typed in elsewhere. Either brings a refresh token, which PerspioTalk replaces at each use: whatever
//! new one comes goes to the [`RefreshTokenStore`], such as a [`FileStore`], before the access token that came with it
//! is used, and the old one is never sent again. [`AuthorizationCode::resume`] starts from the store alone.
//!
//! When the refresh token is used up or revoked, calls fail with a [`LoginError`] as their source, which says that
//! somebody has to log in again. `examples/login` does all of this in a terminal.

mod cache;
mod client_credentials;
mod grant;
mod kept;
#[cfg(feature = "login")]
mod login;
mod source;
mod token;
mod token_error;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http::HeaderValue;
use url::Url;

pub use client_credentials::ClientCredentials;
pub(crate) use grant::{Asking, TokenEndpoint, Told};
#[cfg(feature = "login")]
pub use login::{
    AuthorizationCode, DeviceCode, DevicePrompt, FileStore, Login, LoginError, LoginFault, RefreshTokenStore,
    StoreFuture, UserCredentials,
};
pub use token::{Token, TokenFuture, TokenSource};
pub use token_error::TokenError;

use cache::Cache;
use grant::{Grant, Granted};
use source::Own;

use crate::error::BoxError;
use crate::secret::{Secret, Unfit};
use crate::time::Time;

/// A fixed bearer token (RFC 6750). It cannot be renewed, so a 401 ends the call.
///
/// ```
/// use perspio_runtime::{Client, auth::Bearer};
///
/// let client = Client::builder().auth(Bearer::new("access token")).build()?;
/// assert!(!format!("{client:?}").contains("access token"));
/// # Ok::<(), perspio_runtime::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Bearer(Secret);

impl Bearer {
    /// Sends `Authorization: Bearer <token>`. An empty token, or one that cannot stand in a header, is refused
    /// when the client is built.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self(token.into())
    }
}

/// How a client authenticates. Made from a [`Bearer`], from [`ClientCredentials`], or from any [`TokenSource`].
pub struct Auth(Kind);

enum Kind {
    Fixed(Secret),
    Source(Box<dyn TokenSource>),
    Grant(Box<dyn Grant>),
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Fixed(_) => "Auth(Bearer)",
            Kind::Source(_) => "Auth(TokenSource)",
            Kind::Grant(_) => "Auth(Grant)",
        })
    }
}

impl From<Bearer> for Auth {
    fn from(bearer: Bearer) -> Self {
        Self(Kind::Fixed(bearer.0))
    }
}

impl From<ClientCredentials> for Auth {
    fn from(credentials: ClientCredentials) -> Self {
        Self(Kind::Grant(Box::new(credentials)))
    }
}

#[cfg(feature = "login")]
impl From<UserCredentials> for Auth {
    fn from(credentials: UserCredentials) -> Self {
        Self(Kind::Grant(Box::new(credentials)))
    }
}

#[cfg(feature = "login")]
impl From<DeviceCode> for Auth {
    fn from(code: DeviceCode) -> Self {
        Self(Kind::Grant(Box::new(code)))
    }
}

impl<S: TokenSource> From<S> for Auth {
    fn from(source: S) -> Self {
        Self(Kind::Source(Box::new(source)))
    }
}

/// What the loop asks for the header of each request.
#[derive(Debug, Default)]
pub(crate) enum Authorizer {
    #[default]
    Nobody,
    Renewing {
        cache: Cache,
        /// For credentials that are good for reading alone: has somebody tried to write?
        read_only: Option<AtomicBool>,
    },
}

/// Counts the fetches of one credential.
pub(crate) type Generation = u64;

/// The header of one request, and which fetch it came from.
#[derive(Debug, Clone)]
pub(crate) struct Credential {
    pub(crate) header: HeaderValue,
    pub(crate) generation: Generation,
}

impl Authorizer {
    /// Checks what can be checked before any I/O. `endpoint` gives what can send to a token URL. A token that never
    /// changes is nothing to be asked for: it comes as a header of its own, for every call.
    pub(crate) fn new(
        auth: Auth,
        time: Time,
        endpoint: impl FnOnce(&Url) -> Option<Arc<dyn TokenEndpoint>>,
    ) -> Result<(Self, Option<HeaderValue>), Refused> {
        match auth.0 {
            Kind::Fixed(secret) => {
                let header = bearer(&secret).map_err(Refused::Unfit)?;
                Ok((Self::Nobody, Some(header)))
            }
            Kind::Source(source) => {
                Ok((Self::Renewing { cache: Cache::new(Own(source), time), read_only: None }, None))
            }
            Kind::Grant(grant) => {
                let url = grant.token_url().map_err(Refused::Setting)?;
                let read_only = grant.is_read_only().then(AtomicBool::default);
                let endpoint = endpoint(&url).ok_or(Refused::Setting("the token URL is not one that can be sent"))?;
                Ok((Self::Renewing { cache: Cache::new(Granted { grant, endpoint }, time), read_only }, None))
            }
        }
    }

    /// The credential for the next request, if nothing is to be done about it: no lock, and nothing to wait for.
    pub(crate) fn at_hand(&self) -> Option<Credential> {
        match self {
            Self::Nobody => None,
            Self::Renewing { cache, .. } => cache.at_hand(),
        }
    }

    /// The credential for the next request; fetches one if there is none.
    pub(crate) async fn credential(&self) -> Result<Option<Credential>, BoxError> {
        match self {
            Self::Nobody => Ok(None),
            Self::Renewing { cache, .. } => cache.credential().await.map(Some),
        }
    }

    /// What is asked for tokens, in an error.
    pub(crate) fn asks(&self) -> &'static str {
        match self {
            Self::Nobody => "token source",
            Self::Renewing { cache, .. } => cache.asks(),
        }
    }

    /// Drops what a server has just refused, so that the next request fetches anew. Not if new tokens have been refused
    /// as well of late: then something else is wrong, and the answer is no.
    pub(crate) fn forget(&self, refused: Generation) -> bool {
        match self {
            Self::Nobody => false,
            Self::Renewing { cache, .. } => cache.forget(refused),
        }
    }

    /// Notes whether a token that had just been renewed was any better.
    pub(crate) fn judge_new(&self, token: Generation, accepted: bool) {
        if let Self::Renewing { cache, .. } = self {
            cache.judge_new(token, accepted);
        }
    }

    pub(crate) fn can_renew(&self) -> bool {
        matches!(self, Self::Renewing { .. })
    }

    /// Are the tokens known to be good for reading alone?
    pub(crate) fn is_read_only(&self) -> bool {
        matches!(self, Self::Renewing { read_only: Some(_), .. })
    }

    /// Is this the first write with tokens that are good for reading alone?
    pub(crate) fn first_write(&self) -> bool {
        match self {
            Self::Renewing { read_only: Some(written), .. } => !written.swap(true, Ordering::Relaxed),
            _ => false,
        }
    }
}

/// Why credentials cannot be used. Never carries a value.
#[derive(Debug)]
pub(crate) enum Refused {
    Unfit(Unfit),
    Setting(&'static str),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfit(unfit) => unfit.fmt(f),
            Self::Setting(wrong) => f.write_str(wrong),
        }
    }
}

fn bearer(token: &Secret) -> Result<HeaderValue, Unfit> {
    token.header("Bearer ")
}
