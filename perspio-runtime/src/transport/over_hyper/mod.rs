//! The lean transport: hyper's own client, with the connections that reqwest would make.

mod connect;
mod error;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Version};
use http_body::{Frame, SizeHint};
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::{Body, Choice, End, Failure, Incoming, Outgoing, Source, Transport};
use crate::error::{BoxError, Fault};
use crate::payload::Sending;
use crate::time::FAR;
use connect::Connector;
pub(super) use error::broken;
use error::failure;

/// Sends with hyper's own client: the same pool, TLS, timeouts and limits as reqwest has here, and less work for each
/// call. It knows no proxies and nothing else that [`ClientBuilder::reqwest`](crate::ClientBuilder::reqwest) could set.
/// Feature `hyper`.
///
/// ```
/// use perspio_runtime::{Client, transport::Hyper};
///
/// let client = Client::builder().transport(Hyper::new()).build()?;
/// # let _ = client;
/// # Ok::<(), perspio_runtime::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Hyper {
    #[cfg(feature = "rustls")]
    tls: Option<Box<rustls::ClientConfig>>,
    http2_only: bool,
}

impl Hyper {
    /// With TLS as the default transport has it: 1.2 at least, certificates checked as the platform does.
    pub fn new() -> Self {
        Self::default()
    }

    /// TLS settings in place of these, such as other root certificates or a certificate of the client's own. The
    /// protocols that are offered (ALPN) are set here: leave them empty.
    #[cfg(feature = "rustls")]
    #[must_use]
    pub fn tls(mut self, config: rustls::ClientConfig) -> Self {
        self.tls = Some(Box::new(config));
        self
    }

    /// Speaks HTTP/2 without asking whether the server does, to plain http as well ("prior knowledge", RFC 9113 section
    /// 3.3).
    #[cfg(feature = "http2")]
    #[must_use]
    pub fn http2_only(mut self) -> Self {
        self.http2_only = true;
        self
    }
}

impl Hyper {
    pub(crate) fn is_http2_only(&self) -> bool {
        self.http2_only
    }
}

impl From<Hyper> for Transport {
    fn from(hyper: Hyper) -> Self {
        Self(Choice::Hyper(hyper))
    }
}

/// A pool of connections. Cloning shares it.
#[derive(Debug, Clone)]
pub(crate) struct Pool(Arc<Client<Connector, Sent>>);

impl Pool {
    /// The error says what is wrong with the TLS settings.
    pub(crate) fn new(hyper: Hyper, connect: Duration, idle: Duration) -> Result<Self, String> {
        let mut builder = Client::builder(TokioExecutor::new());
        builder.timer(TokioTimer::new()).pool_timer(TokioTimer::new()).pool_idle_timeout(idle.min(FAR));
        #[cfg(feature = "http2")]
        {
            builder
                .http2_only(hyper.http2_only)
                .http2_max_header_list_size(super::LONGEST_HEAD)
                .http2_keep_alive_interval(super::HTTP2_PING)
                .http2_keep_alive_timeout(super::HTTP2_PING);
        }
        Ok(Self(Arc::new(builder.build(Connector::new(hyper, connect)?))))
    }

    pub(super) fn send(&self, outgoing: Outgoing<'_>) -> Flight {
        let Outgoing { base, place, method, headers, body, .. } = outgoing;
        let head = method == Method::HEAD;
        let Ok(uri) = place.uri(base) else { return Flight { response: None, head } };
        let mut request = Request::new(Sent(body.map(Box::new)));
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        Flight { response: Some(self.0.request(request)), head }
    }
}

/// A request on its way.
pub(super) struct Flight {
    /// None if its URL is one that cannot be sent.
    response: Option<ResponseFuture>,
    /// Is it for the head alone?
    head: bool,
}

impl Future for Flight {
    type Output = Result<Incoming, Failure>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(response) = &mut self.response else {
            return Poll::Ready(Err(Failure::new(Fault::Connect)));
        };
        let response = ready!(Pin::new(response).poll(cx)).map_err(failure)?;
        let (parts, body) = response.into_parts();
        let bodiless = self.head || matches!(parts.status.as_u16(), 204 | 304);
        let end = if parts.version == Version::HTTP_2 { End::Flag } else { End::Error };
        let source = if bodiless { Source::Empty } else { Source::Hyper { body, end } };
        Poll::Ready(Ok(Incoming { status: parts.status, headers: parts.headers, body: Body::new(source) }))
    }
}

/// The body of a request as it is sent. In a box: a request is moved some ten times on its way, most without a body.
#[derive(Debug)]
struct Sent(Option<Box<Sending>>);

impl http_body::Body for Sent {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.0.as_deref_mut() {
            Some(Sending::Stream(stream)) => Pin::new(stream).poll_frame(cx),
            Some(Sending::Bytes(bytes)) if !bytes.is_empty() => {
                Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes)))))
            }
            _ => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.size_hint().exact() == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        match self.0.as_deref() {
            None => SizeHint::with_exact(0),
            Some(Sending::Bytes(bytes)) => SizeHint::with_exact(bytes.len() as u64),
            Some(Sending::Stream(stream)) => stream.size_hint(),
        }
    }
}
