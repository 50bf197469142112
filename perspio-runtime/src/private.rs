//! All that generated code may touch. Not for users: it changes without notice.

pub use crate::client::Client;
pub use crate::endpoint::{Endpoint, Method, Part, Redirect, Retry};
pub use crate::error::Error;
pub use crate::future::{BoxFuture, LocalBoxFuture};
pub use crate::response::{CanBeNone, Declared, ErrorText, FromErrorBody, Reading};
pub use crate::status::Pattern;

/// Compiles only for a success type that can say `None`.
#[inline]
pub const fn need_option<T: CanBeNone>() {}
