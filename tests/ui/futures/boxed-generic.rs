use perspio_runtime::{Result, endpoints};

#[endpoints(boxed)]
pub trait Assets {
    #[get("/")]
    async fn get<T: serde::Serialize>(&self, #[query] id: T) -> Result<u8>;
}

pub async fn used(client: AssetsClient) -> Result<u8> {
    client.get(1).await
}

fn main() {}
