use perspio_runtime::{Response, Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<Response<Asset>>;
}

pub struct Asset;

fn main() {}
