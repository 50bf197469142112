use perspio_runtime::{Result, endpoints};

#[endpoints(path = "/v1")]
#[endpoints(timeout = "5s")]
pub trait Assets {
    #[get("/", timeout = "5s")]
    async fn get(&self) -> Result<Option<u8>>;
}

pub async fn used(client: AssetsClient) -> Result<Option<u8>> {
    client.get().await
}

fn main() {}
