use perspio_runtime::StatusError;

#[derive(Debug, StatusError)]
pub enum Refused {
    #[other]
    Other(std::fmt::Error),
}

fn main() {}
