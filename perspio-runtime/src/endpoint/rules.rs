//! What a declaration may say about sending again and about redirects.

use std::fmt;
use std::time::Duration;

use crate::status::Pattern;

/// When a call is sent again, and how often. Whatever is not set comes from the next level: the endpoint's
/// rules go before the client's, the client's before the defaults.
///
/// | rule | default | meaning |
/// |---|---|---|
/// | `attempts` | 4 | tries in all, the first one included |
/// | `base` | 500 ms | back-off before the first retry; doubles with each retry |
/// | `throttle_base` | 1 s | the same after a 429 that does not say how long to wait |
/// | `cap` | 20 s | the longest back-off |
/// | `max_wait` | 90 s | the longest wait of all; a longer `Retry-After` ends the call |
/// | `on` | 429, 5xx | the statuses that are retried |
///
/// A back-off is drawn evenly from zero up to its length ("full jitter").
///
/// ```
/// use std::time::Duration;
/// use perspio_runtime::Retry;
///
/// const PATIENT: Retry = Retry::new().attempts(6).cap(Duration::from_secs(60));
/// # let _ = PATIENT;
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Retry {
    pub(crate) attempts: Option<u32>,
    pub(crate) base: Option<Duration>,
    pub(crate) throttle_base: Option<Duration>,
    pub(crate) cap: Option<Duration>,
    pub(crate) max_wait: Option<Duration>,
    pub(crate) on: Option<&'static [Pattern]>,
}

impl Retry {
    /// No rule set yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { attempts: None, base: None, throttle_base: None, cap: None, max_wait: None, on: None }
    }

    /// One attempt, whatever happens.
    #[must_use]
    pub const fn never() -> Self {
        Self::new().attempts(1)
    }

    /// Tries in all, the first one included; 4 by default.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts);
        self
    }

    /// The back-off before the first retry; 500 ms by default. It doubles with each retry.
    #[must_use]
    pub const fn base(mut self, base: Duration) -> Self {
        self.base = Some(base);
        self
    }

    /// The back-off after a 429 without `Retry-After`; 1 s by default. It doubles with each retry.
    #[must_use]
    pub const fn throttle_base(mut self, base: Duration) -> Self {
        self.throttle_base = Some(base);
        self
    }

    /// The longest back-off; 20 s by default.
    #[must_use]
    pub const fn cap(mut self, cap: Duration) -> Self {
        self.cap = Some(cap);
        self
    }

    /// The longest wait; 90 s by default. If `Retry-After` asks for more, the call ends at once.
    #[must_use]
    pub const fn max_wait(mut self, max_wait: Duration) -> Self {
        self.max_wait = Some(max_wait);
        self
    }

    /// The statuses that are retried; 429 and 5xx by default.
    #[must_use]
    pub const fn on(mut self, on: &'static [Pattern]) -> Self {
        self.on = Some(on);
        self
    }
}

/// `; 2 attempts, base 250ms, on 429 503`; nothing if nothing is set.
impl fmt::Display for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lead = "; ";
        let mut part = |f: &mut fmt::Formatter<'_>, text: fmt::Arguments<'_>| {
            let lead = std::mem::replace(&mut lead, ", ");
            write!(f, "{lead}{text}")
        };
        match self.attempts {
            Some(1) => part(f, format_args!("1 attempt"))?,
            Some(attempts) => part(f, format_args!("{attempts} attempts"))?,
            None => {}
        }
        for (name, value) in [
            ("base", self.base),
            ("throttle base", self.throttle_base),
            ("cap", self.cap),
            ("longest wait", self.max_wait),
        ] {
            if let Some(value) = value {
                part(f, format_args!("{name} {value:?}"))?;
            }
        }
        if let Some(on) = self.on {
            part(f, format_args!("on "))?;
            list(f, on)?;
        }
        Ok(())
    }
}

/// Patterns with blanks between them.
pub(super) fn list(f: &mut fmt::Formatter<'_>, patterns: &[Pattern]) -> fmt::Result {
    for (index, pattern) in patterns.iter().enumerate() {
        let lead = if index == 0 { "" } else { " " };
        write!(f, "{lead}{pattern}")?;
    }
    Ok(())
}

/// Which redirects are followed. At most 10 in a row, only to http and https, and never from https to http.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redirect {
    /// Those that stay on scheme, host and port. The default.
    #[default]
    SameOrigin,
    /// Those that leave the origin too: without Authorization, subscription key, tenant id, cookies, any other
    /// header that is marked sensitive, and never with a body.
    AnyOrigin,
    /// None: every redirect is an error.
    Never,
}

impl fmt::Display for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SameOrigin => "same origin",
            Self::AnyOrigin => "any origin",
            Self::Never => "never",
        })
    }
}
