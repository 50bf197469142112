//! What a subscriber sees: OpenTelemetry's names, the decisions, and nothing of the caller's values.

mod common;

use std::io;
use std::sync::{Arc, Mutex};

use perspio_runtime::{ErrorKind, Result, endpoints};
use perspio_tests::{Listener, reply};
use tracing_subscriber::fmt::format::FmtSpan;

#[endpoints]
pub trait Api {
    #[post("/assets/{id}", idempotent)]
    async fn act(&self, id: &str, #[query] q: &str, #[header("x-own")] own: &str, #[body] body: &str) -> Result<u32>;
}

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Everything that is logged at trace level while one call gets `acts`.
async fn logged(acts: Vec<perspio_tests::Act>) -> (Result<u32>, String) {
    let server = Listener::start(acts).await.unwrap();
    let captured = Captured::default();
    let writer = captured.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let api = ApiClient::new(common::client(&server.url()));
    let result = api.act("canary-id", "canary-query", "canary-header", "canary-body").await;
    drop(guard);
    let text = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    (result, text)
}

#[tokio::test]
async fn a_span_per_call_and_an_event_per_request() {
    let acts =
        vec![reply(503, &[], "canary-answer"), reply(302, &[("location", "/canary-place")], ""), reply(200, &[], "7")];
    let (result, text) = logged(acts).await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Redirect);
    let ours: Vec<&str> = text.lines().filter(|line| line.contains("perspio_runtime")).collect();
    assert_eq!(ours.iter().filter(|line| line.contains("request sent")).count(), 2, "{text}");
    for part in [
        "http.request.method=\"POST\"",
        "url.template=/assets/{id}",
        "otel.name=POST /assets/{id}",
        "server.address=\"127.0.0.1\"",
        "http.response.status_code=503",
        "error.type=503",
        "decision=sent again after",
        "retry.wait_s=",
        "decision=not sent again: not retryable",
    ] {
        assert!(ours.iter().any(|line| line.contains(part)), "{part}: {text}");
    }
    let close = ours.iter().find(|line| line.contains("close")).unwrap();
    for part in ["http.response.status_code=302", "http.request.resend_count=1", "error.type=302"] {
        assert!(close.contains(part), "{part}: {close}");
    }
    assert!(ours.iter().all(|line| !line.contains("canary")), "{text}");
    for secret in common::SECRETS {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test]
async fn an_unreadable_body_is_said_on_the_span() {
    let (result, text) = logged(vec![reply(200, &[], "canary-answer")]).await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Decode);
    let close = text.lines().find(|line| line.contains("perspio_runtime") && line.contains("close")).unwrap();
    assert!(close.contains("error.type=unreadable answer") && !close.contains("canary"), "{close}");
    assert!(!close.contains("resend_count"), "{close}");
}

#[tokio::test]
async fn a_span_ends_with_its_call_even_if_somebody_keeps_the_future() {
    let captured = Captured::default();
    let writer = captured.clone();
    let subscriber =
        tracing_subscriber::fmt().with_span_events(FmtSpan::CLOSE).with_writer(move || writer.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    for status in [200, 404] {
        captured.0.lock().unwrap().clear();
        let server = Listener::start([reply(status, &[], "7")]).await.unwrap();
        let api = ApiClient::new(common::client(&server.url()));
        let mut call = std::pin::pin!(api.act("1", "q", "own", "body"));
        assert_eq!((&mut call).await.is_ok(), status == 200);
        let text = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
        assert_eq!(text.matches("http_call").count(), 1, "{text}");
    }
}
