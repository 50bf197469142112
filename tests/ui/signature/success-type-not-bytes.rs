use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", response = bytes)]
    async fn get(&self) -> Result<Vec<u8>>;
}

pub type Used = AssetsClient;

fn main() {}
