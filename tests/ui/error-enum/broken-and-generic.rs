use perspio_runtime::{Error, StatusError};

#[derive(Debug, StatusError)]
pub enum Refused<T: Clone, const N: usize> {
    #[status(409)]
    Exists([T; N]),
    #[other]
    Other(Error, u8),
}

pub fn used(error: Error) -> Refused<u8, 1> {
    error.into()
}

fn main() {}
