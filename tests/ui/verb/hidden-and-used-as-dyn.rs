use perspio_runtime::{Result, endpoints};

#[endpoints(boxed)]
pub trait Assets {
    #[cfg_attr(all(), get("/"))]
    async fn get(&self) -> Result<u8>;
}

pub async fn used(assets: &dyn Assets) -> Result<u8> {
    assets.get().await
}

fn main() {}
