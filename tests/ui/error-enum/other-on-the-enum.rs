use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
#[other]
pub enum Refused {
    #[other]
    Other(Error),
}

pub fn used(error: Error) -> Refused {
    error.into()
}

fn main() {}
