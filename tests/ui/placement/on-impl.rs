use perspio_runtime::endpoints;

pub struct Assets;

#[endpoints]
impl Assets {}

fn main() {}
