#[endpoints(path = "/tenants/{tenant}")]
pub trait Params {
    /// Handed over in the order of the path.
    #[get("/{kind}/{type}.{ext-name}")]
    async fn path(
        &self,
        #[path("ext-name")] ext: &str,
        #[path] kind: Kind,
        tenant: &Tenant,
        r#type: u32,
    ) -> Result<Thing>;

    #[get("/query")]
    async fn query(&self, tenant: &Tenant, #[query] r#in: &[u32], #[query("per page")] size: Option<u32>) -> Result<Thing>;

    #[get("/header")]
    async fn header(&self, tenant: &Tenant, #[header("X-Trace")] url: &str, #[allow(unused)] #[query] path: &str) -> Result<Thing>;

    #[get("/secret", header("X-Fixed" = "hidden", secret), header("X-Shown" = "seen"))]
    async fn secret(&self, tenant: &Tenant, #[header("X-Key", secret)] key: &str) -> Result<Thing>;

    #[post("/json", not_idempotent)]
    async fn json(&self, #[body(json)] body: &New, tenant: &Tenant) -> Result<Thing>;

    #[post("/form", not_idempotent)]
    async fn form(&self, tenant: &Tenant, #[body(form)] body: &New) -> Result<Thing>;

    #[put("/text")]
    async fn text(&self, tenant: &Tenant, #[body(text)] body: &str) -> Result<()>;

    #[put("/bytes")]
    async fn bytes(&self, tenant: &Tenant, #[body(bytes)] body: Bytes) -> Result<()>;
}
