use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Crud<T: serde::de::DeserializeOwned> {
    #[get("assets")]
    async fn get(&self, #[query] id: u8) -> Result<T>;
}

pub async fn used(client: CrudClient) -> Result<u8> {
    Crud::<u8>::get(&client, 1).await
}

fn main() {}
