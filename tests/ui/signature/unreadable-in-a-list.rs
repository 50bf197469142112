use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<Vec<Asset>>;
}

pub struct Asset;

fn main() {}
