use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", expect = [200, 503])]
    async fn get(&self) -> Result<Option<u8>>;
}

pub async fn used(client: AssetsClient) -> Result<Option<u8>> {
    client.get().await
}

fn main() {}
