use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", response = text)]
    async fn get(&self) -> Result<u8>;
}

fn main() {}
