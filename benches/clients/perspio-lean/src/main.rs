//! Ours, over the lean transport, with everything on: classification, retry decision and budget, gate, attempt log,
//! timeout and deadline, tracing without a subscriber. No TLS and no HTTP/2, as in the others.
use driver::*;
use perspio_runtime::{auth::Bearer, endpoints, transport::Hyper, Client, Result};

#[endpoints(path = "/assets/v3")]
trait Assets {
    #[get("/{id}")]
    async fn get(&self, id: &str, #[query] page: u32, #[query] size: u32) -> Result<Asset>;
}

fn main() {
    run_async(
        "perspio-lean",
        |base, _| async move {
            let client = Client::builder()
                .transport(Hyper::new())
                .base_url(base)
                .auth(Bearer::new(TOKEN))
                .tenant_id(input(0).tid)
                .subscription_key(KEY)
                .build()
                .unwrap();
            AssetsClient::new(client)
        },
        |c, _w, i| {
            let x = input(i);
            async move { c.get(x.id, x.page, x.size).await.unwrap() }
        },
    )
}
