//! The default transport: reqwest, and what its errors mean.

use std::error::Error as StdError;

use http::{Method, Version};

use super::{Body, Failure, Incoming, Outgoing, Source, Transmit};
use crate::error::Fault;
use crate::payload::Sending;

impl Transmit for reqwest::Client {
    async fn send(&self, outgoing: Outgoing) -> Result<Incoming, Failure> {
        let head = outgoing.method == Method::HEAD;
        let mut request = reqwest::Request::new(outgoing.method, outgoing.url);
        *request.headers_mut() = outgoing.headers;
        *request.body_mut() = outgoing.body.map(|body| match body {
            Sending::Bytes(bytes) => bytes.into(),
            Sending::Stream(stream) => reqwest::Body::wrap(stream),
        });
        let mut response = self.execute(request).await.map_err(failure)?;
        let (status, http2) = (response.status(), response.version() == Version::HTTP_2);
        let headers = std::mem::take(response.headers_mut());
        let bodiless = head || matches!(status.as_u16(), 204 | 304);
        let source = if bodiless { Source::Empty } else { Source::Reqwest { body: response.into(), http2 } };
        Ok(Incoming { status, headers, body: Body::new(source) })
    }
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
