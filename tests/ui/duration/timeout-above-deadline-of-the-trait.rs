use perspio_runtime::{Result, endpoints};

#[endpoints(deadline = "2m")]
pub trait Assets {
    #[get("/", timeout = "3m")]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
