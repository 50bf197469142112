#[endpoints]
pub(crate) trait Things: Send + Sync {
    #[get("/things")]
    async fn list(&self) -> Result<Vec<Thing>>;

    #[post("/things", idempotent, expect = [200, 201])]
    async fn post(&self) -> Result<Thing>;

    #[put("/things", not_idempotent, none = [404, 410], expect = 2xx)]
    async fn put(&self) -> Result<Option<Thing>>;

    #[patch("/things", not_idempotent, retry = never)]
    async fn patch(&self) -> Result<()>;

    #[delete("/things", idempotent, deadline = "2m", redirect = any_origin)]
    async fn delete(&self) -> Result<()>;

    #[head("/things", redirect = never)]
    async fn head(&self) -> Result<()>;

    #[get(
        "/things/text",
        response = text,
        retry(attempts = 5, base = "250ms", throttle_base = "1.5s", cap = "1m", max_wait = "1h", on = [429, 500..=504]),
    )]
    async fn text(&self) -> Result<String>;

    #[get("/things/bytes", response = bytes)]
    async fn bytes(&self) -> Result<Bytes>;

    #[get("/types")]
    async fn r#type(&self) -> Result<Vec<Type>>;

    #[get("/types/upper")]
    async fn Type(&self) -> Result<Vec<Type>>;
}
