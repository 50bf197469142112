//! What sends the requests of a client, chosen with [`ClientBuilder::transport`](crate::ClientBuilder::transport).
//!
//! Every transport does the same: one request out, one answer in. Status codes, retries, redirects, limits and deadlines
//! are the client's, whatever it sends with.

// The loop knows the trait `Transmit` alone. What a client holds is an enum of the transports there are, not a trait
// object: the loop is compiled once, and no call pays for a box or a virtual call because there is another transport.

mod body;
mod over_reqwest;
#[cfg(test)]
pub(crate) mod script;

use std::borrow::Cow;
use std::future::Future;

use http::{HeaderMap, Method, StatusCode};
use url::Url;

pub(crate) use body::Body;
use body::Source;

use crate::error::{BoxError, Fault};
use crate::payload::Sending;
use crate::time;

/// A choice of transport: [`ClientBuilder::transport`](crate::ClientBuilder::transport) takes whatever becomes one.
///
/// The default is reqwest, to which [`ClientBuilder::reqwest`](crate::ClientBuilder::reqwest) gives further settings.
#[derive(Debug, Default)]
pub struct Transport(pub(crate) Choice);

/// What there is to choose from.
#[derive(Debug, Default)]
pub(crate) enum Choice {
    #[default]
    Reqwest,
    #[cfg(test)]
    Scripted(script::Script),
}

#[cfg(test)]
impl From<script::Script> for Transport {
    fn from(script: script::Script) -> Self {
        Self(Choice::Scripted(script))
    }
}

/// What sends requests.
#[derive(Debug, Clone)]
pub(crate) enum Wire {
    Reqwest(reqwest::Client),
    #[cfg(test)]
    Scripted(script::Script),
}

/// One request, complete.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Sending>,
}

/// The head of one answer, its body still to be read.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

/// No answer, or no more of it.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) fault: Fault,
    /// What the error says about it beyond its kind.
    pub(crate) detail: Cow<'static, str>,
    pub(crate) source: Option<BoxError>,
}

impl Failure {
    /// A fault of which nothing more is known.
    pub(crate) fn new(fault: Fault) -> Self {
        Self { fault, detail: Cow::Borrowed(""), source: None }
    }
}

impl From<time::Elapsed> for Failure {
    fn from(_: time::Elapsed) -> Self {
        Self::new(Fault::Timeout)
    }
}

/// The seam: whatever can send one request and bring back the head of its answer.
pub(crate) trait Transmit {
    /// Dropping the future must stop the request.
    fn send(&self, outgoing: Outgoing) -> impl Future<Output = Result<Incoming, Failure>> + Send;
}

impl Transmit for Wire {
    async fn send(&self, outgoing: Outgoing) -> Result<Incoming, Failure> {
        match self {
            Self::Reqwest(client) => client.send(outgoing).await,
            #[cfg(test)]
            Self::Scripted(script) => script.send(outgoing).await,
        }
    }
}
