use perspio_runtime::endpoints;

#[endpoints]
pub fn assets() {}

fn main() {}
