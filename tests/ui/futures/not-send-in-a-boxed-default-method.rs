use perspio_runtime::{Result, endpoints};

#[endpoints(boxed)]
pub trait Assets {
    #[get("/")]
    async fn get(&self, #[query] id: u8) -> Result<u8>;
    async fn twice(&self) -> Result<u8> {
        let two = std::rc::Rc::new(2);
        Ok(self.get(1).await? * *two)
    }
}

fn main() {}
