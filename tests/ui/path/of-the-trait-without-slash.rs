use perspio_runtime::{endpoints, Result};

#[endpoints(path = "assets/v3")]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
