//! [`PerspioTalk`], a double of the service for tests: a real HTTP server on 127.0.0.1 that keeps the vendor's rules
//! and fails on request. Feature `testing`.
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
//! # What it answers
//!
//! | request | answer |
//! |---|---|
//! | any, without the right bearer, `Ocp-Apim-Subscription-Key` and `tid`, each exactly once | 401 |
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
//! Ids stand percent-encoded in the path; an `id` in a body that is sent changes nothing.
//!
//! Paths, methods, headers and the meaning of the statuses are the vendor's, and so is that 5xx bodies are plain
//! strings. **The vendor publishes no schema**: the fields of an asset, the 409 for a name that is taken with its body
//! `{"message": .., "id": <the asset that has it>}`, the `{"message": ..}` of every other 4xx, 413 and the values in
//! the profile are this double's own. Limits are not counted: inject [`Inject::Throttle`].

mod assets;
mod inject;
mod payload;
mod received;
mod rules;
mod server;
mod state;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::AbortHandle;

pub use inject::Inject;
pub use received::Received;
pub use serde_json::{Value, json};

use crate::auth::Bearer;
use crate::{Client, ClientBuilder};
use state::Shared;

/// The credentials that the double wants. Recognisable, so that a test can search any text for them.
const ACCESS_TOKEN: &str = "access-token-of-the-double";
const SUBSCRIPTION_KEY: &str = "subscription-key-of-the-double";
const TENANT_ID: &str = "tenant-of-the-double";

/// A running double; see the [module](self) for what it answers.
///
/// Each has a port and a state of its own, so tests can run side by side. It stops when it is dropped, connections
/// included; it runs on the tokio runtime that [`start`](Self::start) was called on, which needs its I/O and time
/// drivers. A paused clock and real sockets do not mix: leave the clock running.
pub struct PerspioTalk {
    base_url: String,
    shared: Arc<Shared>,
    server: AbortHandle,
}

impl PerspioTalk {
    /// Listens on 127.0.0.1, on a port that the system picks.
    ///
    /// # Errors
    /// Those of binding a socket.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared::default());
        let server = tokio::spawn(server::run(listener, Arc::clone(&shared))).abort_handle();
        Ok(Self { base_url, shared, server })
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The bearer token that it wants. The same for every double, as are the other credentials.
    pub fn access_token(&self) -> &str {
        ACCESS_TOKEN
    }

    /// The `Ocp-Apim-Subscription-Key` that it wants.
    pub fn subscription_key(&self) -> &str {
        SUBSCRIPTION_KEY
    }

    /// The `tid` that it wants.
    pub fn tenant_id(&self) -> &str {
        TENANT_ID
    }

    /// A builder with its base URL and its credentials set, everything else by default.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(self.base_url())
            .auth(Bearer::new(self.access_token()))
            .subscription_key(self.subscription_key())
            .tenant_id(self.tenant_id())
    }

    /// A client for it, with the default settings.
    ///
    /// # Errors
    /// Those of [`ClientBuilder::build`]; the settings themselves are right.
    pub fn client(&self) -> crate::Result<Client> {
        self.client_builder().build()
    }

    /// Puts an asset in and gives its id: `IN-000001`, `IN-000002` and so on.
    ///
    /// An object whose `id` is a text that is not empty keeps it, and replaces the asset that has it. Anything but an
    /// object becomes `{"value": ..}`.
    pub fn insert(&self, asset: Value) -> String {
        self.shared.lock().assets.insert(asset)
    }

    /// Says what happens to the next requests: one each, in this order, after what is already waiting, and before
    /// anything else is looked at, credentials included. Requests after that are answered as usual.
    pub fn inject(&self, faults: impl IntoIterator<Item = Inject>) {
        // Collected first: the iterator is the caller's, and may ask this double something.
        let faults: Vec<_> = faults.into_iter().collect();
        self.shared.lock().plan.extend(faults);
    }

    /// How much of what was injected is still to happen.
    pub fn pending(&self) -> usize {
        self.shared.lock().plan.len()
    }

    /// The requests that came in, in order; whatever became of them.
    pub fn requests(&self) -> Vec<Received> {
        self.shared.lock().log.clone()
    }

    /// How many requests came in.
    pub fn count(&self) -> usize {
        self.shared.lock().log.len()
    }

    /// Forgets the requests that came in. Assets stay, and so does what was injected.
    pub fn clear(&self) {
        self.shared.lock().log.clear();
    }
}

impl Drop for PerspioTalk {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Where it listens and how much happened; no credentials.
impl fmt::Debug for PerspioTalk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PerspioTalk")
            .field("base_url", &self.base_url)
            .field("requests", &self.count())
            .field("pending", &self.pending())
            .finish_non_exhaustive()
    }
}
