use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[head("/")]
    async fn get(&self, #[body] id: u8) -> Result<()>;
}

pub type Used = AssetsClient;

fn main() {}
