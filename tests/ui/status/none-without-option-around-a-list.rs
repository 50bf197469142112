use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", none = 404)]
    async fn get(&self) -> Result<Vec<u8>>;
}

pub type Used = AssetsClient;

fn main() {}
