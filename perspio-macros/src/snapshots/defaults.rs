#[endpoints(
    path = "/v1/",
    header("X-App" = "demo"),
    header("accept-language" = "en"),
    query("api-version" = "2"),
    timeout = "10s",
    deadline = "1m",
    redirect = never,
    retry(attempts = 3, base = "1s", on = [429, 503]),
    client = Talk,
)]
pub trait Defaults {
    #[get("/")]
    async fn inherits(&self) -> Result<()>;

    #[get("/", timeout = "500ms", deadline = "1h", redirect = same_origin)]
    async fn replaces(&self) -> Result<()>;

    #[get("/", retry(attempts = 5, cap = "1.5s"), header("x-app" = "other"), query("api-version" = "3"))]
    async fn merges(&self) -> Result<()>;

    #[get("/", retry = never, header("X-More" = "a\"b"), query("more" = "?&"))]
    async fn adds(&self) -> Result<()>;
}
