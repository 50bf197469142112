//! The default transport: reqwest, and what its errors mean.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::{Method, Version};

use super::{Body, Failure, Incoming, Outgoing, Source, is_tls};
use crate::error::Fault;
use crate::payload::Sending;

pub(super) fn send(
    client: &reqwest::Client,
    outgoing: Outgoing<'_>,
) -> impl Future<Output = Result<Incoming, Failure>> + Send + Unpin + use<> {
    let head = outgoing.method == Method::HEAD;
    let url = outgoing.place.url(outgoing.base).into_owned();
    let mut request = reqwest::Request::new(outgoing.method, url);
    *request.headers_mut() = outgoing.headers;
    *request.body_mut() = outgoing.body.map(|body| match body {
        Sending::Bytes(bytes) => bytes.into(),
        Sending::Stream(stream) => reqwest::Body::wrap(stream),
    });
    Flight { pending: client.execute(request), head }
}

/// A request on its way.
struct Flight<P> {
    pending: P,
    /// Is it for the head alone?
    head: bool,
}

impl<P: Future<Output = reqwest::Result<reqwest::Response>> + Unpin> Future for Flight<P> {
    type Output = Result<Incoming, Failure>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(Pin::new(&mut self.pending).poll(cx));
        Poll::Ready(response.map(|response| incoming(response, self.head)).map_err(failure))
    }
}

/// The answer to a request for a resource, or for its `head` alone.
fn incoming(mut response: reqwest::Response, head: bool) -> Incoming {
    let (status, http2) = (response.status(), response.version() == Version::HTTP_2);
    let headers = std::mem::take(response.headers_mut());
    let bodiless = head || matches!(status.as_u16(), 204 | 304);
    let source = if bodiless { Source::Empty } else { Source::Reqwest { body: response.into(), http2 } };
    Incoming { status, headers, body: Body::new(source) }
}

/// What reqwest's error means for the call. The URL is taken out: it holds values of the caller.
pub(super) fn failure(error: reqwest::Error) -> Failure {
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
