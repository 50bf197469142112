use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/{id}")]
    async fn get(&self, id: u8, #[path("key")] key: u8) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
