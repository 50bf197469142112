use perspio_runtime::{Result, endpoints};

#[endpoints(local)]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<u8>;
}

pub fn spawned(client: impl Assets + Send + 'static) {
    tokio::spawn(async move { client.get().await });
}

fn main() {}
