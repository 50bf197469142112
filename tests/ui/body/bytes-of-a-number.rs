use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn put(&self, #[body(bytes)] body: u32) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
