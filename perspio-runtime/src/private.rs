//! All that generated code may touch. Not for users: it changes without notice.

pub use crate::client::Client;
pub use crate::endpoint::Method::{Delete, Get, Head, Patch, Post, Put};
pub use crate::endpoint::Part::{Text, Value};
pub use crate::endpoint::{Endpoint, Redirect, Retry};
pub use crate::error::Error;
pub use crate::future::{BoxFuture, LocalBoxFuture};
pub use crate::response::{CanBeNone, Declared, ErrorText, FromErrorBody, Reading};
pub use crate::status::Pattern;

/// Compiles only for a success type that can say `None`.
#[inline]
pub const fn need_option<T: CanBeNone>() {}
