//! Servers that break the rules of HTTP, or stretch them: every answer ends in `Ok` or a typed error, in time.

mod common;

use std::time::Duration;

use common::{builder, client, printed};
use perspio_runtime::{Client, ErrorKind, Fault, Result, Retry, endpoints};
use perspio_tests::{Act, Listener, reply};
use proptest::prelude::*;

#[endpoints]
pub trait Api {
    #[get("/")]
    async fn number(&self) -> Result<u32>;
    #[post("/", not_idempotent)]
    async fn act(&self) -> Result<u32>;
}

fn once(url: &str) -> Client {
    builder(url).retry(Retry::never()).build().unwrap()
}

/// What one call makes of these bytes.
async fn read(bytes: impl Into<Vec<u8>>) -> std::result::Result<u32, ErrorKind> {
    let server = Listener::start([Act::Close(bytes.into())]).await.unwrap();
    let result = ApiClient::new(once(&server.url())).number().await;
    if let Err(error) = &result {
        printed(error);
        assert_eq!(error.attempts().len(), 1);
    }
    result.map_err(|error| error.kind())
}

#[tokio::test]
async fn odd_messages_are_read_or_refused() {
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let many = "x: y\r\n".repeat(500);
    let long = format!("x: {}\r\n", "y".repeat(300 * 1024));
    let longer = format!("x: {}\r\n", "y".repeat(2 * 1024 * 1024));
    for (bytes, expected) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7".to_owned(), Ok(7)),
        ("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7 and more".to_owned(), Ok(7)),
        ("HTTP/1.0 200 OK\r\n\r\n7".to_owned(), Ok(7)),
        (format!("{}HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7", "HTTP/1.1 103 E\r\n\r\n".repeat(50)), Ok(7)),
        (format!("{chunked}1;ext=1\r\n7\r\n0\r\n\r\n"), Ok(7)),
        (format!("{chunked}1\r\n7\r\n0\r\ntrailer: x\r\n\r\n"), Ok(7)),
        (format!("{chunked}1\r\n7\r\n"), Err(ErrorKind::Transport)),
        (format!("{chunked}1\r\n7\r\n0\r\n"), Err(ErrorKind::Transport)),
        (format!("{chunked}FFFFFFFFFFFFFFFFF\r\n7"), Err(ErrorKind::Transport)),
        (format!("{chunked}-1\r\n7\r\n0\r\n\r\n"), Err(ErrorKind::Transport)),
        (format!("{chunked}1\r\n77\r\n0\r\n\r\n"), Err(ErrorKind::Transport)),
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n7".to_owned(), Err(ErrorKind::Transport)),
        ("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n7".to_owned(), Err(ErrorKind::Transport)),
        ("HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n7".to_owned(), Err(ErrorKind::Transport)),
        ("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n7".to_owned(), Err(ErrorKind::Transport)),
        ("HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\n7".to_owned(), Err(ErrorKind::Transport)),
        ("HTTP/1.1 200 OK\r\ncontent-length: 16777217\r\n\r\n7".to_owned(), Err(ErrorKind::Decode)),
        ("HTTP/1.1 99 Low\r\n\r\n".to_owned(), Err(ErrorKind::Transport)),
        ("HTTP/1.1 999 High\r\ncontent-length: 0\r\n\r\n".to_owned(), Err(ErrorKind::UnexpectedStatus)),
        ("HTTP/1.1 2000 OK\r\n\r\n".to_owned(), Err(ErrorKind::Transport)),
        ("HTTP/9.9 200 OK\r\n\r\n".to_owned(), Err(ErrorKind::Transport)),
        ("HTTP/1.1 200 OK\r\nbad header\r\n\r\n7".to_owned(), Err(ErrorKind::Transport)),
        (format!("HTTP/1.1 200 OK\r\n{many}\r\n7"), Err(ErrorKind::Transport)),
        (format!("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n{long}\r\n7"), Err(ErrorKind::Decode)),
        (format!("HTTP/1.1 200 OK\r\n{longer}\r\n7"), Err(ErrorKind::Transport)),
        ("SSH-2.0-OpenSSH_9.2\r\n".to_owned(), Err(ErrorKind::Transport)),
        (String::new(), Err(ErrorKind::Transport)),
    ] {
        let start: String = bytes.chars().take(80).collect();
        assert_eq!(read(bytes).await, expected, "{start:?}");
    }
}

#[tokio::test]
async fn a_long_location_is_a_redirect_that_is_not_followed() {
    let location = format!("/{}", "x".repeat(64 * 1024));
    let server = Listener::start([reply(302, &[("location", &location)], ""), reply(200, &[], "7")]).await.unwrap();
    let error = ApiClient::new(client(&server.url())).number().await.unwrap_err();
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Redirect, 1));
    let invalid = Act::Close(b"HTTP/1.1 302 F\r\nlocation: /\xff\xfe\r\ncontent-length: 0\r\n\r\n".to_vec());
    let server = Listener::start([invalid, reply(200, &[], "7")]).await.unwrap();
    let error = ApiClient::new(client(&server.url())).number().await.unwrap_err();
    assert_eq!((error.kind(), error.location(), server.requests().len()), (ErrorKind::Redirect, None, 1));
}

#[tokio::test]
async fn a_slow_drip_times_out() {
    let bytes = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7".to_vec();
    let server = Listener::start([Act::Drip(bytes, Duration::from_millis(100))]).await.unwrap();
    let error = ApiClient::new(once(&server.url())).number().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()[0].fault()), (ErrorKind::Timeout, Some(Fault::Timeout)));
    assert!(error.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn an_idle_connection_that_the_server_closes_is_no_error() {
    // Every second answer closes its connection without saying so, which the pool finds out late or not at all.
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7".to_vec();
    let acts =
        (0..400).map(|index| if index % 2 == 0 { Act::Send(answer.clone()) } else { Act::Close(answer.clone()) });
    let server = Listener::start(acts).await.unwrap();
    let api = ApiClient::new(client(&server.url()));
    for _ in 0..200 {
        assert_eq!(api.number().await.unwrap(), 7);
    }
}

#[tokio::test]
async fn a_write_is_sent_once_however_the_connection_ends() {
    for act in [
        Act::Reset,
        Act::Close(Vec::new()),
        Act::Close(b"HTTP/1.1 200 OK\r\n".to_vec()),
        Act::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n7".to_vec()),
        Act::Silence(Vec::new()),
        reply(500, &[], ""),
    ] {
        let server = Listener::start([act.clone(), reply(200, &[], "7"), reply(200, &[], "7")]).await.unwrap();
        let error = ApiClient::new(client(&server.url())).act().await.unwrap_err();
        assert!(error.may_have_been_processed(), "{act:?}");
        assert_eq!(server.requests().len(), 1, "{act:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_end_in_ok_or_a_typed_error(
        noise in prop::collection::vec(any::<u8>(), 0..300),
        prefix in prop::sample::select(vec![
            "", "HTTP/1.1 ", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "HTTP/1.1 503 S\r\n\r\n", "HTTP/1.1 302 F\r\nlocation: ",
        ]),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let result = runtime.block_on(read([prefix.as_bytes(), &noise].concat()));
        let typed = [
            ErrorKind::Transport, ErrorKind::Decode, ErrorKind::UnexpectedStatus, ErrorKind::Server, ErrorKind::Redirect,
        ];
        if let Err(kind) = result {
            prop_assert!(typed.contains(&kind), "{kind:?}");
        }
    }
}
