//! Values into text: path segments, query pairs, form bodies and header values.
//!
//! Values are data. Whatever a value holds, it decodes back to itself and never changes the shape of what
//! it is put into.

mod pairs;
mod percent;
mod scalar;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

pub(crate) use pairs::Pairs;
use percent::Encoded;
use scalar::Scalar;
use serde::Serialize;

/// Why a value cannot be sent. Never carries the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal(Cow<'static, str>);

impl Refusal {
    const fn new(reason: &'static str) -> Self {
        Self(Cow::Borrowed(reason))
    }

    pub(crate) fn into_text(self) -> Cow<'static, str> {
        self.0
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// A reason given by the value's own `Serialize`.
impl serde::ser::Error for Refusal {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self(Cow::Owned(reason.to_string()))
    }
}

/// Is there a value at all?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// `None` or `()`: nothing was written.
    Absent,
    /// Written, perhaps as an empty text.
    Present,
}

/// Writes `value` percent-encoded into `out`, as one piece of a path segment or of a query.
pub(crate) fn encoded<T: Serialize + ?Sized>(out: &mut String, value: &T) -> Result<Presence, Refusal> {
    value.serialize(Scalar { sink: &mut Encoded(out) })
}

/// Writes `value` as it is into `out`.
pub(crate) fn plain<T: Serialize + ?Sized>(out: &mut String, value: &T) -> Result<Presence, Refusal> {
    value.serialize(Scalar { sink: out })
}

/// `application/x-www-form-urlencoded`, with everything but unreserved characters percent-encoded.
pub(crate) fn form<T: Serialize + ?Sized>(value: &T) -> Result<String, Refusal> {
    let mut out = String::new();
    let mut pairs = Pairs::form(&mut out);
    pairs.spread(value)?;
    Ok(out)
}
