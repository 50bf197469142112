use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub enum Failure {
    #[status(409)]
    Exists(#[status(422)] String),
    #[other]
    Other(Error),
}

fn main() {}
