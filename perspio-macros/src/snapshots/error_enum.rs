#[derive(Debug, StatusError)]
pub enum CreateError {
    #[status(4xx)]
    Client { problem: Problem },
    #[status(409)]
    Exists(Conflict),
    #[status([422, 428])]
    Refused(Problem),
    #[status(403)]
    NotYours,
    #[status(502)]
    #[deprecated]
    Gateway(),
    #[status(5xx)]
    Down(String),
    #[other]
    Other(perspio_runtime::Error),
}

#[derive(Debug, StatusError)]
#[status(crate = crate::vendored::runtime)]
enum Of<T: Clone, U = u8>
where
    U: Send,
{
    #[status(404)]
    None(Vec<T>),
    #[status(500)]
    Text(Wrapped<U>),
    #[other]
    Other { source: Box<perspio_runtime::Error> },
}
