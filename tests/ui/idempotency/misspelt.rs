use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[post("/", not_idempotant)]
    async fn create(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
