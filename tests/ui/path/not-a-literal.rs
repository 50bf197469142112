use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get(PATH)]
    async fn get(&self) -> Result<u8>;
}

pub const PATH: &str = "/";
pub type Used = AssetsClient;

fn main() {}
