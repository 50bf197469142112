use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[post("/", idempotent, not_idempotent)]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
