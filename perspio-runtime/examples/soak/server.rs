//! A small HTTP/1.1 server that fails on purpose, in every way a server can.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::ledger::Ledger;

/// What happens to one request in twenty, each kind as often as the others.
pub(crate) const FAULTS: [&str; 17] = [
    "503 before the work",
    "500 after the work",
    "429",
    "429 with Retry-After",
    "reset before the work",
    "reset after the work",
    "body cut short",
    "chunk that is none",
    "not HTTP",
    "silence",
    "307 to the same origin",
    "closed after the answer",
    "401",
    "404",
    "302 to another origin",
    "body over the bound",
    "slow drip",
];

/// How often each fault was injected.
#[derive(Debug, Default)]
pub(crate) struct Injected([AtomicU64; FAULTS.len()]);

impl Injected {
    pub(crate) fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        FAULTS.into_iter().zip(self.0.iter().map(|count| count.load(Ordering::Relaxed)))
    }
}

/// Serves until the task is dropped.
pub(crate) async fn serve(listener: TcpListener, ledger: Arc<Ledger>, injected: Arc<Injected>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(connection(stream, ledger.clone(), injected.clone()));
    }
}

async fn connection(mut stream: TcpStream, ledger: Arc<Ledger>, injected: Arc<Injected>) {
    let _ = stream.set_nodelay(true);
    let mut buffer = Vec::new();
    while let Ok(Some(mut request)) = read(&mut stream, &mut buffer).await {
        // A fault hits the first request of its call; what is sent again is answered.
        if !ledger.saw(request.call) {
            request.fault = None;
        }
        if !answer(&mut stream, &request, &ledger, &injected).await.unwrap_or(false) {
            return;
        }
    }
}

const OK: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n42";

/// Answers or fails; `false` if the connection is done.
async fn answer(stream: &mut TcpStream, request: &Request, ledger: &Ledger, injected: &Injected) -> io::Result<bool> {
    let fault = request.fault.and_then(|fault| Some((fault, injected.0.get(fault)?)));
    let Some((fault, count)) = fault else {
        ledger.took_effect(request.call);
        stream.write_all(OK).await?;
        return Ok(true);
    };
    count.fetch_add(1, Ordering::Relaxed);
    let works = matches!(fault, 1 | 5..=9 | 11 | 15 | 16);
    if works {
        ledger.took_effect(request.call);
    }
    let bytes: &[u8] = match fault {
        0 => b"HTTP/1.1 503 Busy\r\ncontent-length: 4\r\n\r\nbusy",
        1 => b"HTTP/1.1 500 Oops\r\ncontent-length: 4\r\n\r\noops",
        2 => b"HTTP/1.1 429 Slow\r\ncontent-length: 4\r\n\r\nslow",
        3 => b"HTTP/1.1 429 Slow\r\nretry-after: 1\r\ncontent-length: 4\r\n\r\nslow",
        6 => b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n42",
        7 => b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n42\r\n",
        8 => b"\x16\x03\x01 this is not HTTP\r\n\r\n",
        10 => b"HTTP/1.1 307 There\r\nlocation: /moved\r\ncontent-length: 0\r\n\r\n",
        11 => OK,
        12 => b"HTTP/1.1 401 Who\r\ncontent-length: 3\r\n\r\nwho",
        13 => b"HTTP/1.1 404 None\r\ncontent-length: 4\r\n\r\nnone",
        14 => b"HTTP/1.1 302 There\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
        15 => b"HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n",
        16 => b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n",
        _ => b"",
    };
    stream.write_all(bytes).await?;
    match fault {
        4 | 5 => stream.set_zero_linger()?,
        16 => drip(stream).await,
        9 => drop(tokio::time::timeout(Duration::from_secs(2), stream.read(&mut [0; 1])).await),
        _ => {}
    }
    Ok(matches!(fault, 0..=3 | 10 | 12..=14))
}

/// A byte now and then, for longer than anybody waits.
async fn drip(stream: &mut TcpStream) {
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        if stream.write_all(b"4").await.is_err() {
            return;
        }
    }
}

/// What the server wants to know of a request.
#[derive(Debug)]
struct Request {
    call: usize,
    fault: Option<usize>,
}

/// The next request on a connection; what comes after it stays in `buffer`.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Request>> {
    let end = loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(buffer.get(..end).unwrap_or_default()).into_owned();
    let header = |name: &str| {
        let pairs = head.lines().filter_map(|line| line.split_once(": "));
        pairs.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).and_then(|(_, value)| value.parse().ok())
    };
    let whole = end + header("content-length").unwrap_or(0);
    while buffer.len() < whole {
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
    buffer.drain(..whole);
    Ok(Some(Request { call: header("x-call").unwrap_or(usize::MAX), fault: header("x-fault") }))
}
