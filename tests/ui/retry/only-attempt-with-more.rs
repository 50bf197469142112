use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", retry(attempts = 1, base = "1s"))]
    async fn list(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
