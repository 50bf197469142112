#[endpoints(boxed, local, client = Own)]
trait Devices {
    #[get("/devices/{id}")]
    async fn get(&self, id: u32) -> Result<Device>;

    #[get("/devices")]
    async fn near(&self, #[query] place: &str) -> Result<Device>;

    async fn all(&self) -> Result<Vec<Device>> {
        Err(none_of(&[1]))
    }
}
