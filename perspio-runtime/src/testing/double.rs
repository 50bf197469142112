//! The handle of a running double.

use std::fmt;
use std::io;
use std::sync::Arc;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use super::builder::PerspioTalkBuilder;
use super::fault_plan::FaultPlan;
use super::faults::Faults;
use super::inject::Inject;
use super::received::Received;
use super::state::{Shared, State};
use super::{ACCESS_TOKEN, SUBSCRIPTION_KEY, TENANT_ID, server, tokens};
use crate::auth::{Bearer, ClientCredentials};
use crate::{Client, ClientBuilder};

/// A running double; see the [module](super) for what it answers.
///
/// Each has a port and a state of its own, so tests can run side by side. It stops when it is dropped, connections
/// included; it runs on the tokio runtime that [`start`](Self::start) was called on, which needs its I/O and time
/// drivers. A paused clock and real sockets do not mix: leave the clock running.
pub struct PerspioTalk {
    base_url: String,
    pub(super) urls: tokens::Urls,
    pub(super) shared: Arc<Shared>,
    server: AbortHandle,
}

impl PerspioTalk {
    /// Listens on 127.0.0.1, on a port that the system picks.
    ///
    /// # Errors
    /// Those of binding a socket.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts one with a port of its own choice, or with a page that shows what happens.
    pub fn builder() -> PerspioTalkBuilder {
        PerspioTalkBuilder::new()
    }

    /// Serves `state` on a socket that listens at `base_url`.
    pub(super) fn serve(listener: TcpListener, base_url: String, state: State) -> Self {
        let urls = tokens::Urls::below(&base_url);
        let shared = Arc::new(Shared::new(state));
        let server = tokio::spawn(server::run(listener, Arc::clone(&shared))).abort_handle();
        Self { base_url, urls, shared, server }
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// A bearer token that it takes at any time, for reading and writing. The same for every double, as are the other
    /// credentials.
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

    /// A builder with its base URL and its credentials set, everything else by default. It may read and write, with the
    /// [token](Self::access_token) that never ends.
    pub fn client_builder(&self) -> ClientBuilder {
        self.addressed_builder().auth(Bearer::new(self.access_token()))
    }

    /// The same, but with the client-credentials flow: tokens are fetched from [`token_url`](Self::token_url), expire
    /// and are renewed. They are for reading only, as those of the service, and the client knows it.
    pub fn read_only_client_builder(&self) -> ClientBuilder {
        let credentials = ClientCredentials::new(self.client_id(), self.client_secret());
        self.addressed_builder().auth(credentials.token_url(self.token_url()).read_only(true))
    }

    /// Everything but `Authorization`.
    fn addressed_builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(self.base_url())
            .subscription_key(self.subscription_key())
            .tenant_id(self.tenant_id())
    }

    /// A client for it that may read and write, with the default settings.
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
    /// anything else is looked at, credentials included. Requests after that are answered as usual. Those to the
    /// authorization server do not count: see [`inject_token`](Self::inject_token).
    pub fn inject(&self, faults: impl IntoIterator<Item = Inject>) {
        // Collected first: the iterator is the caller's, and may ask this double something.
        let faults: Vec<_> = faults.into_iter().collect();
        self.shared.lock().plan.extend(faults);
    }

    /// How much of what was [injected](Self::inject) is still to happen.
    pub fn pending(&self) -> usize {
        self.shared.lock().plan.len()
    }

    /// Lets requests meet the faults of this plan, which replaces the one before; none for `None`.
    ///
    /// What is [injected](Self::inject) comes first, and the plan does not count the requests that it meets: number 0 is
    /// the next request without an injection, and times are counted from now. Like an injection, a fault comes before
    /// anything else is looked at, credentials included, and requests to the authorization server meet none.
    ///
    /// A reset closes the connection. Latency comes after the work, as for [`Inject::Delay`].
    ///
    /// If the double is dropped while its thread panics, as in a test that fails, the plan is printed to the standard
    /// error, with its seed.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use perspio_runtime::testing::{FaultPlan, PerspioTalk};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let talk = PerspioTalk::start().await?;
    /// let latency = Duration::from_millis(1)..=Duration::from_millis(20);
    /// talk.fault_plan(FaultPlan::random().latency(latency).resets(0.01).server_errors(0.05).build()?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn fault_plan(&self, plan: impl Into<Option<FaultPlan>>) {
        let faults = plan.into().map(Faults::new);
        self.shared.lock().faults = faults;
    }

    /// The requests that came in, in order; whatever became of them. Without those to the authorization server, which
    /// are [`token_requests`](Self::token_requests).
    pub fn requests(&self) -> Vec<Received> {
        self.shared.lock().log.kept()
    }

    /// How many requests came in; those to the authorization server do not count.
    pub fn count(&self) -> usize {
        self.shared.lock().log.total()
    }

    /// Forgets the requests that came in, those to the authorization server included. Assets and tokens stay, and so
    /// does what was injected.
    pub fn clear(&self) {
        self.shared.lock().forget();
    }
}

impl Drop for PerspioTalk {
    fn drop(&mut self) {
        self.server.abort();
        if let Some(faults) = &self.shared.lock().faults {
            faults.plan().print_if_panicking();
        }
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
