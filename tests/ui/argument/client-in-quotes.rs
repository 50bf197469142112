use perspio_runtime::{Result, endpoints};

#[endpoints(client = "Other")]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
