use perspio_runtime::endpoints;

#[endpoints]
pub mod assets {}

fn main() {}
