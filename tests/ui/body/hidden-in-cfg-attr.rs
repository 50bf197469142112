use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn put(&self, #[cfg_attr(any(), body)] body: u8) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
