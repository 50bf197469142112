use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    #[get("/")]
    async fn get(&self) -> Result<u8>;
    async fn own(&self, id: std::rc::Rc<str>) -> Result<u8> {
        println!("{}", self.get().await?);
        Ok(id.len() as u8)
    }
}

fn main() {}
