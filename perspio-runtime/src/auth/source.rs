//! What brings tokens, as the cache sees it: a user's own source, or a grant.

use std::fmt;
use std::time::Duration;

use super::{TokenFuture, TokenSource};
use crate::time;

/// How long a user's own source may take to fetch a token; documented at [`TokenSource`].
const LONGEST_FETCH: Duration = Duration::from_secs(60);

/// Why a token is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occasion {
    /// Somebody waits for it.
    Wanted,
    /// The one at hand is still good.
    Ahead,
}

pub(super) trait Source: Send + Sync + 'static {
    /// Fetches a token. Fails with [`Unattended`] if that takes a person, and nobody waits.
    fn fetch(&self, occasion: Occasion) -> TokenFuture<'_>;

    /// What is asked for tokens, in an error.
    fn name(&self) -> &'static str;

    /// Nobody is left who could want a token. May a fetch on its way be stopped?
    fn leave(&self) -> bool;
}

/// A user's own.
pub(super) struct Own(pub(super) Box<dyn TokenSource>);

impl Source for Own {
    fn fetch(&self, _: Occasion) -> TokenFuture<'_> {
        let fetching = self.0.fetch();
        Box::pin(async {
            let end = time::after(time::now(), LONGEST_FETCH);
            time::until(end, fetching).await.map_err(|_| "the token source gave no token in time")?
        })
    }

    fn name(&self) -> &'static str {
        "token source"
    }

    fn leave(&self) -> bool {
        true
    }
}

/// Without a person there is no other token. Not a failure: the one at hand serves until it expires.
#[derive(Debug)]
pub(super) struct Unattended;

impl fmt::Display for Unattended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("somebody has to log in, and nobody waits for that")
    }
}

impl std::error::Error for Unattended {}
