use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    helpers!();

    #[get("/")]
    async fn get(&self) -> Result<u8>;
}

macro_rules! helpers {
    () => {};
}
use helpers;
pub type Used = AssetsClient;

fn main() {}
