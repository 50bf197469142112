use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", timeout = "3m", deadline = "2m")]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
