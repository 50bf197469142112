use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<u8>;
}

pub fn used(client: AssetsClient) -> Box<dyn Assets> {
    Box::new(client)
}

fn main() {}
