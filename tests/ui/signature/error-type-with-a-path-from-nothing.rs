use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<u8, std::fmt::Error>;
}

pub type Used = AssetsClient;

fn main() {}
