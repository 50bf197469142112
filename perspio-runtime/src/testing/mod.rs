//! [`PerspioTalk`], a double of the service for tests: a real HTTP server on 127.0.0.1 that keeps the vendor's rules
//! and fails on request; and [`Script`], a transport without sockets, in virtual time: start with the [`guide`]. Feature
//! `testing`.
//!
//! ```
//! use std::time::Duration;
//!
//! use perspio_runtime::testing::{Inject, PerspioTalk, json};
//! use perspio_runtime::{Endpoint, Error, Method, Part, Response};
//!
//! const LIST: Endpoint = Endpoint::new("list", Method::Get, &[Part::Text("/assets/v3/")]);
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let talk = PerspioTalk::start().await?;
//! talk.insert(json!({ "name": "Pump 7" }));
//! talk.inject([Inject::Throttle { retry_after: Some(Duration::from_secs(1)) }]);
//!
//! let answer = talk.client()?.call(&LIST).json::<Response<Vec<serde_json::Value>>, Error>().await?;
//! assert_eq!(answer.body().len(), 1);
//! assert_eq!(answer.attempts().len(), 2);
//! assert_eq!(talk.count(), 2);
//! # Ok(())
//! # }
//! ```
//!
//! # Fault plans
//!
//! [`Inject`] says what happens to the next requests. A [`FaultPlan`] says how a whole service is on a bad day: latency,
//! resets, server errors and rate limits, spread over all requests by a seed. The same seed gives the same faults, on
//! every machine; with [`FaultPlan::random`] every run has another one, and a test that fails prints it.
//!
//! ```
//! use std::time::Duration;
//!
//! use perspio_runtime::testing::{FaultPlan, PerspioTalk};
//! use perspio_runtime::{Endpoint, Error, Method, Part, Retry};
//!
//! const LIST: Endpoint = Endpoint::new("list", Method::Get, &[Part::Text("/assets/v3/")]);
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let talk = PerspioTalk::start().await?;
//! let latency = Duration::from_millis(1)..=Duration::from_millis(5);
//! let plan = FaultPlan::with_seed(7).latency(latency).resets(0.1).server_errors(0.2).throttle_requests(10, 1, None);
//! talk.fault_plan(plan.build()?);
//!
//! let retry = Retry::new().attempts(8).base(Duration::from_millis(1)).throttle_base(Duration::from_millis(1));
//! let client = talk.client_builder().retry(retry).build()?;
//! for _ in 0..20 {
//!     client.call(&LIST).json::<serde_json::Value, Error>().await?;
//! }
//! assert!(talk.count() > 20, "some were sent again");
//! # Ok(())
//! # }
//! ```
//!
//! `cargo run --example perspiotalk-double -- --port 8080 --fault-plan plan.toml` runs the double as a program, for
//! clients in any language, with a [page](PerspioTalkBuilder::page) that shows what came in and what was answered.
//!
//! # What it answers
//!
//! | request | answer |
//! |---|---|
//! | any, without a good bearer, `Ocp-Apim-Subscription-Key` and `tid`, each exactly once | 401 with `WWW-Authenticate` |
//! | POST, PATCH, PUT or DELETE with a token of the client-credentials flow, which is read only | 403 |
//! | `GET /assets/v3/` | 200 with an array of all assets, in the order of their ids |
//! | `POST /assets/v3/` | 201 with the asset and the id that it was given, `Location`; 409 if its `name` is taken |
//! | `GET /assets/v3/{id}` | 200 with the asset |
//! | `PATCH /assets/v3/{id}` | 200 with the asset, in which the top-level fields that were sent are changed |
//! | `PUT /assets/v3/{id}` | 200 with the asset, which is what was sent |
//! | `DELETE /assets/v3/{id}` | 204 |
//! | the same with an id that is not there | 404 |
//! | a body that is not a JSON object, where one is read | 400 |
//! | a body longer than 1 MiB | 413 |
//! | `GET /directory/v3/user` | 200 with a flat profile |
//! | another method on one of these paths | 405 with `Allow`; HEAD is answered like GET |
//! | any other path, `/assets/v3` without the slash included | 404 |
//!
//! Good bearers are [`PerspioTalk::access_token`], which never ends, and every token that was issued and has neither
//! expired nor been [revoked](PerspioTalk::revoke_tokens). Where the token is the fault, the challenge of the 401 is
//! `Bearer error="invalid_token"`, otherwise `Bearer`.
//!
//! Ids stand percent-encoded in the path; an `id` in a body that is sent changes nothing.
//!
//! Paths, methods, headers and the meaning of the statuses are the vendor's, and so is that 5xx bodies are plain
//! strings. **The vendor publishes no schema**: the fields of an asset, the 409 for a name that is taken with its body
//! `{"message": .., "id": <the asset that has it>}`, the `{"message": ..}` of every other 4xx, 413 and the values in
//! the profile are this double's own. Limits are not counted: inject [`Inject::Throttle`].
//!
//! # What its authorization server answers
//!
//! Parameters are form fields in the body of a POST and stand in the query of a GET. Answers, injected ones aside, have
//! `Cache-Control: no-store`, and a refusal is `{"error": .., "error_description": ..}` or, at `authorize`, a page.
//!
//! | request | answer |
//! |---|---|
//! | `POST /oauth2/v2.0/token` with `grant_type=client_credentials`, `scope` | 200 with an access token for reading |
//! | the same with `authorization_code`, `code`, `redirect_uri`, perhaps `code_verifier` | 200 with an access token for reading and writing, `refresh_token`, `id_token`, `scope` |
//! | the same with `refresh_token`, `refresh_token` | 200 with the same, all new; the old refresh token is spent |
//! | the same with `urn:ietf:params:oauth:grant-type:device_code`, `device_code` | 200 with the same once it is approved |
//! | `GET /oauth2/v2.0/authorize` with `client_id`, `response_type=code`, `redirect_uri`, `scope`, `state`, perhaps `response_mode=query`, `code_challenge` and `code_challenge_method=S256` | 302 to the redirect URI with `code` and `state`, or with `error=access_denied` and `state` |
//! | `POST /oauth2/v2.0/devicecode` with `client_id`, `scope` | 200 with `device_code`, `user_code`, `verification_uri`, `expires_in`, `interval`, `message` |
//! | a secret of the API anywhere in a request: access token, subscription key, tenant id | 400 `invalid_request` |
//! | the wrong `client_id` or `client_secret` | 401 `invalid_client`; a page with 400 at `authorize` |
//! | a parameter that is missing, malformed or there twice, parameters in a query, a body that is no form | 400 `invalid_request` |
//! | another grant | 400 `unsupported_grant_type` |
//! | a code, refresh token or device code that is unknown or spent, an expired code, another redirect URI, a verifier that does not fit | 400 `invalid_grant` |
//! | a device code that is not approved, polled too fast, declined, expired | 400 `authorization_pending`, `slow_down`, `authorization_declined`, `expired_token` |
//! | another method | 405 with `Allow` |
//! | any other path below `/oauth2/` | 404 |
//!
//! `client_id` and `client_secret` belong into the body; `Authorization` is not read. Only the device-code flow, and
//! the refresh of tokens that it gave to a client without secret, do without `client_secret`. A code lives 10 minutes
//! and is spent by the first attempt to exchange it, whatever comes of that. Refresh tokens do not expire. A redirect
//! URI is plain http to a loopback address or `localhost`, without fragment or user, and the same text in both
//! requests. A code with a challenge wants the verifier, and one without wants none (RFC 9700 section 2.1.1). After
//! `slow_down` a device code wants 5 s more between polls (RFC 8628 section 3.5).
//!
//! **This is a test double**: codes and tokens can be guessed, scopes are taken as they are and nobody signs in. The
//! flows, the parameters, `expires_in`, the rights of each flow and that refresh tokens are replaced are the vendor's;
//! the device-code flow, PKCE and the errors are those of the RFCs (6749, 6750, 7636, 8628) and of Microsoft Entra ID,
//! which stands behind the vendor's token endpoint; lifetimes that neither states, and what is refused beyond that, are
//! invented.

mod assets;
mod builder;
mod captured;
mod contract;
mod difference;
mod double;
mod fail;
mod fault_plan;
mod faults;
#[cfg(feature = "macros")]
pub mod guide {
    #![doc = include_str!("guide.md")]
}
mod inject;
mod log;
mod nearest;
mod page;
mod payload;
mod received;
mod recording;
mod reply;
mod rules;
mod script;
mod server;
mod state;
#[cfg(test)]
mod tests;
mod timeline;
mod tokens;

pub use builder::PerspioTalkBuilder;
pub use captured::Captured;
pub use contract::contract;
pub use double::PerspioTalk;
use fail::fail;
pub use fault_plan::{FaultPlan, FaultPlanBuilder, FaultPlanError, Planned, PlannedFault};
pub use inject::Inject;
pub use nearest::endpoint;
pub use received::Received;
pub use recording::{Recording, RecordingError};
pub use reply::Reply;
pub use script::{Expectation, Script};
pub use serde_json::{Value, json};
pub use timeline::{BodyFault, Event, Timeline};

/// The credentials that the double wants. Recognisable, so that a test can search any text for them.
const ACCESS_TOKEN: &str = "access-token-of-the-double";
const SUBSCRIPTION_KEY: &str = "subscription-key-of-the-double";
const TENANT_ID: &str = "tenant-of-the-double";
const CLIENT_ID: &str = "client-of-the-double";
const CLIENT_SECRET: &str = "client-secret-of-the-double";
