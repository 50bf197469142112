use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn list(&self) -> Result<u8>;
    #[get("/all")]
    async fn list(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
