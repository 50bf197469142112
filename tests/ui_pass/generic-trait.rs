use perspio_runtime::{Client, Result, endpoints};

#[endpoints(path = "/{collection}")]
pub trait Crud<T, const N: usize = 2>
where
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    #[get("/{id}")]
    async fn get(&self, collection: &str, id: u8) -> Result<T>;
    #[put("/{id}")]
    async fn put(&self, collection: &str, id: u8, #[body] item: &[T; N]) -> Result<()>
    where
        [T; N]: serde::Serialize;
}

fn both<C: Crud<u8> + Crud<String, 1>>(_: fn(Client) -> C) {}

fn main() {
    both(CrudClient::new);
}
