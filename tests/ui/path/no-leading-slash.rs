use perspio_runtime::{endpoints, Result};

#[endpoints]
pub trait Assets {
    #[get("assets")]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
