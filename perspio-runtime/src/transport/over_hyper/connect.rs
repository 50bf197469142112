//! Connections, made as reqwest makes them: no delay, kept alive, within the time that the client sets.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
#[cfg(feature = "rustls")]
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use tower_service::Service;

use super::Hyper;
use crate::error::BoxError;
use crate::time;

/// How long a silent connection is left alone, between and before probes, and how many stay without an answer.
const KEEPALIVE: Duration = Duration::from_secs(15);
const PROBES: u32 = 3;
/// How long what was sent may stay without acknowledgement.
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

#[cfg(feature = "rustls")]
type Inner = HttpsConnector<HttpConnector>;
#[cfg(not(feature = "rustls"))]
type Inner = HttpConnector;

/// Makes one connection, TLS included, within its time.
#[derive(Debug, Clone)]
pub(super) struct Connector {
    inner: Inner,
    within: Duration,
}

impl Connector {
    pub(super) fn new(hyper: Hyper, within: Duration) -> Result<Self, String> {
        let mut http = HttpConnector::new();
        http.set_nodelay(true);
        // Shared out among the addresses of a host, so that one that is dead does not use up all of it.
        http.set_connect_timeout(Some(within));
        http.set_keepalive(Some(KEEPALIVE));
        http.set_keepalive_interval(Some(KEEPALIVE));
        http.set_keepalive_retries(Some(PROBES));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        http.set_tcp_user_timeout(Some(UNACKNOWLEDGED));
        Ok(Self { inner: inner(hyper, http)?, within })
    }
}

#[cfg(not(feature = "rustls"))]
#[expect(clippy::unnecessary_wraps, reason = "as with TLS, whose settings may be wrong")]
fn inner(_: Hyper, http: HttpConnector) -> Result<Inner, String> {
    Ok(http)
}

#[cfg(feature = "rustls")]
fn inner(hyper: Hyper, mut http: HttpConnector) -> Result<Inner, String> {
    http.enforce_http(false);
    let builder = HttpsConnectorBuilder::new();
    let builder = match hyper.tls {
        Some(config) if !config.alpn_protocols.is_empty() => {
            return Err("the protocols that are offered (ALPN) must be left empty".to_owned());
        }
        Some(config) => builder.with_tls_config(*config),
        None => {
            let provider = rustls::crypto::CryptoProvider::get_default().cloned();
            let provider = provider.unwrap_or_else(|| rustls::crypto::aws_lc_rs::default_provider().into());
            builder.with_provider_and_platform_verifier(provider).map_err(|error| error.to_string())?
        }
    };
    let builder = builder.https_or_http();
    #[cfg(feature = "http2")]
    if hyper.http2_only {
        return Ok(builder.enable_http2().wrap_connector(http));
    }
    let builder = builder.enable_http1();
    #[cfg(feature = "http2")]
    let builder = builder.enable_http2();
    Ok(builder.wrap_connector(http))
}

impl Service<Uri> for Connector {
    type Response = <Inner as Service<Uri>>::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.inner.call(uri);
        let end = time::after(time::now(), self.within);
        Box::pin(async move {
            let Ok(connected) = time::until(end, connecting).await else {
                return Err(io::Error::new(io::ErrorKind::TimedOut, "no connection in time").into());
            };
            let stream = connected?;
            Ok(stream)
        })
    }
}
