use perspio_runtime::{Result, endpoints};

#[endpoints(client = Assets)]
pub trait Assets {
    #[get("/", timeout = "5s")]
    async fn get(&self) -> Result<Option<u8>>;
}

fn main() {}
