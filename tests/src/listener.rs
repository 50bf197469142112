//! A TCP listener that plays a script: whatever bytes, cuts and silences a test asks for.
#![allow(clippy::disallowed_methods, reason = "a slow server on a real socket is slow in real time")]

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What is done with one request.
#[derive(Debug, Clone)]
pub enum Act {
    /// These bytes; the connection stays open.
    Send(Vec<u8>),
    /// These bytes, then the connection closes.
    Close(Vec<u8>),
    /// These bytes; the connection closes if it is idle for so long after them.
    Linger(Vec<u8>, Duration),
    /// These bytes one by one, with a pause before each, then the connection closes.
    Drip(Vec<u8>, Duration),
    /// These bytes, then nothing more, on an open connection.
    Silence(Vec<u8>),
    /// The first bytes, then the second again and again, until the client hangs up.
    Endless(Vec<u8>, Vec<u8>),
    /// The connection is reset at once.
    Reset,
}

/// The bytes of an answer with a body.
pub fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> Act {
    let mut head = format!("HTTP/1.1 {status} Status\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let length =
        if status == 204 || status == 304 { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    Act::Send(format!("{head}{length}\r\n{body}").into_bytes())
}

/// One request, as it came over the wire.
#[derive(Debug, Clone)]
pub struct Request {
    /// Request line and headers.
    pub head: String,
    /// The body; what a chunked one holds.
    pub body: Vec<u8>,
    /// The number of the connection it came on, from 0.
    pub connection: usize,
}

impl Request {
    /// The request line.
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1")
    }

    /// The values of a header, in order.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        let pairs = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        pairs.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
    }
}

#[derive(Debug, Default)]
struct State {
    acts: VecDeque<Act>,
    requests: Vec<Request>,
    connections: usize,
}

/// The listener; stops when it is dropped.
#[derive(Debug)]
pub struct Listener {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl Listener {
    /// Listens on a free port of 127.0.0.1 and plays `acts`, one a request. When they are used up, connections close.
    ///
    /// # Errors
    /// If there is no free port.
    pub async fn start(acts: impl IntoIterator<Item = Act>) -> io::Result<Self> {
        Self::start_at(0, acts).await
    }

    /// The same on a port of one's own.
    ///
    /// # Errors
    /// If the port is taken.
    pub async fn start_at(port: u16, acts: impl IntoIterator<Item = Act>) -> io::Result<Self> {
        crate::trace();
        let socket = TcpListener::bind(("127.0.0.1", port)).await?;
        let address = socket.local_addr()?;
        let state = Arc::new(Mutex::new(State { acts: acts.into_iter().collect(), ..State::default() }));
        let shared = state.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = socket.accept().await {
                let mut state = lock(&shared);
                let connection = state.connections;
                state.connections += 1;
                tokio::spawn(serve(stream, connection, shared.clone()));
            }
        });
        Ok(Self { address, state, task })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.state).requests.clone()
    }

    /// The connections so far.
    pub fn connections(&self) -> usize {
        lock(&self.state).connections
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One connection, until an act or the client ends it.
async fn serve(mut stream: TcpStream, connection: usize, state: Arc<Mutex<State>>) {
    let mut idle = Duration::MAX;
    while let Ok(Ok(Some(request))) = tokio::time::timeout(idle, read(&mut stream, connection)).await {
        let act = {
            let mut state = lock(&state);
            state.requests.push(request);
            state.acts.pop_front()
        };
        match act {
            Some(Act::Send(bytes)) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Some(Act::Linger(bytes, length)) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
                idle = length;
            }
            Some(Act::Close(bytes)) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
                return;
            }
            Some(Act::Drip(bytes, pause)) => {
                for byte in bytes {
                    tokio::time::sleep(pause).await;
                    if stream.write_all(&[byte]).await.is_err() {
                        return;
                    }
                }
                return;
            }
            Some(Act::Endless(head, again)) => {
                let mut sent = stream.write_all(&head).await;
                while sent.is_ok() {
                    sent = stream.write_all(&again).await;
                }
                return;
            }
            Some(Act::Silence(bytes)) => {
                let _ = stream.write_all(&bytes).await;
                // Until the client gives up.
                let _ = stream.read(&mut [0; 1]).await;
                return;
            }
            Some(Act::Reset) => {
                let _ = stream.set_zero_linger();
                return;
            }
            None => return,
        }
    }
}

/// One request with its body, or `None` when the client is done.
async fn read(stream: &mut TcpStream, connection: usize) -> io::Result<Option<Request>> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let mut body = bytes.split_off(end + 4);
    let head = String::from_utf8_lossy(&bytes).into_owned();
    let mut request = Request { head, body: Vec::new(), connection };
    if request.headers("transfer-encoding") == ["chunked"] {
        return Ok(chunked(stream, body).await?.map(|body| Request { body, ..request }));
    }
    let length = request.headers("content-length").first().and_then(|value| value.parse().ok()).unwrap_or(0);
    while body.len() < length {
        if stream.read_buf(&mut body).await? == 0 {
            return Ok(None);
        }
    }
    request.body = body;
    Ok(Some(request))
}

/// What a chunked body holds (RFC 9112 section 7.1), or `None` when the client hangs up before its end.
async fn chunked(stream: &mut TcpStream, mut bytes: Vec<u8>) -> io::Result<Option<Vec<u8>>> {
    let mut content = Vec::new();
    loop {
        let Some(line) = bytes.windows(2).position(|window| window == b"\r\n") else {
            if stream.read_buf(&mut bytes).await? == 0 {
                return Ok(None);
            }
            continue;
        };
        let size = String::from_utf8_lossy(&bytes[..line]).into_owned();
        let size =
            usize::from_str_radix(&size, 16).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        let (start, end) = (line + 2, line + 2 + size);
        while bytes.len() < end + 2 {
            if stream.read_buf(&mut bytes).await? == 0 {
                return Ok(None);
            }
        }
        if size == 0 {
            return Ok(Some(content));
        }
        content.extend_from_slice(&bytes[start..end]);
        bytes.drain(..end + 2);
    }
}
