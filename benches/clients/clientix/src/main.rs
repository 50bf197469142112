//! clientix 0.2.0, over reqwest 0.12 with its defaults. It holds a lock while it waits for the answer: a second call on
//! the same thread never ends, so there are no figures for more than one in flight.
use clientix::client::response::{ClientixResponse, ClientixResult};
use clientix::{clientix, get};
use driver::*;
#[clientix(url = "http://127.0.0.1:1", async = true)]
trait Api {
    #[get(path = "/assets/v3/{id}")]
    async fn asset(
        &self,
        #[segment] id: &str,
        #[query] page: u32,
        #[query] size: u32,
        #[header(name = "Authorization", sensitive = true)] auth: &str,
        #[header(name = "tid")] tid: &str,
        #[header(name = "Ocp-Apim-Subscription-Key")] key: &str,
    ) -> ClientixResult<ClientixResponse<Asset>>;
}
struct C {
    api: Api,
    auth: String,
}
fn main() {
    run_async(
        "clientix",
        |base, _| async move { C { api: Api::config().url(&base).setup(), auth: format!("Bearer {TOKEN}") } },
        |c, _w, i| {
            let x = input(i);
            async move { c.api.asset(x.id, x.page, x.size, &c.auth, x.tid, KEY).await.unwrap().body() }
        },
    )
}
