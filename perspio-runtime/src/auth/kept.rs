//! What is known of the token, and what to do about it: no I/O and no clock.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::Credential;
use crate::error::BoxError;
use crate::time::{self, Instant};

/// How long before it expires a token is renewed at the latest, as a share of its life and at most.
const MARGIN: u32 = 10;
const LONGEST_MARGIN: Duration = Duration::from_secs(300);

/// How long a failure holds off the next fetch, doubled for each one in a row, and at most.
const HOLD_OFF: Duration = Duration::from_secs(1);
const LONGEST_HOLD_OFF: Duration = Duration::from_secs(30);

/// The token that is kept, and the failures since.
#[derive(Debug, Default)]
pub(super) struct Kept {
    token: Option<Held>,
    /// Counts the tokens: which fetch a credential came from.
    issued: u64,
    /// Failures in a row, the last of them, and until when it holds off the next fetch.
    failures: u32,
    failure: Option<(Shared, Instant)>,
}

/// A token with its times.
#[derive(Debug)]
struct Held {
    credential: Credential,
    expires: Option<Instant>,
    renewed: Option<Instant>,
}

/// What to do for a request.
#[derive(Debug)]
pub(super) enum Next {
    Serve(Credential),
    /// The token is still good, but near its end: fetch another meanwhile.
    ServeAndFetch(Credential),
    /// There is no token: wait for a fetch.
    Fetch,
    /// Fetching has just failed, again.
    Fail(Shared),
}

impl Kept {
    /// What to do for a request that is sent `now`.
    pub(super) fn next(&self, now: Instant) -> Next {
        let held_off = self.failure.as_ref().filter(|(_, until)| now < *until);
        match &self.token {
            Some(held) if held.expires.is_none_or(|expires| now < expires) => {
                let credential = held.credential.clone();
                if held.renewed.is_some_and(|renewed| renewed <= now) && held_off.is_none() {
                    Next::ServeAndFetch(credential)
                } else {
                    Next::Serve(credential)
                }
            }
            // The first failure holds off nobody who has no token: the next call tries again.
            _ => match held_off.filter(|_| self.failures > 1) {
                Some((failure, _)) => Next::Fail(failure.clone()),
                None => Next::Fetch,
            },
        }
    }

    /// A fetch that began at `started` has brought a token.
    pub(super) fn succeed(&mut self, token: Fetched, started: Instant, jitter: f64) -> Credential {
        self.issued += 1;
        self.failures = 0;
        self.failure = None;
        let credential = Credential { header: token.header, generation: self.issued };
        self.token = Some(Held {
            credential: credential.clone(),
            expires: token.lifetime.map(|lifetime| time::after(started, lifetime)),
            renewed: token.lifetime.map(|lifetime| time::after(started, renewal(lifetime, jitter))),
        });
        credential
    }

    /// A fetch has failed. A token that is still good stays.
    pub(super) fn fail(&mut self, error: BoxError, now: Instant) -> Shared {
        let hold_off =
            HOLD_OFF.saturating_mul(1_u32.checked_shl(self.failures).unwrap_or(u32::MAX)).min(LONGEST_HOLD_OFF);
        self.failures = self.failures.saturating_add(1);
        let shared = Shared(error.into());
        self.failure = Some((shared.clone(), time::after(now, hold_off)));
        shared
    }

    /// Drops the token of that generation, if it is still the one that is kept.
    pub(super) fn forget(&mut self, generation: u64) {
        if self.token.as_ref().is_some_and(|held| held.credential.generation == generation) {
            self.token = None;
        }
    }
}

/// A token as it can be sent.
#[derive(Debug)]
pub(super) struct Fetched {
    pub(super) header: http::HeaderValue,
    pub(super) lifetime: Option<Duration>,
}

/// When in its life a token is renewed: between two margins and one before its end, so that clients that began together
/// do not all come back together.
fn renewal(lifetime: Duration, jitter: f64) -> Duration {
    let margin = (lifetime / MARGIN).min(LONGEST_MARGIN);
    lifetime.saturating_sub(margin).saturating_sub(margin.mul_f64(jitter.clamp(0.0, 1.0)))
}

/// One failure for all who waited for the fetch.
#[derive(Debug, Clone)]
pub(super) struct Shared(Arc<dyn std::error::Error + Send + Sync>);

impl Shared {
    pub(super) fn new(text: &'static str) -> Self {
        Self(BoxError::from(text).into())
    }
}

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
