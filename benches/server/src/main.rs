//! A loopback HTTP/1.1 server with keep-alive: one thread, the same bytes for every request.
//!
//! ```text
//! server ADDR [--delay-ms N] [--hold N] [--print N] [--seconds N]
//!
//! --delay-ms  wait before each answer: then the first read never finds one, and every call polls alike
//! --hold      keep every answer back until N requests are in, and 2.5 s more
//! --print     print the first N requests
//! --seconds   end by itself after so long; 900 by default
//! ```
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;

static INFLIGHT: AtomicUsize = AtomicUsize::new(0);
static PRINTED: AtomicUsize = AtomicUsize::new(0);

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let addr = args.get(1).expect("ADDR").clone();
    let opt = |name: &str| -> Option<u64> { args.iter().position(|a| a == name).map(|i| args[i + 1].parse().unwrap()) };
    let delay = opt("--delay-ms");
    let hold = opt("--hold").map(|n| n as usize);
    let print = opt("--print").unwrap_or(0) as usize;
    let seconds = opt("--seconds").unwrap_or(900);

    let body = models::ASSET_JSON;
    let resp: &'static [u8] = Box::leak(
        format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: {}\r\ndate: Sat, 17 Jan 2026 18:02:11 GMT\r\nx-request-id: 0f8b5a52-9d0c-4b7e-8f57-6a1b2c3d4e5f\r\n\r\n{}",
            body.len(),
            body
        )
        .into_bytes()
        .into_boxed_slice(),
    );

    let rt = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let release: &'static Notify = Box::leak(Box::new(Notify::new()));
    rt.block_on(async move {
        let sock = tokio::net::TcpSocket::new_v4().unwrap();
        sock.set_reuseaddr(true).unwrap();
        sock.bind(addr.parse().unwrap()).unwrap();
        let l = sock.listen(16384).unwrap();
        println!("listening {}", l.local_addr().unwrap());
        if let Some(n) = hold {
            tokio::spawn(async move {
                while INFLIGHT.load(Relaxed) < n {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                tokio::time::sleep(Duration::from_millis(2500)).await;
                loop {
                    release.notify_waiters();
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            });
        }
        let accept = async {
            loop {
                let Ok((mut s, _)) = l.accept().await else { continue };
                let _ = s.set_nodelay(true);
                tokio::spawn(async move {
                    let mut buf = vec![0u8; 4096];
                    let mut have = 0usize;
                    loop {
                        // one request: a head, and a body as long as `Content-Length` says
                        let need = loop {
                            if let Some(p) = find_head_end(&buf[..have]) {
                                let total = p + content_length(&buf[..p]);
                                if have >= total {
                                    break total;
                                }
                            }
                            if have == buf.len() {
                                buf.resize(have * 2, 0);
                            }
                            match s.read(&mut buf[have..]).await {
                                Ok(0) | Err(_) => return,
                                Ok(n) => have += n,
                            }
                        };
                        if PRINTED.load(Relaxed) < print {
                            PRINTED.fetch_add(1, Relaxed);
                            println!("{}", String::from_utf8_lossy(&buf[..need]));
                        }
                        if let Some(ms) = delay {
                            tokio::time::sleep(Duration::from_millis(ms)).await;
                        }
                        if hold.is_some() {
                            let n = release.notified();
                            INFLIGHT.fetch_add(1, Relaxed);
                            n.await;
                        }
                        buf.copy_within(need..have, 0);
                        have -= need;
                        if s.write_all(resp).await.is_err() {
                            return;
                        }
                    }
                });
            }
        };
        tokio::select! {
            _ = accept => {}
            _ = tokio::time::sleep(Duration::from_secs(seconds)) => {}
        }
    });
}

fn find_head_end(b: &[u8]) -> Option<usize> {
    // nobody pipelines, so the head of a GET ends where the data ends
    if b.starts_with(b"GET") && b.ends_with(b"\r\n\r\n") {
        return Some(b.len());
    }
    b.windows(4).position(|w| w == b"\r\n\r\n").map(|p| p + 4)
}

fn content_length(head: &[u8]) -> usize {
    if head.starts_with(b"GET") {
        return 0;
    }
    let s = String::from_utf8_lossy(head).to_ascii_lowercase();
    s.lines().find_map(|l| l.strip_prefix("content-length:").map(|v| v.trim().parse().unwrap_or(0))).unwrap_or(0)
}
