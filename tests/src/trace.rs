//! Everything that is logged, for whoever looks for secrets in it.

use std::sync::Once;

/// Prints every event of every crate at trace level, if `PERSPIO_TRACE` is set. Called by whatever a test starts, so that
/// no test can forget it.
pub fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if std::env::var_os("PERSPIO_TRACE").is_some() {
            // A test with a subscriber of its own sets it for its thread, which goes before this one.
            let _ = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).try_init();
        }
    });
}
