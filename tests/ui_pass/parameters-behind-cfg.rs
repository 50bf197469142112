use perspio_runtime::{Client, Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/{id}")]
    async fn put(
        &self,
        id: u8,
        #[cfg(any())]
        #[query]
        never: Missing,
        #[cfg(all())]
        #[body]
        always: &str,
    ) -> Result<()>;
}

fn main() {
    let client = Client::builder().base_url("https://localhost").build().unwrap();
    drop(AssetsClient::new(client).put(1, "a"));
}
