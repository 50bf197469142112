use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
#[status(path = perspio_runtime)]
pub enum Refused {
    #[other]
    Other(Error),
}

pub fn used(error: Error) -> Refused {
    error.into()
}

fn main() {}
