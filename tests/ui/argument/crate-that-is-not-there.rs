use perspio_runtime::{Result, endpoints};

#[endpoints(crate = perspio)]
pub trait Assets {
    #[get("/")]
    async fn get(&self, #[query] id: u8) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
