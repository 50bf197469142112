use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self, #[header("X-Id")] id: u8, #[header("x-id")] key: u8) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
