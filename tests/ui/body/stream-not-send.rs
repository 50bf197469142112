use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn put(&self, #[body(stream)] body: Local) -> Result<u8>;
}

pub type Local = futures_util::stream::LocalBoxStream<'static, Result<perspio_runtime::Bytes>>;

fn main() {}
