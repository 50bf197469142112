//! Requests: put together from an endpoint and its values, then ready to be sent again and again.

mod defaults;
mod draft;
mod place;
#[cfg(test)]
mod tests;

use http::{HeaderName, HeaderValue};

pub(crate) use defaults::Defaults;
pub(crate) use draft::Draft;
pub(crate) use place::{Base, Place, PlaceRef};

use crate::endpoint::Endpoint;
use crate::payload::Payload;
use crate::redirect::Hop;
use crate::response::Reading;

/// Said of header values that RFC 9110 section 5.5 does not allow.
pub(crate) const ILLEGAL_VALUE: &str = "must not have line breaks or other control characters";

/// Names that frame a message or belong to one connection (RFC 9112 section 6, RFC 9110 section 7.6.1): never a
/// parameter's to set.
const FRAMING: [&str; 10] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// May the value of a header leave its origin and be shown?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sensitivity {
    Plain,
    Secret,
}

/// A call that is ready to be sent, again and again if need be.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) place: Place,
    /// Beyond those of every call; each name stands once.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Payload>,
    pub(crate) reading: Reading,
}

impl Prepared {
    /// The first request of the call, and of every retry.
    pub(crate) fn first_hop(&self) -> Hop {
        Hop::first(self.endpoint.method().into(), self.body.is_some())
    }

    /// Can all of it be sent again?
    pub(crate) fn is_replayable(&self) -> bool {
        self.body.as_ref().is_none_or(Payload::is_replayable)
    }

    /// Does the call have a header of this name, beside those of every call?
    pub(crate) fn has_header(&self, name: &HeaderName) -> bool {
        self.headers.iter().any(|(given, _)| given == name)
    }
}

/// `name` as a header name that may be set.
pub(crate) fn header_name(name: &str) -> Result<HeaderName, &'static str> {
    let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "is not a header name")?;
    if FRAMING.contains(&header.as_str()) {
        return Err("is set by the connection and cannot be set here");
    }
    Ok(header)
}
