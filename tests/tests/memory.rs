//! Answers without an end: memory stays within the bounds that are documented. Alone in its process, since it measures
//! the whole heap.

mod common;

use std::time::Duration;

use common::builder;
use perspio_runtime::{ErrorKind, Result, Retry, endpoints};
use perspio_tests::{Act, Listener};

#[global_allocator]
static HEAP: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

#[endpoints]
pub trait Api {
    #[get("/")]
    async fn number(&self) -> Result<u32>;
    #[get("/")]
    async fn unit(&self) -> Result<()>;
}

#[tokio::test]
async fn an_endless_answer_ends_at_its_bound_or_at_the_timeout() {
    const MIB: usize = 1024 * 1024;
    let chunk = [b"10000\r\n".to_vec(), vec![b'x'; 0x10000], b"\r\n".to_vec()].concat();
    let body = || Act::Endless(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec(), chunk.clone());
    let error_body = || Act::Endless(b"HTTP/1.1 404 N\r\ntransfer-encoding: chunked\r\n\r\n".to_vec(), chunk.clone());
    let interim = || Act::Endless(Vec::new(), b"HTTP/1.1 100 Continue\r\n\r\n".repeat(100));
    let head = || Act::Endless(b"HTTP/1.1 200 OK\r\nx: ".to_vec(), vec![b'x'; 0x1000]);
    for (act, kind) in [
        (body(), ErrorKind::Decode),
        (error_body(), ErrorKind::NotFound),
        (interim(), ErrorKind::Timeout),
        (head(), ErrorKind::Transport),
    ] {
        let server = Listener::start([act.clone(), act]).await.unwrap();
        let client = builder(&server.url()).max_body(MIB).retry(Retry::never()).build().unwrap();
        let api = ApiClient::new(client);
        HEAP.reset_peak_usage();
        let before = HEAP.current_usage();
        let error = api.number().await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error:?}");
        assert!(error.elapsed() < Duration::from_secs(5));
        assert_eq!(api.unit().await.unwrap_err().kind(), kind);
        let growth = HEAP.peak_usage().saturating_sub(before);
        assert!(growth <= 3 * MIB, "{kind:?}: the heap grew by {growth}");
    }
}
