//! By hand on the same reqwest, with every trick that its public interface has: base URL parsed once, path and query set
//! on a copy of it, static header names, header values made once, the body decoded from its bytes, no proxy look-up, no
//! redirects.
use driver::*;
use reqwest::{
    header::{HeaderName, HeaderValue, AUTHORIZATION},
    Method, Request, Url,
};
use std::fmt::Write;
struct C {
    client: reqwest::Client,
    base: Url,
    auth: HeaderValue,
    key: HeaderValue,
}
static TID: HeaderName = HeaderName::from_static("tid");
static OCP: HeaderName = HeaderName::from_static("ocp-apim-subscription-key");
const HEX: &[u8; 16] = b"0123456789ABCDEF";
/// percent-encode one path segment into the buffer
fn seg(out: &mut String, s: &str) {
    for &b in s.as_bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~') {
            out.push(b as char);
        } else {
            out.push('%');
            out.push(HEX[(b >> 4) as usize] as char);
            out.push(HEX[(b & 15) as usize] as char);
        }
    }
}
#[derive(Debug)]
#[allow(dead_code)]
enum Error {
    Http(reqwest::Error),
    Status(u16),
    Json(serde_json::Error),
}
impl C {
    async fn asset(&self, id: &str, page: u32, size: u32, tid: &str) -> Result<Asset, Error> {
        let mut p = String::with_capacity(64);
        p.push_str("/assets/v3/");
        seg(&mut p, id);
        let mut q = String::with_capacity(24);
        let _ = write!(q, "page={page}&size={size}");
        let mut url = self.base.clone();
        url.set_path(&p);
        url.set_query(Some(&q));
        let mut r = Request::new(Method::GET, url);
        let h = r.headers_mut();
        h.reserve(4);
        h.insert(AUTHORIZATION, self.auth.clone());
        h.insert(&TID, HeaderValue::from_str(tid).unwrap());
        h.insert(&OCP, self.key.clone());
        let resp = self.client.execute(r).await.map_err(Error::Http)?;
        if !resp.status().is_success() {
            return Err(Error::Status(resp.status().as_u16()));
        }
        let b = resp.bytes().await.map_err(Error::Http)?;
        serde_json::from_slice(&b).map_err(Error::Json)
    }
}
fn main() {
    run_async(
        "reqwest-tuned",
        |base, _| async move {
            let mut auth = HeaderValue::from_str(&format!("Bearer {TOKEN}")).unwrap();
            auth.set_sensitive(true);
            C {
                client: reqwest::Client::builder()
                    .no_proxy()
                    .redirect(reqwest::redirect::Policy::none())
                    .build()
                    .unwrap(),
                base: Url::parse(&base).unwrap(),
                auth,
                key: HeaderValue::from_static(KEY),
            }
        },
        |c, _w, i| {
            let x = input(i);
            async move { c.asset(x.id, x.page, x.size, x.tid).await.unwrap() }
        },
    )
}
