use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", retry(attempts = 3, attempts = 4))]
    async fn get(&self, #[query] id: u8) -> Result<u8>;
}

pub async fn used(client: AssetsClient) -> Result<u8> {
    client.get(1).await
}

fn main() {}
