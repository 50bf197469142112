use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub enum Refused {
    #[status(5xx)]
    Down(u16),
    #[other]
    Other(Error),
}

pub fn used(error: Error) -> Refused {
    error.into()
}

fn main() {}
