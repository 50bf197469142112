use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn put(&self, #[body(stream)] body: &mut perspio_runtime::BodyStream) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
