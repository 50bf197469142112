//! Tokens, and where a user's own come from.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use crate::error::BoxError;
use crate::secret::Secret;
use crate::time::Instant;

/// An access token as its source hands it over.
#[derive(Debug, Clone)]
pub struct Token {
    pub(super) secret: Secret,
    pub(super) lifetime: Option<Duration>,
    /// When it was asked for, if that was later than the beginning of its fetch.
    pub(super) asked: Option<Instant>,
}

impl Token {
    /// A token that is used until the server refuses it.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self { secret: token.into(), lifetime: None, asked: None }
    }

    /// Used no longer than this, counted from when it was asked for (`expires_in` of
    /// [RFC 6749 section 5.1](https://www.rfc-editor.org/rfc/rfc6749#section-5.1)).
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// What [`TokenSource::fetch`] returns.
pub type TokenFuture<'a> = Pin<Box<dyn Future<Output = Result<Token, BoxError>> + Send + 'a>>;

/// Credentials of a user's own that can be renewed.
///
/// The client asks for a token when it has none, some time before the one it has expires, and once after a 401. One fetch
/// runs at a time, in a task of its own, and everybody waits for it; how tokens are kept is described in the
/// [module](super).
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
///         Box::pin(async { Ok(Token::new(std::fs::read_to_string("token.txt")?.trim())) })
///     }
/// }
///
/// let client = Client::builder().auth(FromFile).build()?;
/// # let _ = client;
/// # Ok::<(), perspio_runtime::Error>(())
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Fetches a token, within 60 s. Dropping the future must stop the fetch.
    fn fetch(&self) -> TokenFuture<'_>;
}
