use perspio_runtime::{Bytes, Client, Response, Result, endpoints};

#[endpoints(path = "/assets", header("x-app" = "demo"), retry(attempts = 2), redirect = never)]
pub trait Assets {
    #[get("/{id}", none = [404, 410], timeout = "5s", query("full" = "yes"))]
    async fn find(&self, #[path("id")] key: &str, #[query] tag: &[u8]) -> Result<Option<u8>>;
    #[post("/", not_idempotent, expect = 201, retry = never)]
    async fn create(&self, #[body] asset: &[u8]) -> Result<Response<()>>;
    #[put("/raw", response = bytes, retry(on = [429, 5xx]))]
    async fn raw(&self, #[header("If-Match")] etag: Option<&str>, #[body(bytes)] raw: Vec<u8>) -> Result<Bytes>;
    async fn both(&self) -> Result<Option<u8>> {
        self.create(&[1]).await?;
        self.find("a", &[]).await
    }
}

fn main() {
    let _: fn(Client) -> AssetsClient = AssetsClient::new;
}
