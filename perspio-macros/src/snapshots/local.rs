#[endpoints(local)]
trait Devices {
    #[get("/devices/{id}")]
    async fn get(&self, id: RcId) -> Result<Device>;

    async fn all(&self, ids: &[Rc<str>]) -> Result<Vec<Device>> {
        Err(none_of(ids))
    }
}
