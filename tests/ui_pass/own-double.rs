use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/{id}")]
    async fn get(&self, id: u8) -> Result<u8>;
}

pub struct Double;

impl Assets for Double {
    async fn get(&self, id: u8) -> Result<u8> {
        Ok(id)
    }
}

fn main() {}
