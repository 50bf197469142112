use perspio_runtime::{Result, endpoints};

#[endpoints(boxed)]
pub trait Assets {
    #[get("assets")]
    async fn get(&self, #[query] id: u8) -> Result<u8>;
}

pub async fn used(client: AssetsClient) -> Result<u8> {
    let assets: &dyn Assets = &client;
    assets.get(1).await
}

fn main() {}
