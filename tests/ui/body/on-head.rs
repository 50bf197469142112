use perspio_runtime::{endpoints, Result};

#[endpoints]
pub trait Assets {
    #[head("/")]
    async fn get(&self, #[body] id: u8) -> Result<()>;
}

pub type Used = AssetsClient;

fn main() {}
