use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub enum Refused {
    #[other]
    Other(Error),
    #[other]
    More(Error),
}

pub fn used(error: Error) -> Refused {
    error.into()
}

fn main() {}
