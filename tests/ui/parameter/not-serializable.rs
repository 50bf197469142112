use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/{id}")]
    async fn get(&self, id: &Id) -> Result<u8>;
}

pub struct Id;
pub type Used = AssetsClient;

fn main() {}
