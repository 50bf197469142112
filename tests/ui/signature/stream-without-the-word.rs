use perspio_runtime::{BodyStream, Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<BodyStream>;
}

pub type Used = AssetsClient;

fn main() {}
