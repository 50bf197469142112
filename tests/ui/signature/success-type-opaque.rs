use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/", timeout = "5s")]
    async fn get(&self) -> Result<impl Sized>;
}

pub type Used = Result<AssetsClient>;

fn main() {}
