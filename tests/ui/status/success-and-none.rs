use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", expect = [200, 404], none = 404)]
    async fn get(&self) -> Result<Option<u8>>;
}

pub type Used = AssetsClient;

fn main() {}
