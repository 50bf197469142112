use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Crud<Id> {
    #[get("/{id}")]
    async fn get(&self, id: &Id) -> Result<u8>;
}

pub type Used = CrudClient;

fn main() {}
