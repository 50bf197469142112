use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub struct Refused {
    pub error: Error,
}

pub fn used(error: Error) -> Refused {
    error.into()
}

fn main() {}
