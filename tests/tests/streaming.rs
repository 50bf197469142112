//! Bodies that are handed over as they come, over real sockets.
#![allow(clippy::disallowed_methods, reason = "a slow server on a real socket is slow in real time")]

mod common;

use std::time::Duration;

use common::{builder, client, http2_builder, printed};
use perspio_runtime::{BodyStream, Bytes, Client, Endpoint, Error, ErrorKind, Method, Part, Reason, Response, Retry};
use perspio_tests::{Act, Listener, reply};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[global_allocator]
static HEAP: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

const EXPORT: Endpoint = Endpoint::new("export", Method::Get, &[Part::Text("/export")]);

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/// Much longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

async fn stream(client: &Client) -> Result<Response<BodyStream>, Error> {
    client.call(&EXPORT).stream().await
}

/// The pieces until the end or an error, after which there must be nothing.
async fn read(body: &mut BodyStream) -> (Vec<Bytes>, Option<Error>) {
    let mut pieces = Vec::new();
    loop {
        match body.chunk().await {
            Ok(Some(piece)) => pieces.push(piece),
            Ok(None) => return (pieces, None),
            Err(error) => {
                assert!(body.chunk().await.unwrap().is_none());
                printed(&error);
                return (pieces, Some(error));
            }
        }
    }
}

/// A call that has been answered with these bytes, and the server's side of its connection.
async fn begun(bytes: &str) -> (Client, TcpStream, BodyStream) {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = client(&format!("http://{}", socket.local_addr().unwrap()));
    let call = tokio::spawn({
        let client = client.clone();
        async move { stream(&client).await }
    });
    let (mut server, _) = socket.accept().await.unwrap();
    assert!(server.read(&mut [0; 4096]).await.unwrap() > 0);
    server.write_all(bytes.as_bytes()).await.unwrap();
    (client, server, call.await.unwrap().unwrap().into_body())
}

#[tokio::test]
async fn pieces_are_handed_over_while_the_rest_is_not_there_yet() {
    let (_client, mut server, mut body) = begun(CHUNKED).await;
    assert_eq!(body.length(), None);
    for piece in ["one", "two", "three"] {
        // The next is not sent before this one is read.
        server.write_all(format!("{:x}\r\n{piece}\r\n", piece.len()).as_bytes()).await.unwrap();
        assert_eq!(body.chunk().await.unwrap().unwrap(), piece);
    }
    server.write_all(b"0\r\nx-trailer: 1\r\n\r\n").await.unwrap();
    assert!(body.chunk().await.unwrap().is_none() && body.chunk().await.unwrap().is_none());
}

#[tokio::test]
async fn a_body_that_is_cut_short_never_ends_quietly() {
    let sixty = "x".repeat(60);
    for rest in [
        format!("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{sixty}"),
        format!("{CHUNKED}3c\r\n{sixty}\r\n"),
        format!("{CHUNKED}64\r\n{sixty}"),
        format!("{CHUNKED}3c\r\n{sixty}\r\nzz\r\n"),
    ] {
        let server = Listener::start([Act::Close(rest.clone().into_bytes())]).await.unwrap();
        let mut body = stream(&client(&server.url())).await.unwrap().into_body();
        let (pieces, error) = read(&mut body).await;
        let error = error.unwrap();
        assert_eq!(pieces.concat(), sixty.as_bytes(), "{rest}");
        assert_eq!((error.kind(), error.reason()), (ErrorKind::Transport, Some(Reason::NotRetryable)), "{error:?}");
        assert_eq!((error.status().unwrap().as_u16(), error.attempts().len(), server.requests().len()), (200, 1, 1));
        assert!(error.may_have_been_processed() && std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn a_body_that_falls_silent_is_a_timeout_and_one_that_drips_is_none() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n";
    let server = Listener::start([Act::Silence(format!("{head}ab").into_bytes())]).await.unwrap();
    let mut body = stream(&client(&server.url())).await.unwrap().into_body();
    assert_eq!(body.length(), Some(4));
    let (pieces, error) = read(&mut body).await;
    let error = error.unwrap();
    assert_eq!((pieces.concat(), error.kind()), (b"ab".to_vec(), ErrorKind::Timeout));
    assert!(error.is_timeout() && error.elapsed() >= Duration::from_millis(500));

    // Longer than one timeout, but no piece is.
    let (client, mut server, mut body) = begun("HTTP/1.1 200 OK\r\n\r\n").await;
    let drip = tokio::spawn(async move {
        for _ in 0..6 {
            tokio::time::sleep(Duration::from_millis(150)).await;
            server.write_all(b"x").await.unwrap();
        }
    });
    let (pieces, error) = read(&mut body).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(pieces, ["x"; 6]);
    assert_eq!(client.stats().attempts(), 1);
    drip.await.unwrap();
}

#[tokio::test]
async fn dropping_it_closes_the_connection_and_reading_it_to_the_end_keeps_it() {
    let (_client, mut server, mut body) = begun("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab").await;
    assert_eq!(body.chunk().await.unwrap().unwrap(), "ab");
    drop(body);
    let closed = tokio::time::timeout(PATIENCE, server.read(&mut [0; 1])).await.unwrap();
    assert!(matches!(closed, Ok(0) | Err(_)));

    let server = Listener::start([reply(200, &[], "abcd"), reply(200, &[], "efgh")]).await.unwrap();
    let client = client(&server.url());
    for expected in ["abcd", "efgh"] {
        let (pieces, error) = read(&mut stream(&client).await.unwrap().into_body()).await;
        assert!(pieces.concat() == expected.as_bytes() && error.is_none());
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn up_to_its_head_it_is_sent_again_and_follows_redirects() {
    let server = Listener::start([
        reply(503, &[], "busy"),
        Act::Reset,
        reply(302, &[("location", "/elsewhere")], ""),
        reply(200, &[("x-id", "7")], "abc"),
    ])
    .await
    .unwrap();
    let response = stream(&client(&server.url())).await.unwrap();
    assert_eq!((response.attempts().len(), response.headers()["x-id"].to_str().unwrap()), (4, "7"));
    assert_eq!(read(&mut response.into_body()).await.0, ["abc"]);
    assert_eq!(server.requests()[3].line(), "GET /elsewhere");
}

#[tokio::test]
async fn a_body_without_end_takes_no_memory() {
    const MIB: usize = 1024 * 1024;
    let chunk = [b"10000\r\n".to_vec(), vec![b'x'; 0x10000], b"\r\n".to_vec()].concat();
    let server = Listener::start([Act::Endless(CHUNKED.into(), chunk)]).await.unwrap();
    let client = builder(&server.url()).timeout(PATIENCE).max_body(MIB).retry(Retry::never()).build().unwrap();
    HEAP.reset_peak_usage();
    let before = HEAP.current_usage();
    let mut body = stream(&client).await.unwrap().into_body();
    let mut length = 0;
    while length < 64 * MIB {
        length += body.chunk().await.unwrap().unwrap().len();
    }
    drop(body);
    // The other tests of this file, which are small, may run at the same time.
    let growth = HEAP.peak_usage().saturating_sub(before);
    assert!(growth <= 4 * MIB, "the heap grew by {growth}");
}

#[tokio::test]
async fn a_stream_of_http2_that_is_reset_is_no_end_and_one_that_is_dropped_is_reset() {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    let (told, mut heard) = tokio::sync::mpsc::channel(1);
    tokio::spawn(async move {
        let mut connection = h2::server::handshake(socket.accept().await.unwrap().0).await.unwrap();
        let mut resets = [Some(h2::Reason::NO_ERROR), Some(h2::Reason::INTERNAL_ERROR), None].into_iter();
        while let Some(Ok((_, mut respond))) = connection.accept().await {
            let (reset, told) = (resets.next().unwrap(), told.clone());
            tokio::spawn(async move {
                let mut body = respond.send_response(http::Response::new(()), false).unwrap();
                body.send_data(Bytes::from("ab"), false).unwrap();
                // The data has to be on its way before the reset overtakes it.
                tokio::time::sleep(Duration::from_millis(100)).await;
                match reset {
                    Some(reason) => body.send_reset(reason),
                    None => told.send(std::future::poll_fn(|cx| body.poll_reset(cx)).await).await.unwrap(),
                }
            });
        }
    });
    let client = http2_builder(&url).build().unwrap();
    for _ in 0..2 {
        let (pieces, error) = read(&mut stream(&client).await.unwrap().into_body()).await;
        assert_eq!((pieces.concat(), error.unwrap().kind()), (b"ab".to_vec(), ErrorKind::Transport));
    }
    let mut body = stream(&client).await.unwrap().into_body();
    assert_eq!(body.chunk().await.unwrap().unwrap(), "ab");
    drop(body);
    let reason = tokio::time::timeout(PATIENCE, heard.recv()).await.unwrap().unwrap();
    assert_eq!(reason.unwrap(), h2::Reason::CANCEL);
}
