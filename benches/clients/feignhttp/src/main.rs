//! feignhttp 0.6.3, over reqwest 0.13 with its defaults.
use driver::*;
use feignhttp::{feign, FeignClientBuilder};
use std::sync::OnceLock;
static BASE: OnceLock<String> = OnceLock::new();
struct B;
impl std::fmt::Display for B {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(BASE.get().unwrap())
    }
}
const URL: B = B;
#[feign(url = URL)]
pub trait Api {
    #[get("/assets/v3/{id}")]
    async fn asset(
        &self,
        #[path] id: &str,
        #[query] page: u32,
        #[query] size: u32,
        #[header("Authorization")] auth: &str,
        #[header("tid")] tid: &str,
        #[header("Ocp-Apim-Subscription-Key")] key: &str,
    ) -> feignhttp::Result<Asset>;
}
struct C<T> {
    api: T,
    auth: String,
}
fn main() {
    run_async(
        "feignhttp",
        |base, _| async move {
            BASE.set(base).unwrap();
            C { api: Api::builder().build().unwrap(), auth: format!("Bearer {TOKEN}") }
        },
        |c, _w, i| {
            let x = input(i);
            async move { c.api.asset(x.id, x.page, x.size, &c.auth, x.tid, KEY).await.unwrap() }
        },
    )
}
