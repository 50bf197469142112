//! What the traits name: under names of their own, so that the usual ones can mean something else.

pub use ::core::clone::Clone as Clones;
pub use ::core::convert::{AsRef as Refers, From as Made, Into as Makes};
pub use ::core::fmt::Debug as Debugs;
pub use ::core::marker::{Send as Sends, Sized as Sizes, Sync as Syncs};
pub use ::core::ops::Fn as Calls;
pub use ::core::option::Option as Maybe;
pub use ::core::option::Option::{None as Nothing, Some as Just};
pub use ::core::pin::Pin as Pinned;
pub use ::core::result::Result as Either;
pub use ::core::result::Result::{Err as Bad, Ok as Good};
pub use ::perspio_runtime::multipart::Form;
pub use ::perspio_runtime::{BodyStream, Bytes, Endpoint as Entry, Error as Fault, Response as Answer};
pub use ::perspio_runtime::{StatusError, endpoints};
pub use ::serde::Serialize as Writes;
pub use ::serde::de::DeserializeOwned as Reads;
pub use ::std::borrow::Cow;
pub use ::std::boxed::Box as Boxed;
pub use ::std::collections::HashMap as Map;
pub use ::std::rc::Rc as Local;
pub use ::std::string::{String as Text, ToString as Prints};
pub use ::std::sync::Arc as Shared;
pub use ::std::vec::Vec as List;

/// What most methods return.
pub type Outcome<T, E = Fault> = Either<T, E>;

/// What a method returns that says for how long.
pub type Lent<'a, T> = Either<T, Lending<'a>>;

/// An error that is lent something.
#[derive(Debug)]
pub struct Lending<'a>(pub Fault, pub Maybe<Key<'a>>);

impl Made<Fault> for Lending<'_> {
    fn from(fault: Fault) -> Self {
        Self(fault, Nothing)
    }
}

/// Something with a name.
#[derive(Clone, Debug, ::serde::Deserialize, ::serde::Serialize)]
pub struct Asset {
    /// Its name.
    pub name: Text,
}

/// A key that is borrowed.
#[derive(Clone, Copy, Debug, ::serde::Serialize)]
pub struct Key<'a>(pub &'a str);

/// The runtime under another name.
pub mod vendored {
    pub use ::perspio_runtime as runtime;
}
