use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", response = stream)]
    async fn get(&self) -> Result<String>;
}

pub type Used = AssetsClient;

fn main() {}
