use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/{id}")]
    async fn get(&mut self, id: u8) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
