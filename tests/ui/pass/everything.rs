use perspio_runtime::{Bytes, Client, Response, Result, endpoints};

#[endpoints(path = "/assets/{tenant}", header("x-app" = "demo"), retry(attempts = 2), redirect = never)]
pub trait Assets {
    #[get("/{id}", none = [404, 410], timeout = "5s", query("full" = "yes"))]
    async fn find(&self, tenant: u8, #[path("id")] key: &str, #[query] tag: &[u8]) -> Result<Option<u8>>;
    #[post("/", not_idempotent, expect = 201, retry = never)]
    async fn create(&self, tenant: u8, #[body] asset: &[u8]) -> Result<Response<()>>;
    #[put("/raw", response = bytes, retry(on = [429, 5xx]))]
    async fn raw(&self, tenant: u8, #[header("If-Match")] etag: Option<&str>, #[body(bytes)] raw: Vec<u8>) -> Result<Bytes>;
    async fn both(&self, tenant: u8) -> Result<Option<u8>> {
        self.create(tenant, &[1]).await?;
        self.find(tenant, "a", &[]).await
    }
}

fn main() {
    let _: fn(Client) -> AssetsClient = AssetsClient::new;
}
