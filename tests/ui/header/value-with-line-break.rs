use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", header("X-Id" = "1\r\nX-Other: 2"))]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
