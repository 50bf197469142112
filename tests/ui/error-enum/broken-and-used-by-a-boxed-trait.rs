use perspio_runtime::{Error, StatusError, endpoints};

#[derive(Debug, StatusError)]
pub enum Refused {
    #[status(4)]
    Exists,
    #[other]
    Other(Error),
}

#[endpoints(boxed)]
pub trait Assets: Sync {
    #[get("/")]
    async fn get(&self) -> Result<u8, Refused>;
    async fn first(&self) -> Result<u8, Refused> {
        self.get().await.map_err(Refused::from)
    }
}

fn main() {}
