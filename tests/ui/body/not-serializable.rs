use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn put(&self, #[body] body: &Asset) -> Result<u8>;
}

pub struct Asset;

fn main() {}
