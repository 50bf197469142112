use perspio_runtime::{endpoints, Result};

#[endpoints(deadline = "2m")]
pub trait Assets {
    #[get("/", timeout = "3m")]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
