#[endpoints]
#[cfg(feature = "items")]
#[allow(clippy::too_many_arguments)]
#[deprecated]
#[doc(hidden)]
pub trait Items<>: Send
where
    Self: Sized,
{
    const PAGE: u32 = 20;

    #[cfg(feature = "get")]
    #[deprecated(note = "use `find`")]
    #[expect(clippy::needless_lifetimes)]
    #[get("/{id}")]
    async fn get<'a, T>(&'a self, id: &'a str) -> Result<T>
    where
        T: DeserializeOwned + Send;

    #[cfg(not(feature = "get"))]
    #[get("/{id}/{n}")]
    async fn get<const N: usize>(&self, id: impl Serialize, n: [u8; N]) -> crate::Result<[u8; N], Error>;

    async fn each<T: Send>(&self, items: Vec<T>) -> Result<()>
    where
        T: Clone,
    {
        #![allow(unused)]
        Ok(())
    }

    async fn consume(self) {}

    /// Not asynchronous, so nothing about it is changed.
    fn page(mut self: Box<Self>, (a, b): (u32, u32)) -> u32 {
        Self::PAGE
    }
}
