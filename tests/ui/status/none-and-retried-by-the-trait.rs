use perspio_runtime::{Result, endpoints};

#[endpoints(retry(on = 404))]
pub trait Assets {
    #[get("/", none = 404)]
    async fn get(&self) -> Result<Option<u8>>;
}

pub type Used = AssetsClient;

fn main() {}
