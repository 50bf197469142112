use perspio_runtime::endpoints;

#[endpoints]
pub const ASSETS: u8 = 1;

fn main() {}
