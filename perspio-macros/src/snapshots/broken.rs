#[endpoints(path = "v1")]
pub trait Broken {
    /// Without a mistake.
    #[get("/{id}")]
    async fn get(&self, id: &str) -> Result<u32>;

    #[post("/", timeout = "5")]
    async fn create(&self, #[body] (a, b): (u32, u32)) -> Result<u32>;

    #[get("/")]
    fn forgotten(&self) -> Result<u32>;

    #[get("/")]
    fn future(&self) -> impl Future<Output = Result<u32>>;

    #[get("/")]
    async unsafe fn silent(&self);

    fn nothing(&self) -> u32;

    async fn own(&self) -> u32 {
        5
    }
}
