//! Certificates that must not be trusted.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{builder, over_hyper, printed};
use perspio_runtime::transport::Hyper;
use perspio_runtime::{Client, ErrorKind, Reason, Result, endpoints, reqwest};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};

#[endpoints]
pub trait Api {
    #[get("/")]
    async fn read(&self) -> Result<u32>;
}

/// A server with a certificate for `host`, valid in these years.
struct Server {
    port: u16,
    certificate: CertificateDer<'static>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    async fn start(host: &str, years: (i32, i32)) -> Self {
        Self::offering(host, years, &[]).await
    }

    /// The same, with these protocols to choose from, in its own order. It answers in HTTP/1.1 whatever is chosen.
    async fn offering(host: &str, years: (i32, i32), protocols: &[&[u8]]) -> Self {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new([host.to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(years.0, 1, 1);
        params.not_after = rcgen::date_time_ymd(years.1, 1, 1);
        let certificate = params.self_signed(&key).unwrap();
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
            )
            .unwrap();
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = socket.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = connections.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = socket.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    let Ok(mut stream) = acceptor.accept(stream).await else { return };
                    let _ = stream.read(&mut [0; 4096]).await;
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7").await;
                });
            }
        });
        let certificate = certificate.der().clone();
        Self { port, certificate, connections }
    }

    /// A client that trusts this server and speaks HTTP/2 alone.
    fn http2_client(&self) -> Client {
        let builder = builder(&format!("https://localhost:{}", self.port));
        let builder = if over_hyper() {
            builder.transport(Hyper::new().tls(self.trusting()).http2_only())
        } else {
            let certificate = reqwest::Certificate::from_der(&self.certificate).unwrap();
            builder.reqwest(move |http| http.tls_certs_only([certificate]).http2_prior_knowledge())
        };
        builder.build().unwrap()
    }

    /// TLS settings with its certificate for the only root.
    fn trusting(&self) -> ClientConfig {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone()).unwrap();
        ClientConfig::builder().with_root_certificates(roots).with_no_client_auth()
    }

    /// A client that goes to `host` and trusts this server's certificate, or not.
    fn client(&self, trusted: bool) -> Client {
        let builder = builder(&format!("https://localhost:{}", self.port));
        let builder = if !trusted {
            builder
        } else if over_hyper() {
            builder.transport(Hyper::new().tls(self.trusting()))
        } else {
            let certificate = reqwest::Certificate::from_der(&self.certificate).unwrap();
            builder.reqwest(move |http| http.tls_certs_only([certificate]))
        };
        builder.build().unwrap()
    }
}

#[tokio::test]
async fn a_good_certificate_is_trusted() {
    let server = Server::start("localhost", (2020, 2099)).await;
    assert_eq!(ApiClient::new(server.client(true)).read().await.unwrap(), 7);
}

#[tokio::test]
async fn a_bad_certificate_is_final_and_nothing_is_sent() {
    for (fault, host, years, trusted) in [
        ("untrusted", "localhost", (2020, 2099), false),
        ("wrong host", "other.test", (2020, 2099), true),
        ("expired", "localhost", (2020, 2021), true),
    ] {
        let server = Server::start(host, years).await;
        let error = ApiClient::new(server.client(trusted)).read().await.unwrap_err();
        assert_eq!((error.kind(), error.reason()), (ErrorKind::Tls, Some(Reason::NotRetryable)), "{fault}: {error:?}");
        assert_eq!(server.connections.load(Ordering::SeqCst), 1, "{fault}");
        assert!(!error.may_have_been_processed());
        printed(&error);
    }
}

#[tokio::test]
async fn a_server_without_tls_is_not_spoken_to() {
    let server = perspio_tests::Listener::start([]).await.unwrap();
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = socket.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = socket.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let client = builder(&format!("https://localhost:{port}")).build().unwrap();
    let error = ApiClient::new(client).read().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_server_that_does_not_speak_http2_is_found_out_before_anything_is_sent() {
    let server = Server::offering("localhost", (2020, 2099), &[b"http/1.1"]).await;
    let error = ApiClient::new(server.http2_client()).read().await.unwrap_err();
    assert_eq!((error.kind(), error.may_have_been_processed()), (ErrorKind::Tls, false), "{error:?}");
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn where_reqwest_can_unpack_bodies_it_speaks_http1() {
    let server = Server::offering("localhost", (2020, 2099), &[b"h2", b"http/1.1"]).await;
    assert_eq!(ApiClient::new(server.client(true)).read().await.unwrap(), 7);
}
