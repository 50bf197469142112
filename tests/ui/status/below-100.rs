use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", expect = 99)]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
