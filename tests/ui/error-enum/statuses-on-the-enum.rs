use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
#[status(409)]
pub enum Refused {
    #[other]
    Other(Error),
}

pub fn used(error: Error) -> Refused {
    error.into()
}

fn main() {}
