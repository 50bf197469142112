use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<u8> {
        Ok(1)
    }
}

pub type Used = AssetsClient;

fn main() {}
