use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", retry(on = [202, 5xx]))]
    async fn get(&self) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
