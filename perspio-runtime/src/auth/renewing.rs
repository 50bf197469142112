//! Tokens that are fetched, kept until they expire or are refused, and fetched again.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::HeaderValue;

use super::{Credential, bearer};
use crate::error::BoxError;
use crate::secret::Secret;
use crate::time::{self, Instant};

/// An access token as its source hands it over.
#[derive(Debug, Clone)]
pub struct Token {
    secret: Secret,
    lifetime: Option<Duration>,
}

impl Token {
    /// A token that is used until the server refuses it.
    pub fn new(token: impl Into<String>) -> Self {
        Self { secret: Secret::new(token), lifetime: None }
    }

    /// Used no longer than this, counted from now (`expires_in` of RFC 6749 section 5.1).
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// What [`TokenSource::fetch`] returns.
pub type TokenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Token, Box<dyn std::error::Error + Send + Sync>>> + Send + 'a>>;

/// Credentials that can be renewed: the client asks for a token when it has none, when the one it has expired, and
/// once after a 401. One fetch runs at a time, and everybody waits for it.
///
/// An error of the source ends the call as [`ErrorKind::Auth`](crate::ErrorKind::Auth) and becomes its source, so it
/// must not hold secrets.
///
/// ```
/// use perspio_runtime::{Client, auth::{Token, TokenFuture, TokenSource}};
///
/// struct FromFile;
///
/// impl TokenSource for FromFile {
///     fn fetch(&self) -> TokenFuture<'_> {
///         Box::pin(async { Ok(Token::new(std::fs::read_to_string("token.txt")?)) })
///     }
/// }
///
/// let client = Client::builder().auth(FromFile).build()?;
/// # let _ = client;
/// # Ok::<(), perspio_runtime::Error>(())
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Fetches a token. Dropping the future must stop the fetch.
    fn fetch(&self) -> TokenFuture<'_>;
}

/// The token of one source.
pub(crate) struct Renewing {
    source: Box<dyn TokenSource>,
    kept: Mutex<Kept>,
    /// Held by whoever fetches. Never while `kept` is locked, so that a slow fetch holds up nobody who has a token.
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Kept {
    /// What came of the last fetch; none after a token was refused.
    last: Option<Result<Credential, Shared>>,
    expires: Option<Instant>,
    /// Counts the fetches that ended: which token a credential came from, and whether one ended while somebody waited.
    ended: u64,
}

impl fmt::Debug for Renewing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Renewing")
    }
}

impl Renewing {
    pub(super) fn new(source: Box<dyn TokenSource>) -> Self {
        Self { source, kept: Mutex::default(), fetching: tokio::sync::Mutex::default() }
    }

    /// The token that is kept, or a new one. Whoever comes first fetches, and everybody who waits gets what comes of
    /// it; if that call is dropped, the next one fetches.
    pub(super) async fn credential(&self) -> Result<Credential, BoxError> {
        let ended = match self.kept().current() {
            Ok(credential) => return Ok(credential),
            Err(ended) => ended,
        };
        let _turn = self.fetching.lock().await;
        if let Some(result) = self.kept().since(ended) {
            return result.map_err(Into::into);
        }
        let fetched = self.source.fetch().await.and_then(|token| {
            let header = bearer(&token.secret).map_err(|unfit| format!("the access token {unfit}"))?;
            Ok((header, token.lifetime))
        });
        self.kept().end(fetched)
    }

    /// Drops the token of that generation, if it is still the one that is kept.
    pub(super) fn forget(&self, generation: u64) {
        let mut kept = self.kept();
        if matches!(&kept.last, Some(Ok(credential)) if credential.generation == generation) {
            kept.last = None;
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// The token, if there is one that has not expired; otherwise how many fetches have ended.
    fn current(&self) -> Result<Credential, u64> {
        match &self.last {
            Some(Ok(credential)) if self.expires.is_none_or(|expires| expires > time::now()) => Ok(credential.clone()),
            _ => Err(self.ended),
        }
    }

    /// What came of a fetch that ended since there were `ended`, if one did. However short its token lives, it serves
    /// those who waited for it.
    fn since(&self, ended: u64) -> Option<Result<Credential, Shared>> {
        if self.ended == ended { None } else { self.last.clone() }
    }

    /// A fetch has ended.
    fn end(&mut self, fetched: Result<(HeaderValue, Option<Duration>), BoxError>) -> Result<Credential, BoxError> {
        self.ended += 1;
        let result = match fetched {
            Ok((header, lifetime)) => {
                self.expires = lifetime.map(|lifetime| time::after(time::now(), lifetime));
                Ok(Credential { header, generation: self.ended })
            }
            Err(error) => Err(Shared(error.into())),
        };
        self.last = Some(result.clone());
        result.map_err(Into::into)
    }
}

/// One failure for all who waited for the fetch.
#[derive(Debug, Clone)]
struct Shared(Arc<dyn std::error::Error + Send + Sync>);

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Shared {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}
