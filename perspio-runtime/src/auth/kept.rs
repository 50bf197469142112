//! What is known of the token, and what to do about it: no I/O and no clock.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Credential, TokenError};
use crate::error::BoxError;
use crate::time::{self, Instant};

/// How long before it expires a token is renewed at the latest, as a share of its life and at most.
const MARGIN: u32 = 10;
const LONGEST_MARGIN: Duration = Duration::from_secs(300);

/// How long a failure holds off the next fetch, doubled for each one in a row, and at most.
const HOLD_OFF: Duration = Duration::from_secs(1);
const LONGEST_HOLD_OFF: Duration = Duration::from_secs(30);

/// How long a token endpoint may hold off the next fetch by saying so.
const LONGEST_TOLD: Duration = Duration::from_secs(300);

/// The token that is kept, and the failures since.
#[derive(Debug, Default)]
pub(super) struct Kept {
    token: Option<Held>,
    /// Counts the tokens: which fetch a credential came from.
    issued: u64,
    /// Failures in a row, and the last of them.
    failures: u32,
    failure: Option<Failure>,
    /// The token that was refused last, until another one is there.
    suspect: Option<Held>,
    /// How many new tokens in a row were refused at once, the last of them, and until when none is fetched for a 401.
    refusals: u32,
    refused: u64,
    patient: Option<Instant>,
}

/// The last failure, and until when it holds off the next fetch; everybody, if the token endpoint said so.
#[derive(Debug)]
struct Failure {
    error: Shared,
    until: Instant,
    told: bool,
}

/// A token with its times.
#[derive(Debug)]
struct Held {
    credential: Credential,
    expires: Option<Instant>,
    renewed: Option<Instant>,
}

/// A token about which nothing is to be done, and until when.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) credential: Credential,
    until: Option<Instant>,
}

impl Ready {
    pub(super) fn lasts(&self, now: Instant) -> bool {
        self.until.is_none_or(|until| now < until)
    }
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
        let held_off = self.failure.as_ref().filter(|failure| now < failure.until);
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
            _ => match held_off.filter(|failure| self.failures > 1 || failure.told) {
                Some(failure) => Next::Fail(failure.error.clone()),
                None => Next::Fetch,
            },
        }
    }

    /// The token, for as long as [`next`](Self::next) would only serve it.
    pub(super) fn ready(&self) -> Option<Ready> {
        self.token.as_ref().map(|held| Ready {
            credential: held.credential.clone(),
            until: [held.renewed, held.expires].into_iter().flatten().min(),
        })
    }

    /// A fetch has brought a token.
    pub(super) fn succeed(&mut self, token: Fetched, jitter: f64) -> Credential {
        self.issued += 1;
        self.failures = 0;
        self.failure = None;
        self.suspect = None;
        let credential = Credential { header: token.header, generation: self.issued };
        self.token = Some(Held {
            credential: credential.clone(),
            expires: token.lifetime.map(|lifetime| time::after(token.asked, lifetime)),
            renewed: token.lifetime.map(|lifetime| time::after(token.asked, renewal(lifetime, jitter))),
        });
        credential
    }

    /// A fetch has failed. A token that is still good stays.
    pub(super) fn fail(&mut self, error: BoxError, now: Instant) -> Shared {
        let hold_off = hold_off(self.failures);
        let told = error.downcast_ref().and_then(TokenError::retry_after).map(|told| told.min(LONGEST_TOLD));
        self.failures = self.failures.saturating_add(1);
        // What one server refused may be good for the next call, and better than nothing.
        self.token = self.token.take().or(self.suspect.take());
        let error = Shared(error.into());
        let until = time::after(now, hold_off.max(told.unwrap_or_default()));
        self.failure = Some(Failure { error: error.clone(), until, told: told.is_some() });
        error
    }

    /// Nothing but a person brings another token: the one at hand serves to its end.
    pub(super) fn last_as_it_is(&mut self) {
        if let Some(held) = &mut self.token {
            held.renewed = None;
        }
    }

    /// A server has refused the token of that generation: drops it, if it is still the one that is kept. Says whether
    /// another may be fetched for it.
    pub(super) fn forget(&mut self, generation: u64, now: Instant) -> bool {
        if self.token.as_ref().is_none_or(|held| held.credential.generation != generation) {
            return true;
        }
        if self.patient.is_some_and(|until| now < until) {
            return false;
        }
        self.suspect = self.token.take();
        true
    }

    /// A server has refused a token that was new: it may not be the token's fault. Counted once for each token.
    pub(super) fn refuse_new(&mut self, generation: u64, now: Instant) {
        if generation > self.refused {
            self.refused = generation;
            self.refusals = self.refusals.saturating_add(1);
            // Once, as with failures, the next call may try again.
            self.patient = (self.refusals > 1).then(|| time::after(now, hold_off(self.refusals - 1)));
        }
    }

    /// A server has accepted a token that was new.
    pub(super) fn accept_new(&mut self) {
        self.refusals = 0;
        self.patient = None;
    }
}

/// A token as it can be sent.
#[derive(Debug)]
pub(super) struct Fetched {
    pub(super) header: http::HeaderValue,
    pub(super) lifetime: Option<Duration>,
    /// When it was asked for: its life is counted from then.
    pub(super) asked: Instant,
}

/// How long to hold off after so many bad ends in a row.
fn hold_off(bad: u32) -> Duration {
    HOLD_OFF.saturating_mul(1_u32.checked_shl(bad).unwrap_or(u32::MAX)).min(LONGEST_HOLD_OFF)
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

    /// As the error of one of those who waited: a [`TokenError`], or that of a login, as itself, so that it can be asked.
    pub(super) fn into_error(self) -> BoxError {
        #[cfg(feature = "login")]
        if let Some(error) = self.0.downcast_ref::<super::LoginError>() {
            return Box::new(error.clone());
        }
        match self.0.downcast_ref::<TokenError>() {
            Some(error) => Box::new(error.clone()),
            None => Box::new(self),
        }
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

#[cfg(test)]
mod tests;
