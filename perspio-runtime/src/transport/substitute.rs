//! The seam for the transports of the feature `testing`: what answers in place of reqwest, or stands around it.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method};
use url::Url;

use super::{Failure, Incoming, Outgoing, Wire};
use crate::endpoint::Endpoint;
use crate::error::{Error, Fault, Why};
use crate::future::BoxFuture;
use crate::payload::Sending;
use crate::request::{Base, PlaceRef};
use crate::time::Time;

/// What a request is sent for; only a test asks.
#[derive(Debug, Clone)]
pub(crate) struct Purpose {
    pub(crate) endpoint: &'static Endpoint,
    /// The same for all requests of a call, and another for each call that is under way.
    pub(crate) call: usize,
    /// How long the call waited before it, and why.
    pub(crate) wait: Duration,
    pub(crate) why: Why,
    /// The headers that the call has, and not the client; asked by substitutes alone.
    pub(crate) own: Vec<HeaderName>,
}

/// One request, complete, with nothing borrowed.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) purpose: Purpose,
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Sending>,
}

impl From<Outgoing<'_>> for Request {
    fn from(outgoing: Outgoing<'_>) -> Self {
        let Outgoing { base, place, method, headers, body, purpose } = outgoing;
        Self { purpose, method, url: place.url(base).into_owned(), headers, body }
    }
}

/// A transport of a test. Boxed, since nobody counts the allocations of a test.
pub(crate) trait Substitute: fmt::Debug + Send + Sync {
    /// As [`Wire::send`].
    fn send(self: Arc<Self>, request: Request) -> BoxFuture<'static, Result<Incoming, Failure>>;

    /// A call over it ended with an error.
    fn ended(&self, _error: &Error) {}

    /// What asks token endpoints for the same client.
    fn for_tokens(&self) -> Wire;

    /// The wall clock and the jitter of a client that sends with it.
    fn time(&self) -> Time;
}

/// Makes a substitute around another transport.
pub(crate) struct Around(pub(crate) Box<dyn FnOnce(Wire) -> Arc<dyn Substitute> + Send + Sync>);

impl fmt::Debug for Around {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Around")
    }
}

impl Wire {
    /// Sends what a substitute was given.
    pub(crate) async fn pass(&self, request: Request) -> Result<Incoming, Failure> {
        let Request { purpose, method, url, headers, body } = request;
        let base = Base::new(url.clone()).ok_or_else(|| Failure::new(Fault::Connect))?;
        self.send(Outgoing { base: &base, place: PlaceRef::At(&url), method, headers, body, purpose }).await
    }
}

/// A body that a substitute hands over.
pub(crate) trait Pieces: fmt::Debug + Send + Sync {
    /// The length that the head tells, in bytes.
    fn length(&self) -> Option<u64>;

    /// The next piece; `None` at the end.
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Failure>>;
}
