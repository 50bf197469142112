use perspio_runtime::{Result, endpoints};

#[endpoints]
pub trait Assets {
    async fn twice(&self, #[query] name: &str) -> Result<usize> {
        Ok(name.len())
    }
}

pub type Used = AssetsClient;

fn main() {}
