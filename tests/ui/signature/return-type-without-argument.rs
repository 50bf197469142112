use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Done;
}

pub type Done = Result<()>;
pub type Used = AssetsClient;

fn main() {}
