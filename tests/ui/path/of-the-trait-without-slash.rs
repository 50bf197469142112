use perspio_runtime::{Result, endpoints};

#[endpoints(path = "assets/v3")]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
