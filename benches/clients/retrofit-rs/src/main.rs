//! retrofit-rs 0.2.0, over reqwest 0.11 with its defaults. Its parameter `Header<T>` does not compile, so all headers are
//! the builder's, and `tid` is the same in every call.
use driver::*;
use retrofit_rs::{api, get, Query};
#[api("http://127.0.0.1:1")]
trait Api {
    #[get("/assets/v3/{id}")]
    async fn asset(&self, id: &str, page: Query<u32>, size: Query<u32>) -> retrofit_rs::Result<Asset>;
}
fn main() {
    run_async(
        "retrofit-rs",
        |base, _| async move {
            let c = retrofit_rs::Retrofit::builder()
                .base_url(base)
                .add_header("Authorization", format!("Bearer {TOKEN}"))
                .add_header("tid", "5f0c6a1e-3f57-4a8e-9f0a-0d7f0b9d1a01")
                .add_header("Ocp-Apim-Subscription-Key", KEY)
                .build()
                .unwrap();
            ApiClient::with_client(c)
        },
        |c, _w, i| {
            let x = input(i);
            async move { c.asset(x.id, Query(x.page), Query(x.size)).await.unwrap() }
        },
    )
}
