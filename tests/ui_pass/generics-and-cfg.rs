use perspio_runtime::endpoints;

#[endpoints(client = Items)]
pub trait Generic: Send + Sync {
    const PAGE: u8 = 20;
    #[get("/{id}")]
    async fn get<'a, T>(&'a self, id: &'a str) -> perspio_runtime::Result<T>
    where
        T: serde::de::DeserializeOwned + Send;
    #[cfg(any())]
    #[get("/never")]
    async fn never(&self) -> perspio_runtime::Result<Missing>;
    fn page(&self) -> u8 {
        Self::PAGE
    }
}

fn main() {
    assert_eq!(Items::ENDPOINTS.len(), 1);
}
