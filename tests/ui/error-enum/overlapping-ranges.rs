use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub enum Refused {
    #[status(4xx)]
    Client,
    #[status(400..=409)]
    Early,
    #[other]
    Other(Error),
}

pub fn used(error: Error) -> Refused {
    error.into()
}

fn main() {}
