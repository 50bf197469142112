use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn list(#[query] &self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
