#[endpoints(path = "/assets/v3")]
pub trait Assets {
    /// Every asset the caller may see.
    #[get("/")]
    async fn list(&self) -> Result<Vec<Asset>>;

    #[get("/{id}")]
    async fn get(&self, id: &AssetId) -> Result<Asset>;

    #[get("/{id}", none = 404)]
    async fn find(&self, id: &AssetId) -> Result<Option<Asset>>;

    #[get("/", timeout = "5s", retry(attempts = 2))]
    async fn search(
        &self,
        #[query] group: Option<&str>,
        #[query("pageSize")] page_size: u32,
        #[query] filter: &AssetFilter,
        #[header("If-None-Match")] etag: Option<&str>,
    ) -> Result<Response<Vec<Asset>>>;

    #[post("/", not_idempotent)]
    async fn create(&self, #[body] asset: &NewAsset) -> Result<Asset, CreateError>;

    #[patch("/{id}", idempotent)]
    async fn update(&self, id: &AssetId, #[body] change: &AssetChange) -> Result<()>;

    #[delete("/{id}")]
    async fn delete(&self, id: &AssetId) -> Result<()>;

    /// A method with a body of its own is left as it is.
    async fn rename(&self, id: &AssetId, name: &str) -> Result<()> {
        self.update(id, &AssetChange::name(name)).await
    }
}
