use perspio_runtime::endpoints;

#[endpoints]
pub enum Assets {}

fn main() {}
