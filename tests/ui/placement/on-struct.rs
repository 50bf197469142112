use perspio_runtime::endpoints;

#[endpoints]
pub struct Assets;

fn main() {}
