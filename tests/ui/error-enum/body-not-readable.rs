use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub enum Refused {
    #[status(409)]
    Exists(Conflict),
    #[other]
    Other(Error),
}

#[derive(Debug)]
pub struct Conflict;

pub fn used(error: Error) -> Refused {
    error.into()
}

fn main() {}
