//! Playing a script, and asking what was played.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::super::{Captured, Timeline, fail};
use super::{Script, Shared, report};
use crate::error::{Fault, Outcome};
use crate::transport::Transport;
use crate::{Client, ClientBuilder};

/// Playing it.
impl Script {
    /// A builder for a client that sends with this script, everything else by default.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder().transport(self)
    }

    /// A client that sends with this script, with the default settings and without credentials.
    ///
    /// # Errors
    /// Those of [`ClientBuilder::build`]; the settings themselves are right.
    pub fn client(&self) -> crate::Result<Client> {
        self.client_builder().build()
    }
}

/// Asking it.
impl Script {
    /// The requests so far, in order; whatever became of them.
    pub fn requests(&self) -> Vec<Captured> {
        self.0.shared.lock().exchanges.iter().map(|exchange| exchange.request.clone()).collect()
    }

    /// Those that had an answer, or still wait for one.
    pub(in crate::testing) fn answered(&self) -> Vec<Captured> {
        let state = self.0.shared.lock();
        let unexpected = Some(Outcome::Fault(Fault::Unexpected));
        let answered = state.exchanges.iter().filter(|exchange| exchange.outcome != unexpected);
        answered.map(|exchange| exchange.request.clone()).collect()
    }

    /// How many requests there were.
    pub fn count(&self) -> usize {
        self.0.shared.lock().exchanges.len()
    }

    /// What happened so far, and when.
    pub fn timeline(&self) -> Timeline {
        self.0.shared.lock().timeline()
    }

    /// The time from the first request to the last answer, every wait included.
    pub fn elapsed(&self) -> Duration {
        self.0.shared.lock().elapsed()
    }

    /// How many bodies of answers somebody still holds: connections that would not be free.
    pub fn open_bodies(&self) -> usize {
        self.0.shared.lock().open_bodies()
    }

    /// Fails the test now if a request had no answer, or an answer was not asked for. What was found is not found again
    /// when the script is dropped.
    ///
    /// # Panics
    /// With what is wrong, and the timeline.
    #[track_caller]
    pub fn verify(&self) {
        if let Some(report) = report::of(&self.0.shared) {
            fail(report);
        }
    }

    /// As a client sends with it.
    #[cfg(test)]
    pub(crate) fn wire(&self) -> crate::transport::Wire {
        crate::transport::Wire::Substitute(self.0.shared.clone())
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.0.shared
    }
}

impl From<&Script> for Transport {
    fn from(script: &Script) -> Self {
        Self::substitute(script.0.shared.clone())
    }
}

/// The client then keeps the script: the test fails when the client is dropped.
impl From<Script> for Transport {
    fn from(script: Script) -> Self {
        Self::substitute(Arc::new(script))
    }
}

/// How far it is; no values.
impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.shared.lock();
        f.debug_struct("Script")
            .field("requests", &state.exchanges.len())
            .field("answers_left", &state.answers.len())
            .finish_non_exhaustive()
    }
}
