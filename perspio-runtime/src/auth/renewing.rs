//! Tokens that are fetched, kept until they expire or are refused, and fetched again.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use http::HeaderValue;
use tokio::sync::Mutex;

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
}

#[derive(Default)]
struct Kept {
    header: Option<HeaderValue>,
    expires: Option<Instant>,
    /// Counts the fetches, so that a late 401 for an old token does not drop a new one.
    generation: u64,
}

impl fmt::Debug for Renewing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Renewing")
    }
}

impl Renewing {
    pub(super) fn new(source: Box<dyn TokenSource>) -> Self {
        Self { source, kept: Mutex::default() }
    }

    /// The token that is kept, or a new one. Whoever comes first fetches; if that call is dropped, the next one does.
    pub(super) async fn credential(&self) -> Result<Credential, BoxError> {
        let mut kept = self.kept.lock().await;
        if kept.expires.is_some_and(|expires| expires <= time::now()) {
            kept.header = None;
        }
        if let Some(header) = &kept.header {
            return Ok(Credential { header: header.clone(), generation: kept.generation });
        }
        let token = self.source.fetch().await?;
        let header = bearer(&token.secret).map_err(|unfit| format!("the access token {unfit}"))?;
        kept.header = Some(header.clone());
        kept.expires = token.lifetime.map(|lifetime| time::after(time::now(), lifetime));
        kept.generation += 1;
        Ok(Credential { header, generation: kept.generation })
    }

    /// Drops the token of that fetch, if it is still the one that is kept.
    pub(super) async fn forget(&self, generation: u64) {
        let mut kept = self.kept.lock().await;
        if kept.generation == generation {
            kept.header = None;
        }
    }
}
