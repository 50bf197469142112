//! The default transport: reqwest, and what its errors mean.

use std::any::TypeId;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::{Method, Version};

use super::{Body, End, Failure, Incoming, Outgoing, Source, is_tls};
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
    let status = response.status();
    let end = match response.version() {
        Version::HTTP_2 if unpacks() => End::Length,
        Version::HTTP_2 => End::Flag,
        _ => End::Error,
    };
    let headers = std::mem::take(response.headers_mut());
    let bodiless = head || matches!(status.as_u16(), 204 | 304);
    let source = if bodiless { Source::Empty } else { Source::Reqwest { body: response.into(), end } };
    Incoming { status, headers, body: Body::new(source) }
}

/// Is reqwest one that can unpack bodies, because some crate wants it so? Then it puts a layer around every body, even
/// where unpacking is off, and the layer hides the flag that ends a body in HTTP/2.
pub(crate) fn unpacks() -> bool {
    found(|builder| builder.gzip(false))
        || found(|builder| builder.brotli(false))
        || found(|builder| builder.zstd(false))
        || found(|builder| builder.deflate(false))
}

/// Did reqwest's own method come before the one of [`Missing`]?
fn found<T: 'static>(_: fn(reqwest::ClientBuilder) -> T) -> bool {
    TypeId::of::<T>() != TypeId::of::<Absent>()
}

/// Methods that reqwest's builder has with features of reqwest alone. One of its own comes before these.
#[allow(dead_code, unused_variables, reason = "where reqwest has its own")]
trait Missing: Sized {
    fn gzip(self, on: bool) -> Absent {
        Absent
    }

    fn brotli(self, on: bool) -> Absent {
        Absent
    }

    fn zstd(self, on: bool) -> Absent {
        Absent
    }

    fn deflate(self, on: bool) -> Absent {
        Absent
    }
}

impl Missing for reqwest::ClientBuilder {}

struct Absent;

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
