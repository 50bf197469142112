//! Where refresh tokens stay between two runs of a program.

use std::sync::Arc;

use crate::error::BoxError;
use crate::future::BoxFuture;
use crate::secret::Secret;

/// What the methods of a [`RefreshTokenStore`] return.
pub type StoreFuture<'a, T> = BoxFuture<'a, Result<T, BoxError>>;

/// Keeps the refresh token of one person for the next run of the program. [`FileStore`](super::FileStore) is one; a
/// keychain or a database may be another.
///
/// A store that takes longer than 10 s counts as failed. Its errors are shown to users and in logs, so they must not hold
/// the token.
///
/// A client that is dropped while a token is on its way lets it come, and saves it. No store helps where the program or
/// its runtime ends by then: the token that is stored may be used up, and somebody has to log in.
///
/// ```
/// use std::sync::{Mutex, PoisonError};
///
/// use perspio_runtime::Secret;
/// use perspio_runtime::auth::{RefreshTokenStore, StoreFuture};
///
/// /// Keeps it until the program ends.
/// #[derive(Default)]
/// struct InMemory(Mutex<Option<Secret>>);
///
/// impl RefreshTokenStore for InMemory {
///     fn load(&self) -> StoreFuture<'_, Option<Secret>> {
///         Box::pin(async { Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()) })
///     }
///
///     fn save<'a>(&'a self, token: &'a Secret) -> StoreFuture<'a, ()> {
///         Box::pin(async {
///             *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(token.clone());
///             Ok(())
///         })
///     }
/// }
/// ```
pub trait RefreshTokenStore: Send + Sync + 'static {
    /// The token that was saved last; `None` if there is none. Asked before each use, as another process may have used up
    /// the token at hand and saved another; and again, for 3.5 s, when the server no longer knows it: that process may be
    /// about to.
    fn load(&self) -> StoreFuture<'_, Option<Secret>>;

    /// Keeps `token` in place of the one before, which is used up. Asked before the access token that came with it is
    /// used. If it fails, a warning is logged, and the token is good only until the program ends.
    fn save<'a>(&'a self, token: &'a Secret) -> StoreFuture<'a, ()>;
}

impl<S: RefreshTokenStore + ?Sized> RefreshTokenStore for Arc<S> {
    fn load(&self) -> StoreFuture<'_, Option<Secret>> {
        (**self).load()
    }

    fn save<'a>(&'a self, token: &'a Secret) -> StoreFuture<'a, ()> {
        (**self).save(token)
    }
}
