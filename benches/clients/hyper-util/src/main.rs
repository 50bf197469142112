//! The floor: hyper-util's client with its pool, without reqwest.
use bytes::Bytes;
use driver::*;
use http_body_util::{BodyExt, Empty};
use hyper::{
    header::{HeaderName, HeaderValue, ACCEPT, AUTHORIZATION},
    Request, Uri,
};
use hyper_util::{
    client::legacy::{connect::HttpConnector, Client},
    rt::TokioExecutor,
};
use std::fmt::Write;
struct C {
    client: Client<HttpConnector, Empty<Bytes>>,
    base: String,
    auth: HeaderValue,
    key: HeaderValue,
}
static TID: HeaderName = HeaderName::from_static("tid");
static OCP: HeaderName = HeaderName::from_static("ocp-apim-subscription-key");
impl C {
    async fn asset(&self, id: &str, page: u32, size: u32, tid: &str) -> Asset {
        let mut s = String::with_capacity(self.base.len() + 64);
        s.push_str(&self.base);
        let _ = write!(s, "/assets/v3/{id}?page={page}&size={size}");
        let uri = Uri::from_maybe_shared(Bytes::from(s)).unwrap();
        let mut r = Request::new(Empty::new());
        *r.uri_mut() = uri;
        let h = r.headers_mut();
        h.reserve(6);
        h.insert(AUTHORIZATION, self.auth.clone());
        h.insert(&TID, HeaderValue::from_str(tid).unwrap());
        h.insert(&OCP, self.key.clone());
        h.insert(ACCEPT, HeaderValue::from_static("*/*"));
        let resp = self.client.request(r).await.unwrap();
        assert!(resp.status().is_success());
        let b = resp.into_body().collect().await.unwrap().to_bytes();
        serde_json::from_slice(&b).unwrap()
    }
}
fn main() {
    run_async(
        "hyper-util",
        |base, _| async move {
            let mut conn = HttpConnector::new();
            conn.set_nodelay(true);
            let client = Client::builder(TokioExecutor::new()).build(conn);
            C {
                client,
                base,
                auth: HeaderValue::from_str(&format!("Bearer {TOKEN}")).unwrap(),
                key: HeaderValue::from_static(KEY),
            }
        },
        |c, _w, i| {
            let x = input(i);
            async move { c.asset(x.id, x.page, x.size, x.tid).await }
        },
    )
}
