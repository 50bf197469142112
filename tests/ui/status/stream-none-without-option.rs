use perspio_runtime::{BodyStream, Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", none = 404, response = stream)]
    async fn get(&self) -> Result<BodyStream>;
}

pub type Used = AssetsClient;

fn main() {}
