use perspio_runtime::{Result, endpoints};

#[endpoints(boxed)]
pub trait Assets {
    #[get("/{id}")]
    async fn get(&self, id: &str) -> Result<u8>;
    async fn own(&self, id: std::borrow::Cow<str>) -> Result<u8> {
        self.get(&id).await
    }
}

fn main() {}
