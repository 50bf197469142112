#[endpoints(local)]
trait Devices {
    #[get("/devices/{id}")]
    async fn get(&self, id: Rc<str>) -> Result<Device>;

    async fn all(&self, ids: &[Rc<str>]) -> Result<Vec<Device>> {
        todo()
    }
}
