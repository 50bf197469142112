use perspio_runtime::{Result, endpoints};

#[endpoints(retry(base = "2s"))]
pub trait Assets {
    #[get("/", retry(cap = "1s"))]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
