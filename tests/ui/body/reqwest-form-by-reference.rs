use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[put("/")]
    async fn put(&self, #[body(multipart)] form: &perspio_runtime::reqwest::multipart::Form) -> Result<u8>;
}

pub type Used = AssetsClient;

fn main() {}
