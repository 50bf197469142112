use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("assets")]
    async fn list(&self) -> Result<u8>;

    #[post("/")]
    async fn create(&self) -> Result<u8>;

    #[get("/", timeout = "5")]
    async fn get(&self, #[query] id: u8) -> Result<u8>;
}

pub async fn used(client: AssetsClient) -> Result<u8> {
    client.get(1).await
}

fn main() {}
