use perspio_runtime::{Error, StatusError};

#[derive(StatusError)]
pub union Refused {
    code: u16,
    number: i16,
}

pub fn used(error: Error) -> Refused {
    error.into()
}

fn main() {}
