//! The seam between the loop and the network: one request out, one answer in. Nothing here decides anything.

#[cfg(test)]
pub(crate) mod script;

use std::borrow::Cow;
use std::error::Error as StdError;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
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
    Reqwest(reqwest::Response),
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
                let mut request = reqwest::Request::new(outgoing.method, outgoing.url);
                *request.headers_mut() = outgoing.headers;
                *request.body_mut() = outgoing.body.map(|body| match body {
                    Sending::Bytes(bytes) => bytes.into(),
                    Sending::Stream(stream) => reqwest::Body::wrap(stream),
                });
                let mut response = client.execute(request).await.map_err(failure)?;
                let headers = std::mem::take(response.headers_mut());
                Ok(Incoming { status: response.status(), headers, body: Body::Reqwest(response) })
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
            Self::Reqwest(response) => response.content_length(),
            #[cfg(test)]
            Self::Scripted(chunks) => chunks.length(),
        }
    }

    /// The next piece; `None` at the end. A body that ends too early is a failure.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        match self {
            Self::Reqwest(response) => response.chunk().await.map_err(failure),
            #[cfg(test)]
            Self::Scripted(chunks) => chunks.next().await,
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
