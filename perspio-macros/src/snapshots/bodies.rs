#[endpoints(path = "/files/v3")]
pub trait Files {
    /// A file as it comes.
    #[get("/{name}", response = stream, deadline = "1h")]
    async fn download(&self, name: &str) -> Result<BodyStream>;

    #[get("/{name}", response = stream, none = [404, 410])]
    async fn find(&self, name: &str) -> Result<Response<Option<BodyStream>>>;

    #[put("/{name}", retry = never)]
    async fn upload(&self, name: &str, #[body(stream)] content: impl Stream<Item = Chunk> + Send + 'static) -> Result<()>;

    #[post("/", not_idempotent)]
    async fn attach(&self, #[body(multipart)] form: &Form) -> Result<File>;
}
