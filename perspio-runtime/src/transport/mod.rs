//! What sends the requests of a client, chosen with [`ClientBuilder::transport`](crate::ClientBuilder::transport).
//!
//! Every transport does the same: one request out, one answer in. Status codes, retries, redirects, limits and deadlines
//! are the client's, whatever it sends with.

// What a client holds is an enum of the transports there are, not a trait object: the loop is compiled once, and no call
// pays for a box or a virtual call because there is another transport.

mod body;
#[cfg(feature = "hyper")]
mod over_hyper;
mod over_reqwest;
#[cfg(feature = "testing")]
mod substitute;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::future::Future;
use std::pin::Pin;
#[cfg(feature = "testing")]
use std::sync::Arc;
use std::task::{Context, Poll};
#[cfg(feature = "http2")]
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

pub(crate) use body::Body;
use body::{End, Source};
#[cfg(feature = "hyper")]
pub use over_hyper::Hyper;
#[cfg(feature = "hyper")]
pub(crate) use over_hyper::Pool;
pub(crate) use over_reqwest::unpacks;
#[cfg(feature = "testing")]
pub(crate) use substitute::{Around, Pieces, Purpose, Request, Substitute};

use crate::error::{BoxError, Fault};
#[cfg(feature = "testing")]
use crate::future::BoxFuture;
use crate::payload::Sending;
use crate::request::{Base, PlaceRef};
use crate::time::{self, Time};

/// The longest head that a connection takes in, in bytes, as for HTTP/1. One that is longer breaks an HTTP/2 connection
/// with everything on it, so `max_head` is checked apart from it.
#[cfg(feature = "http2")]
pub(crate) const LONGEST_HEAD: u32 = 400 * 1024;

/// How often an HTTP/2 connection in use is asked whether it is alive, and how long it may take to say so.
#[cfg(feature = "http2")]
pub(crate) const HTTP2_PING: Duration = Duration::from_secs(5);

/// A choice of transport: [`ClientBuilder::transport`](crate::ClientBuilder::transport) takes whatever becomes one.
///
/// The default is reqwest, to which [`ClientBuilder::reqwest`](crate::ClientBuilder::reqwest) gives further settings.
#[derive(Debug, Default)]
pub struct Transport(pub(crate) Choice);

#[cfg(feature = "testing")]
impl Transport {
    pub(crate) fn substitute(substitute: Arc<dyn Substitute>) -> Self {
        Self(Choice::Substitute(substitute))
    }

    pub(crate) fn around(inner: Self, around: Around) -> Self {
        Self(Choice::Around(Box::new((inner.0, around))))
    }
}

/// What there is to choose from.
#[derive(Debug, Default)]
pub(crate) enum Choice {
    #[default]
    Reqwest,
    #[cfg(feature = "hyper")]
    Hyper(Hyper),
    #[cfg(feature = "testing")]
    Substitute(Arc<dyn Substitute>),
    /// What is put around another choice.
    #[cfg(feature = "testing")]
    Around(Box<(Choice, Around)>),
}

/// What sends requests.
#[derive(Debug, Clone)]
pub(crate) enum Wire {
    Reqwest(reqwest::Client),
    #[cfg(feature = "hyper")]
    Hyper(Pool),
    #[cfg(feature = "testing")]
    Substitute(Arc<dyn Substitute>),
}

/// One request, complete.
#[derive(Debug)]
pub(crate) struct Outgoing<'c> {
    pub(crate) base: &'c Base,
    pub(crate) place: PlaceRef<'c>,
    pub(crate) method: Method,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Sending>,
    #[cfg(feature = "testing")]
    pub(crate) purpose: Purpose,
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

impl Wire {
    /// Sends one request; the future brings the head of its answer. Dropping it stops the request.
    pub(crate) fn send(
        &self,
        outgoing: Outgoing<'_>,
    ) -> impl Future<Output = Result<Incoming, Failure>> + Send + Unpin + use<> {
        match self {
            Self::Reqwest(client) => Flight::Reqwest(over_reqwest::send(client, outgoing)),
            #[cfg(feature = "hyper")]
            Self::Hyper(pool) => Flight::Hyper(pool.send(outgoing)),
            #[cfg(feature = "testing")]
            Self::Substitute(substitute) => Flight::Substitute(substitute.clone().send(outgoing.into())),
        }
    }

    /// What asks token endpoints for the same client.
    pub(crate) fn for_tokens(&self) -> Self {
        match self {
            #[cfg(feature = "testing")]
            Self::Substitute(substitute) => substitute.for_tokens(),
            other => other.clone(),
        }
    }

    /// The wall clock and the jitter of a client that sends with it.
    pub(crate) fn time(&self) -> Time {
        match self {
            #[cfg(feature = "testing")]
            Self::Substitute(substitute) => substitute.time(),
            _ => Time::default(),
        }
    }
}

/// A request on its way, through the transport that the client has.
enum Flight<R> {
    Reqwest(R),
    #[cfg(feature = "hyper")]
    Hyper(over_hyper::Flight),
    #[cfg(feature = "testing")]
    Substitute(BoxFuture<'static, Result<Incoming, Failure>>),
}

impl<R: Future<Output = Result<Incoming, Failure>> + Unpin> Future for Flight<R> {
    type Output = Result<Incoming, Failure>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Reqwest(flight) => Pin::new(flight).poll(cx),
            #[cfg(feature = "hyper")]
            Self::Hyper(flight) => Pin::new(flight).poll(cx),
            #[cfg(feature = "testing")]
            Self::Substitute(flight) => flight.as_mut().poll(cx),
        }
    }
}

/// Does a TLS error stand somewhere below? rustls reports one as `InvalidData`, tokio-rustls wraps it once more; a
/// peer that merely hangs up during the handshake is `UnexpectedEof` and counts as no connection.
fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    let mut next: Option<&(dyn StdError + 'static)> = error.source();
    while let Some(error) = next {
        next = match error.downcast_ref::<std::io::Error>() {
            Some(io) if io.kind() == std::io::ErrorKind::InvalidData => return true,
            // `source()` of an I/O error skips the error that it wraps.
            Some(io) => io.get_ref().map(|inner| inner as _),
            None => error.source(),
        };
    }
    false
}
