use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn get(&self, #[body] id: u8, #[body] key: u8) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
