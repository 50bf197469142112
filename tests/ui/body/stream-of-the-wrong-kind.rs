use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn put(&self, #[body(stream)] body: Vec<u8>) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
