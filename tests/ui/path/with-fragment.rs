use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/assets#first")]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
