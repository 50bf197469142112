use perspio_runtime::{BodyStream, Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/", retry(attempts = 3))]
    async fn put(&self, #[body(stream)] body: BodyStream) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
