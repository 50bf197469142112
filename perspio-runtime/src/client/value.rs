//! What a call can send: values, and bodies of every kind.

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use crate::error::{BoxError, Result};

/// What can be sent as a value of the path, of the query or of a header, or as a body of JSON or a form: anything that is
/// `Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent",
    label = "must be `serde::Serialize`",
    note = "values and bodies are written as in JSON: derive `serde::Serialize` for a type of your own"
)]
pub trait Parameter: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> Parameter for T {}

/// What can be sent as a body of text: anything that is `AsRef<str>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as text",
    label = "must be `AsRef<str>`",
    note = "`#[body(text)]` takes `&str`, `String` and what is like them; `#[body]` writes JSON"
)]
pub trait TextBody: AsRef<str> {}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> TextBody for T {}

/// What can be sent as it comes: a `Stream` of pieces.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a stream",
    label = "must be a `Stream` of `Result<Bytes, E>`, `Send` and `'static`",
    note = "`#[body(bytes)]` takes a body that is there as a whole"
)]
pub trait StreamBody: Stream<Item = Result<Bytes, Self::Failure>> + Send + 'static {
    /// What the stream may fail with.
    type Failure: Into<BoxError>;
}

#[diagnostic::do_not_recommend]
impl<S, E> StreamBody for S
where
    S: Stream<Item = Result<Bytes, E>> + Send + 'static,
    E: Into<BoxError>,
{
    type Failure = E;
}

/// What can be a body of bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as bytes",
    note = "`#[body(bytes)]` takes `Bytes`, `Vec<u8>`, `&[u8]`, `String` and `&str`"
)]
pub trait IntoBody {
    /// The bytes, without a copy where they are owned.
    fn into_body(self) -> Bytes;
}

impl IntoBody for Bytes {
    fn into_body(self) -> Bytes {
        self
    }
}

impl IntoBody for Vec<u8> {
    fn into_body(self) -> Bytes {
        self.into()
    }
}

impl IntoBody for String {
    fn into_body(self) -> Bytes {
        self.into()
    }
}

/// Copies.
impl<T: AsRef<[u8]> + ?Sized> IntoBody for &T {
    fn into_body(self) -> Bytes {
        Bytes::copy_from_slice(self.as_ref())
    }
}
