use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn put(&self, #[body(multipart)] body: &Asset) -> Result<u8>;
}

pub struct Asset;

fn main() {}
