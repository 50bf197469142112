//! Whether anybody still wants what a device waits for.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::BoxError;

/// Is the client still there, and may the device be stopped if it is not?
#[derive(Debug, Default)]
pub(super) struct Presence {
    gone: AtomicBool,
    waiting: AtomicBool,
}

impl Presence {
    /// The client is gone. May what is on its way be stopped?
    pub(super) fn leave(&self) -> bool {
        self.gone.store(true, Ordering::SeqCst);
        self.waiting.load(Ordering::SeqCst)
    }

    /// Nothing but time passes from here on. An error if that is for nobody.
    pub(super) fn wait(&self) -> Result<(), BoxError> {
        self.set(true)
    }

    /// What follows uses something up, and has to come to its end. An error if it need not begin.
    pub(super) fn act(&self) -> Result<(), BoxError> {
        self.set(false)
    }

    /// First says what follows and then looks; leaving is the other way round, so that one of the two takes note.
    fn set(&self, waiting: bool) -> Result<(), BoxError> {
        self.waiting.store(waiting, Ordering::SeqCst);
        if self.gone.load(Ordering::SeqCst) { Err("nobody waits for the login any more".into()) } else { Ok(()) }
    }
}
