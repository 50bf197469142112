//! retroqwest 0.0.1-rc.4, over reqwest 0.11 with its defaults. It has no headers: all are defaults of the HTTP client, and
//! `tid` is the same in every call.
use driver::*;
use retroqwest::reqwest::{
    self,
    header::{HeaderMap, HeaderValue},
};
use retroqwest::RetroqwestError;
#[retroqwest::retroqwest]
pub trait Api {
    #[http::get("/assets/v3/{id}")]
    async fn asset(&self, id: &str, #[query] page: u32, #[query] size: u32) -> Result<Asset, RetroqwestError>;
}
impl ApiClient {
    fn make(base: String) -> Self {
        let mut h = HeaderMap::new();
        h.insert("authorization", HeaderValue::from_str(&format!("Bearer {TOKEN}")).unwrap());
        h.insert("tid", HeaderValue::from_static("5f0c6a1e-3f57-4a8e-9f0a-0d7f0b9d1a01"));
        h.insert("ocp-apim-subscription-key", HeaderValue::from_static(KEY));
        Self::from_builder(base, reqwest::ClientBuilder::default().default_headers(h)).unwrap()
    }
}
fn main() {
    run_async(
        "retroqwest",
        |base, _| async move { ApiClient::make(base) },
        |c, _w, i| {
            let x = input(i);
            async move { c.asset(x.id, x.page, x.size).await.unwrap() }
        },
    )
}
