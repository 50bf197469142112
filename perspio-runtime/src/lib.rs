//! HTTP clients from a declaration: a trait whose methods are annotated with endpoints becomes a client. Which status
//! means what, what is sent again, when and how often is part of the declaration; the compiler checks it, and one loop
//! in this crate acts on it, over [`reqwest`].
//!
//! ```
//! use perspio_runtime::testing::{Inject, PerspioTalk, json};
//! use perspio_runtime::{ErrorKind, Response, Result, endpoints};
//!
//! #[derive(serde::Deserialize)]
//! pub struct Asset {
//!     name: String,
//! }
//!
//! #[endpoints(path = "/assets/v3")]
//! pub trait Assets {
//!     /// One asset, or none.
//!     #[get("/{id}", none = 404)]
//!     async fn find(&self, id: &str) -> Result<Response<Option<Asset>>>;
//!
//!     #[delete("/{id}")]
//!     async fn delete(&self, id: &str) -> Result<()>;
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let talk = PerspioTalk::start().await?; // a double of the service, on 127.0.0.1
//! let id = talk.insert(json!({ "name": "Pump 7" }));
//! let assets = AssetsClient::new(talk.client()?);
//!
//! talk.inject([Inject::Status(503)]); // sent again after a back-off
//! let answer = assets.find(&id).await?;
//! assert_eq!(answer.attempts().len(), 2);
//! assert_eq!(answer.into_body().unwrap().name, "Pump 7");
//!
//! let error = assets.delete("").await.unwrap_err(); // would name the collection: refused, nothing sent
//! assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidRequest, Some("id")));
//! # Ok(())
//! # }
//! ```
//!
//! - [`endpoints`] is the declaration language, with [`StatusError`] for enums of errors; [`Endpoint`] is what it makes, and what a call by hand takes
//!   ([`Client::call`]).
//! - [`Client::builder`] has every setting with its default, [`Client::from_env`] takes them from the environment.
//! - [`Error`] says what went wrong ([`ErrorKind`]), what was tried ([`Attempt`]) and why it was not sent again
//!   ([`Reason`]). [`Retry`] has the rules and the figures.
//! - [`testing`] is for your tests: [`testing::Script`] plays answers and faults in virtual time, [`testing::PerspioTalk`] is a
//!   double of the service. Its [guide](testing::guide) takes a trait to a tested retry in 30 lines.
//!
//! # What a status means
//!
//! | status | outcome | sent again |
//! |---|---|---|
//! | 2xx in `expect` | `Ok`, the body read as declared; an empty one is fine for `()` and `Option`, else `Decode` | no |
//! | other 2xx | `UnexpectedStatus` | no |
//! | 301 302 303 307 308 | followed as [`Redirect`] allows, else `Redirect` | follows |
//! | other 3xx | `Redirect` | no |
//! | 400, 403, 404, 405, other 4xx | `BadRequest`, `Forbidden`, `NotFound`, `MethodNotAllowed`, `ClientError` | no |
//! | 401 | `Unauthenticated` | once, with a new token, if there can be one |
//! | 429 | waits as `Retry-After` says, or backs off; then `TooManyRequests` | every method |
//! | 5xx | backs off; then `Server` | idempotent calls |
//! | no answer, surely not sent | backs off; then `Connect` | every method |
//! | no answer, perhaps sent | backs off; then `Transport` or `Timeout` | idempotent calls |
//! | bad certificate, unreadable 2xx, refused parameter | `Tls`, `Decode`, `InvalidRequest` | no |
//!
//! A [`BodyStream`] is handed over with the head of the answer; what becomes of the rest, it tells itself.
//!
//! # Observability
//!
//! One `tracing` span per call and one event per request, under OpenTelemetry's names for HTTP clients: the label is the
//! path as it was declared. No values, queries, bodies or headers are in them.
//!
//! # Features
//!
//! | feature | default | what for |
//! |---|---|---|
//! | `macros` | yes | [`endpoints`] |
//! | `rustls` | yes | https |
//! | `http2` | yes | HTTP/2 where the server offers it |
//! | `hyper` | no | a leaner transport than reqwest: `transport::Hyper` |
//! | `multipart` | no | `reqwest::multipart::Form` as a body, parts of which may be streams |
//! | `secrecy` | no | `secrecy::SecretString` wherever a secret is given |
//! | `login` | no | people log in: [`auth::AuthorizationCode`], [`auth::DeviceCode`], [`auth::FileStore`] |
//! | `testing` | no | [`testing`] |
#![cfg_attr(
    not(all(feature = "macros", feature = "testing", feature = "login")),
    allow(rustdoc::broken_intra_doc_links)
)]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod auth;
mod client;
mod encode;
mod endpoint;
mod error;
mod execute;
mod future;
mod limit;
pub mod multipart;
mod payload;
mod redirect;
mod request;
mod response;
mod retry;
mod secret;
mod status;
#[cfg(feature = "testing")]
pub mod testing;
mod time;
pub mod transport;

pub use bytes::Bytes;
pub use client::{Call, Client, ClientBuilder, IntoBody, Parameter, Stats, StreamBody, TextBody};
pub use endpoint::{Endpoint, Method, Part, Redirect, Retry, Rules, Template};
pub use error::{Attempt, Decision, Error, ErrorKind, Fault, FromError, Message, Outcome, Reason, Result, Why};
pub use future::{BoxFuture, LocalBoxFuture};
pub use http::{HeaderMap, StatusCode, header};
#[cfg(feature = "macros")]
pub use perspio_macros::{StatusError, endpoints};
pub use reqwest;
pub use response::{Answer, BodyStream, Decode, Json, Mode, Raw, Response, Streaming, Text};
#[cfg(all(feature = "hyper", feature = "rustls"))]
pub use rustls;
pub use secret::Secret;
pub use status::Pattern;

/// Compiles and runs what the README shows.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
