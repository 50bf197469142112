use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub enum Refused {
    #[status(99)]
    Early,
    Exists,
    #[status(404)]
    Missing(u8, u8),
    #[other]
    Other(Error),
}

fn main() {}
