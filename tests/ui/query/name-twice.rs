use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self, #[query] id: u8, #[query("id")] key: u8) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
