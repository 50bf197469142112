use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", retry(base = "2s", cap = "1s"))]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
