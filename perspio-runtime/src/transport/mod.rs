//! The seam between the loop and the network: one request out, one answer in. Nothing here decides anything.
//!
//! The loop knows the trait [`Transmit`] alone. What a client holds is an enum of the transports there are, not a trait
//! object: the loop is compiled once, and no call pays for a box or a virtual call because there is another transport.

mod over_reqwest;
#[cfg(test)]
pub(crate) mod script;

use std::borrow::Cow;
use std::future::{Future, poll_fn};
use std::pin::Pin;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use http_body::Frame;
use url::Url;

use crate::error::{BoxError, Fault};
use crate::payload::Sending;

/// What sends requests.
#[derive(Debug, Clone)]
pub(crate) enum Transport {
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

/// A body on its way in. Dropping it before its end closes the connection.
#[derive(Debug)]
pub(crate) enum Body {
    Reqwest {
        body: reqwest::Body,
        http2: bool,
    },
    /// There is none, whatever the head announces.
    Empty,
    #[cfg(test)]
    Scripted(script::Chunks),
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

/// The seam: whatever can send one request and bring back the head of its answer.
pub(crate) trait Transmit {
    /// Dropping the future must stop the request.
    fn send(&self, outgoing: Outgoing) -> impl Future<Output = Result<Incoming, Failure>> + Send;
}

impl Transmit for Transport {
    async fn send(&self, outgoing: Outgoing) -> Result<Incoming, Failure> {
        match self {
            Self::Reqwest(client) => client.send(outgoing).await,
            #[cfg(test)]
            Self::Scripted(script) => script.send(outgoing).await,
        }
    }
}

impl Body {
    /// The length, if the head of the answer tells it.
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Self::Reqwest { body, .. } => http_body::Body::size_hint(body).exact(),
            Self::Empty => Some(0),
            #[cfg(test)]
            Self::Scripted(chunks) => chunks.length(),
        }
    }

    /// The next piece; `None` at the end. A body that ends too early is a failure.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        match self {
            Self::Reqwest { body, .. } => loop {
                let frame = poll_fn(|cx| http_body::Body::poll_frame(Pin::new(&mut *body), cx)).await;
                match frame.transpose().map_err(over_reqwest::failure)?.map(Frame::into_data) {
                    Some(Ok(data)) => return Ok(Some(data)),
                    // Trailers.
                    Some(Err(_)) => {}
                    None => return Ok(None),
                }
            },
            Self::Empty => Ok(None),
            #[cfg(test)]
            Self::Scripted(chunks) => chunks.next().await,
        }
    }

    /// After the end: was it the end of the message? HTTP/1 tells by an error if not; HTTP/2 may reset a stream and call
    /// it no error, and then its body has ended without the flag that says so.
    pub(crate) fn is_whole(&self) -> bool {
        match self {
            Self::Reqwest { body, http2: true } => http_body::Body::is_end_stream(body),
            _ => true,
        }
    }
}
