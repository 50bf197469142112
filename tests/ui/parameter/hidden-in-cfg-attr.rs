use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(
        &self,
        #[cfg_attr(all(), query)]
        id: u8,
    ) -> Result<u8>;
}

pub async fn used(client: AssetsClient) -> Result<u8> {
    client.get(1).await
}

fn main() {}
