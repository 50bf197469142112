use perspio_runtime::endpoints;

#[endpoints]
pub trait Assets {
    #[get("/{id}")]
    async fn get(&self, id: u8);
}

pub type Used = AssetsClient;

fn main() {}
