#[endpoints(boxed, crate = crate::vendored::runtime)]
pub trait Assets {
    #[get("list")]
    async fn list(&self) -> Result<Vec<Asset>>;

    #[get("/{id}")]
    async fn get<T>(&self, id: &AssetId) -> Result<T>;

    async fn twice(&self) -> u32 {
        2
    }
}

#[derive(StatusError)]
enum Failure<T> {
    #[status(409)]
    Exists(T),
}
