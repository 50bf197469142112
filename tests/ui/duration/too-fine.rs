use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", timeout = "0.5ms")]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
