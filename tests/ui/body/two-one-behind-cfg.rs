use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn get(
        &self,
        #[body] id: u8,
        #[cfg(any())]
        #[body(text)]
        key: &str,
    ) -> Result<u8>;
}

pub async fn used(client: AssetsClient) -> Result<u8> {
    client.get(1).await
}

fn main() {}
