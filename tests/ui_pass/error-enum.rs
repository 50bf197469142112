use perspio_runtime::{Error, StatusError};

macro_rules! refused {
    ($name:ident, $status:literal, $pattern:tt, $body:ty) => {
        #[derive(Debug, StatusError)]
        pub enum $name {
            #[status($status)]
            Own { r#type: $body },
            #[cfg_attr(all(), status([$pattern, 422]))]
            Others,
            #[other]
            Other { source: Box<Error> },
        }
    };
}
refused!(Refused, 409, 5xx, Option<Vec<u8>>);

fn main() {
    let _: fn(Error) -> Refused = Refused::from;
}
