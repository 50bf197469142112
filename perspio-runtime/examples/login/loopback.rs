//! Where the browser comes back to: a port of this machine, for as long as the login takes
//! (RFC 8252 section 7.3).

use std::error::Error;
use std::io;
use std::time::Duration;

use perspio_runtime::auth::{Login, UserCredentials};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// How long somebody may take to log in.
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// How long a connection may take over its request, and the longest head of one, in bytes.
const REQUEST: Duration = Duration::from_secs(10);
const LONGEST_HEAD: usize = 16 * 1024;

const DONE: &str = "Done here, the terminal goes on. You can close this window.";
const REFUSED: &str = "The login has failed; the terminal says why. You can close this window.";
const UNKNOWN: &str = "There is nothing here.";

pub(crate) struct Loopback {
    listener: TcpListener,
    port: u16,
}

impl Loopback {
    /// Any free port if it is 0.
    pub(crate) async fn bind(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, port })
    }

    /// With the name that is registered, and the port that the standard lets us choose.
    pub(crate) fn redirect_uri(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Waits for the answer to this login, and for no other.
    pub(crate) async fn finish(self, login: Login) -> Result<UserCredentials, Box<dyn Error>> {
        timeout(PATIENCE, self.wait(login)).await.map_err(|_| "nobody logged in within 5 minutes")?
    }

    async fn wait(self, login: Login) -> Result<UserCredentials, Box<dyn Error>> {
        let (sender, mut requests) = mpsc::channel(8);
        // Browsers open connections that they do not use: none of them may hold up the others.
        let accepting = tokio::spawn(async move {
            while let Ok((connection, _)) = self.listener.accept().await {
                let sender = sender.clone();
                tokio::spawn(async move {
                    if let Ok(Some(request)) = timeout(REQUEST, read(connection)).await {
                        let _ = sender.send(request).await;
                    }
                });
            }
        });
        while let Some((target, connection)) = requests.recv().await {
            // Such as /favicon.ico, or what another page sends here.
            if !target.starts_with("/?") || !login.is_answer(&target) {
                answer(connection, "404 Not Found", UNKNOWN).await;
                continue;
            }
            accepting.abort();
            let finished = login.finish(&target);
            let (status, text) = if finished.is_ok() { ("200 OK", DONE) } else { ("400 Bad Request", REFUSED) };
            answer(connection, status, text).await;
            return Ok(finished?);
        }
        Err("the port for the browser was closed".into())
    }
}

/// The target of a GET, and the connection to answer it on.
async fn read(mut connection: TcpStream) -> Option<(String, TcpStream)> {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        if head.len() > LONGEST_HEAD || connection.read_buf(&mut head).await.ok()? == 0 {
            return None;
        }
    }
    let head = String::from_utf8(head).ok()?;
    let (target, version) = head.lines().next()?.strip_prefix("GET ")?.split_once(' ')?;
    version.starts_with("HTTP/1.").then(|| (target.to_owned(), connection))
}

/// A page without anything that could send the code on: no links, no scripts, no referrer.
async fn answer(mut connection: TcpStream, status: &str, text: &str) {
    let length = text.len();
    let page = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/plain\r\ncontent-length: {length}\r\ncache-control: no-store\r\n\
         referrer-policy: no-referrer\r\nconnection: close\r\n\r\n{text}"
    );
    // The browser may be gone; the login is not.
    let _ = timeout(REQUEST, connection.write_all(page.as_bytes())).await;
    let _ = connection.shutdown().await;
}
