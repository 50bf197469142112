use perspio_runtime::{Result, endpoints};

#[endpoints(boxed)]
pub trait Assets {
    const PAGE: u32 = 20;
    #[get("/")]
    async fn list(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
