//! HTTP clients from a declaration: status codes, retries and redirects checked by the compiler.
//!
//! See [`endpoints`] for the declaration language and [`Client`] for the settings.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod auth;
mod client;
mod encode;
mod endpoint;
mod error;
mod execute;
mod limit;
mod redirect;
mod request;
mod response;
mod retry;
mod secret;
mod status;
#[cfg(feature = "testing")]
pub mod testing;
mod time;
mod transport;

pub use bytes::Bytes;
pub use client::{Call, Client, ClientBuilder, IntoBody, Stats};
pub use endpoint::{Endpoint, Method, Part, Redirect, Retry, Rules, Template};
pub use error::{Attempt, Decision, Error, ErrorKind, Fault, Message, Outcome, Reason, Result, Why};
pub use http::{HeaderMap, StatusCode, header};
#[cfg(feature = "macros")]
pub use perspio_macros::endpoints;
pub use reqwest;
pub use response::{Answer, Decode, Json, Mode, Raw, Response, Text};
pub use status::Pattern;
