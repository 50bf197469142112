//! The seam between the loop and the network: one request out, one answer in. Nothing here decides anything.
//!
//! An enum, not a trait object: the loop is compiled once, and no call pays for a box or a virtual call because there is
//! another transport.

#[cfg(test)]
pub(crate) mod script;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::future::poll_fn;
use std::pin::Pin;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Version};
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

impl Transport {
    pub(crate) async fn send(&self, outgoing: Outgoing) -> Result<Incoming, Failure> {
        match self {
            Self::Reqwest(client) => {
                let head = outgoing.method == Method::HEAD;
                let mut request = reqwest::Request::new(outgoing.method, outgoing.url);
                *request.headers_mut() = outgoing.headers;
                *request.body_mut() = outgoing.body.map(|body| match body {
                    Sending::Bytes(bytes) => bytes.into(),
                    Sending::Stream(stream) => reqwest::Body::wrap(stream),
                });
                let mut response = client.execute(request).await.map_err(failure)?;
                let (status, http2) = (response.status(), response.version() == Version::HTTP_2);
                let headers = std::mem::take(response.headers_mut());
                let bodiless = head || matches!(status.as_u16(), 204 | 304);
                let body = if bodiless { Body::Empty } else { Body::Reqwest { body: response.into(), http2 } };
                Ok(Incoming { status, headers, body })
            }
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
                match frame.transpose().map_err(failure)?.map(Frame::into_data) {
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

/// What reqwest's error means for the call. The URL is taken out: it holds values of the caller.
fn failure(error: reqwest::Error) -> Failure {
    let error = error.without_url();
    let fault = match (error.is_connect(), error.is_timeout()) {
        (true, _) if is_tls(&error) => Fault::Tls,
        (true, _) => Fault::Connect,
        _ if error.is_builder() => Fault::Connect,
        (false, true) => Fault::Timeout,
        (false, false) => Fault::Transport,
    };
    Failure { source: Some(Box::new(error)), ..Failure::new(fault) }
}

/// Does a TLS error stand somewhere below? rustls reports one as `InvalidData`, tokio-rustls wraps it once more; a
/// peer that merely hangs up during the handshake is `UnexpectedEof` and counts as no connection.
fn is_tls(error: &reqwest::Error) -> bool {
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
