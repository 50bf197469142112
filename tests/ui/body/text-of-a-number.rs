use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn put(&self, #[body(text)] body: u32) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
