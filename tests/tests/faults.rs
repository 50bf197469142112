//! Every row of the status table that has no answer, or none that can be read, over a real socket.

mod common;

use std::time::Duration;

use common::api::{Api, ApiClient, act, play, read, status};
use common::{builder, client, printed};
use perspio_runtime::{Error, ErrorKind, Outcome, Reason, Retry};
use perspio_tests::{Act, Listener, reply};

#[tokio::test]
async fn a_refused_connection_is_tried_again_by_every_method() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}");
    let error = ApiClient::new(client(&url)).act("x").await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Connect, Some(Reason::Attempts)));
    assert_eq!((error.attempts().len(), error.may_have_been_processed()), (4, false));
    printed(&error);

    let retry = Retry::new().attempts(30).base(Duration::from_millis(50)).cap(Duration::from_millis(200));
    let client = builder(&url).retry(retry).build().unwrap();
    let call = tokio::spawn(async move { ApiClient::new(client).act("x").await });
    tokio::task::yield_now().await;
    let server = Listener::start_at(port, [status(200)]).await.unwrap();
    call.await.unwrap().unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_host_that_does_not_exist_is_no_connection() {
    let client = builder("https://does-not-exist.invalid");
    // A resolver may be slow to say no.
    let client = client.timeout(Duration::from_secs(30)).retry(Retry::never()).build().unwrap();
    let error = ApiClient::new(client).act("x").await.unwrap_err();
    assert_eq!((error.kind(), error.may_have_been_processed()), (ErrorKind::Connect, false));
    printed(&error);
}

#[tokio::test]
async fn what_was_perhaps_sent_is_repeated_only_where_that_is_safe() {
    let cut = Act::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"complete\":\"json\"}".to_vec());
    let half_head = Act::Close(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec());
    let garbage = Act::Close(b"\x16\x03\x01\x02\x00not http at all\r\n\r\n".to_vec());
    let bad_chunk = Act::Close(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n".to_vec());
    let cut_chunk = Act::Close(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhel".to_vec());
    for (act_once, kind) in [
        (Act::Reset, ErrorKind::Transport),
        (Act::Close(Vec::new()), ErrorKind::Transport),
        (cut, ErrorKind::Transport),
        (half_head, ErrorKind::Transport),
        (garbage, ErrorKind::Transport),
        (bad_chunk, ErrorKind::Transport),
        (cut_chunk, ErrorKind::Transport),
        (Act::Silence(Vec::new()), ErrorKind::Timeout),
        (Act::Silence(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhe".to_vec()), ErrorKind::Timeout),
    ] {
        let (error, count) = act(vec![act_once.clone(), status(200)]).await;
        let error = error.unwrap_err();
        assert_eq!((error.kind(), count), (kind, 1), "{act_once:?}: {error:?}");
        assert_eq!(error.reason(), Some(Reason::NotIdempotent));
        assert!(error.may_have_been_processed());
        assert_eq!(error.is_timeout(), kind == ErrorKind::Timeout);
        let (result, count) = read(vec![act_once.clone(), status(200)]).await;
        let response = result.unwrap();
        assert_eq!(count, 2, "{act_once:?}");
        assert!(matches!(response.attempts()[0].outcome(), Outcome::Fault(_)));
    }
}

#[tokio::test]
async fn a_connection_that_broke_or_fell_silent_is_not_used_again() {
    let silent = Act::Silence(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhe".to_vec());
    let server = Listener::start([status(200), status(200), silent, status(200)]).await.unwrap();
    let api = ApiClient::new(client(&server.url()));
    for _ in 0..3 {
        api.read().await.unwrap();
    }
    let connections: Vec<usize> = server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [0, 0, 0, 1]);
}

#[tokio::test]
async fn an_unreadable_success_is_decode_and_not_repeated() {
    for body in ["<html>", "{", ""] {
        let (error, lines) = play(vec![reply(200, &[], body)], async |api| api.number().await).await;
        let error = error.unwrap_err();
        assert_eq!((error.kind(), error.reason(), lines.len()), (ErrorKind::Decode, Some(Reason::NotRetryable), 1));
        assert_eq!(error.body().as_ref(), body.as_bytes());
    }
}

#[tokio::test]
async fn a_refused_parameter_sends_nothing() {
    for id in ["", ".", ".."] {
        let (error, lines) = play(vec![status(200)], async |api| api.delete(id).await).await;
        let error: Error = error.unwrap_err();
        assert_eq!((error.kind(), error.parameter(), lines.len()), (ErrorKind::InvalidRequest, Some("id"), 0));
        assert!(error.to_string().starts_with("DELETE /v1/{id}: invalid request: `id` must not"), "{error}");
    }
}

#[tokio::test]
async fn a_deadline_ends_the_call() {
    let server = Listener::start([reply(503, &[("retry-after", "20")], "")]).await.unwrap();
    let client = builder(&server.url()).deadline(Duration::from_secs(10)).build().unwrap();
    let error = ApiClient::new(client).read().await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Server, Some(Reason::Deadline)));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(20)));
    assert!(error.elapsed() < Duration::from_secs(5));
}
