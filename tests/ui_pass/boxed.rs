use perspio_runtime::{Bytes, Result, endpoints};
use std::{borrow::Cow, sync::Arc};

#[endpoints(boxed)]
pub trait Crud<T: serde::Serialize + serde::de::DeserializeOwned + Send + Sync>: Send + Sync {
    #[get("/{id}")]
    async fn get(&self, id: &str, #[cfg(any())] #[query] never: &Missing, #[query] more: [&str; 2]) -> Result<T>;
    #[put("/{id}", retry = never)]
    async fn put<S>(&self, id: Cow<'_, str>, #[body(stream)] content: S) -> Result<()>
    where
        S: futures_util::Stream<Item = Result<Bytes>> + Send + 'static,
        Self: Sized;
    async fn push(self: Arc<Self>, all: &mut Vec<T>) -> Result<()> {
        Ok(all.push(self.get("1", ["a", "b"]).await?))
    }
}

fn main() {
    let _: fn(Arc<dyn Crud<u8>>) = |api| drop(api.push(&mut Vec::new()));
}
