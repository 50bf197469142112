//! Scratch.
use perspio_runtime::{Result, endpoints};
#[endpoints(path = "/a")]
pub trait Assets {
    #[get("/{id}", none = 404)]
    async fn find(&self, id: &str, #[query] q: Option<u32>) -> Result<Option<String>>;
    #[post("/", not_idempotent)]
    async fn create(&self, #[body] id: &str) -> Result<()>;
    async fn both(&self) -> Result<()> { self.find("a", None).await?; self.create("x").await }
}
#[test]
fn x() { for e in AssetsClient::ENDPOINTS { println!("{e} {}", e.rules()); } }
