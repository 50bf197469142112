#[endpoints(boxed)]
pub trait Sites<A: Send + Sync, B>: Send + Sync {
    #[get("/sites")]
    async fn list(&self) -> Result<Vec<Site>>;

    #[get("/sites/{id}", none = 404)]
    async fn find(&self, id: &SiteId, #[query] fields: Option<&[&str]>) -> Result<Option<Site>>;

    #[get("/sites/{id}/raw")]
    async fn raw<T: DeserializeOwned>(&self, id: Cow<'_, str>) -> Result<T>
    where
        Self: Sized;

    #[get("/sites")]
    async fn with<'a>(&'a self, #[query] fields: Fields<'a, 'static>) -> Result<Cow<'a, str>>;

    #[get("/sites")]
    async fn tagged<'t>(&self, #[query] tag: Option<&'t str>, #[query] all: bool) -> Result<Vec<Site>>;

    #[put("/sites/{id}")]
    async fn put(&self, id: u32, #[body] site: (&Site, u32), #[query] by: &[&str]) -> Result<()>;

    /// What a pointer to a function borrows is its own affair.
    async fn rename(&self, (name, site): (&str, Site), with: fn(&str) -> &str) -> Result<()> {
        self.put(site.id, (&site, 1), &[with(name)]).await
    }

    async fn take(self: Box<Self>) -> Box<dyn Fn(&str) -> &str + Send> {
        if false {
            return Box::new(|_| "");
        }
        Box::new(|name| name)
    }
}
