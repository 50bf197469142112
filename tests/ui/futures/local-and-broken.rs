use perspio_runtime::{Result, endpoints};

#[endpoints(local)]
pub trait Assets {
    #[get("assets")]
    async fn get(&self, #[query] id: std::rc::Rc<u8>) -> Result<u8>;
}

pub async fn used(client: AssetsClient) -> Result<u8> {
    client.get(1.into()).await
}

fn main() {}
