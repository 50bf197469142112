//! How a test fails.

use std::fmt::Display;

/// Fails the test, where its author wrote what is wrong.
#[track_caller]
#[allow(clippy::panic, reason = "this is how a test fails")]
pub(super) fn fail(message: impl Display) -> ! {
    panic!("{message}")
}
