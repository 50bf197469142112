use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self, #[query] (a, b): (u8, u8)) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
