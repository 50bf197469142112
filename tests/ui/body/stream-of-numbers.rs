use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn put(&self, #[body(stream)] body: Numbers) -> Result<u8>;
}

pub type Numbers = futures_util::stream::Empty<std::io::Result<u8>>;

fn main() {}
