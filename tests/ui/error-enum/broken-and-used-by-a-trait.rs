use perspio_runtime::{StatusError, endpoints};

#[derive(Debug, StatusError)]
pub enum Refused {
    #[status(409)]
    Exists,
}

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<u8, Refused>;
}

pub async fn used(client: AssetsClient) -> Result<u8, Refused> {
    client.get().await
}

fn main() {}
