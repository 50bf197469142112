use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn put(&self, #[body(stream)] body: perspio_runtime::BodyStream) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
