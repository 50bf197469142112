use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Crud<T> {
    #[get("/")]
    async fn get(&self) -> Result<T>;
}

pub type Used = CrudClient;

fn main() {}
