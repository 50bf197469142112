use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<&'static str>;
}

pub type Used = AssetsClient;

fn main() {}
