#[endpoints(path = "/{collection}")]
pub trait Crud<'c, T = Asset, const N: usize = 1>: Sized
where
    T: Resource + DeserializeOwned + 'c,
{
    const PAGE: u32 = 20;

    #[get("/{id}")]
    async fn get(&self, collection: &'c str, id: &T::Id) -> Result<T>;

    #[get("/")]
    async fn first(&self, collection: &'c str) -> Result<Vec<T>>;
}
