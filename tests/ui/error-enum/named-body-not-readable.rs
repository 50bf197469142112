use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub enum Refused {
    #[status(409)]
    Exists {
        conflict: Conflict,
    },
    #[other]
    Other(Error),
}

#[derive(Debug)]
pub struct Conflict;

fn main() {}
