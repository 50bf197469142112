use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub enum Refused {
    #[status(500..=599)]
    Down(Vec<u8>),
    #[other]
    Other(Error),
}

fn main() {}
