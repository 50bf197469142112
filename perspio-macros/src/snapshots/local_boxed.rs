#[endpoints(boxed, local, client = Own)]
trait Devices {
    #[get("/devices/{id}")]
    async fn get(&self, id: Rc<str>) -> Result<Device>;

    #[get("/devices")]
    async fn near(&self, #[query] place: &str) -> Result<Device>;

    async fn all(&self) -> Result<Vec<Device>> {
        todo()
    }
}
