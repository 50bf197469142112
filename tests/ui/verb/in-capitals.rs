use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[GET("/")]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
