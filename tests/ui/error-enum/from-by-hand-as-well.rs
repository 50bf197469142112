use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub enum Refused {
    #[other]
    Other(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

fn main() {}
