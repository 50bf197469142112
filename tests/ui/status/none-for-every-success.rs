use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", none = 2xx)]
    async fn find(&self) -> Result<Option<u8>>;
}

pub type Used = AssetsClient;

fn main() {}
