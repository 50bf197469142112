use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub enum Refused {
    Exists,
    #[other]
    Other(Error),
}

pub fn used(error: Error) -> Refused {
    error.into()
}

fn main() {}
