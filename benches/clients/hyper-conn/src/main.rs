//! One bare hyper HTTP/1 connection per worker: no pool, no connector.
use bytes::Bytes;
use driver::*;
use http_body_util::{BodyExt, Empty};
use hyper::{
    client::conn::http1::{handshake, SendRequest},
    header::{HeaderName, HeaderValue, ACCEPT, AUTHORIZATION, HOST},
    Request, Uri,
};
use std::{cell::RefCell, fmt::Write};
struct C {
    conns: Vec<RefCell<SendRequest<Empty<Bytes>>>>,
    host: HeaderValue,
    auth: HeaderValue,
    key: HeaderValue,
}
static TID: HeaderName = HeaderName::from_static("tid");
static OCP: HeaderName = HeaderName::from_static("ocp-apim-subscription-key");
impl C {
    #[allow(clippy::await_holding_refcell_ref)]
    async fn asset(&self, w: usize, id: &str, page: u32, size: u32, tid: &str) -> Asset {
        let mut s = String::with_capacity(64);
        let _ = write!(s, "/assets/v3/{id}?page={page}&size={size}");
        let uri = Uri::from_maybe_shared(Bytes::from(s)).unwrap();
        let mut r = Request::new(Empty::new());
        *r.uri_mut() = uri;
        let h = r.headers_mut();
        h.reserve(6);
        h.insert(HOST, self.host.clone());
        h.insert(AUTHORIZATION, self.auth.clone());
        h.insert(&TID, HeaderValue::from_str(tid).unwrap());
        h.insert(&OCP, self.key.clone());
        h.insert(ACCEPT, HeaderValue::from_static("*/*"));
        let mut conn = self.conns[w].borrow_mut(); // one call at a time per worker
        conn.ready().await.unwrap();
        let resp = conn.send_request(r).await.unwrap();
        assert!(resp.status().is_success());
        let b = resp.into_body().collect().await.unwrap().to_bytes();
        serde_json::from_slice(&b).unwrap()
    }
}
fn main() {
    run_async(
        "hyper-conn",
        |base, workers| async move {
            let host = base.trim_start_matches("http://").to_string();
            let mut conns = Vec::new();
            for w in 0..workers {
                let s = tokio::net::TcpStream::connect(&host).await.unwrap();
                s.set_nodelay(true).unwrap();
                let (tx, c) = handshake(hyper_util::rt::TokioIo::new(s)).await.unwrap();
                tokio::spawn(async move {
                    let _ = c.await;
                });
                conns.push(RefCell::new(tx));
                if w % 250 == 249 {
                    tokio::time::sleep(std::time::Duration::from_millis(15)).await;
                }
            }
            C {
                conns,
                host: HeaderValue::from_str(&host).unwrap(),
                auth: HeaderValue::from_str(&format!("Bearer {TOKEN}")).unwrap(),
                key: HeaderValue::from_static(KEY),
            }
        },
        |c, w, i| {
            let x = input(i);
            async move { c.asset(w, x.id, x.page, x.size, x.tid).await }
        },
    )
}
