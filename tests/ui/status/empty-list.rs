use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", none = [])]
    async fn get(&self) -> Result<Option<u8>>;
}

pub type Used = AssetsClient;

fn main() {}
