//! The client that users hold: cheap to clone, shared by all endpoint traits.

mod build;
mod builder;
mod call;
mod env;
mod sending;
mod stats;
mod token_endpoint;
mod value;

use std::fmt;
use std::sync::Arc;

pub use builder::ClientBuilder;
pub use call::Call;
pub use stats::Stats;
pub use value::{IntoBody, Parameter, StreamBody, TextBody};

use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::execute::Core;

/// Sends the calls of any number of endpoint traits over one connection pool, with one set of credentials and one retry
/// budget. Cloning shares all of it and costs a reference count.
///
/// ```
/// use perspio_runtime::{Client, auth::Bearer};
///
/// let client = Client::builder()
///     .auth(Bearer::new("access token"))
///     .subscription_key("subscription key")
///     .tenant_id("in-000001")
///     .build()?;
/// # let _ = client;
/// # Ok::<(), perspio_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
}

impl Client {
    /// A client for the tests of the loop.
    #[cfg(test)]
    pub(crate) fn of(core: Arc<Core>) -> Self {
        Self { core }
    }

    #[cfg(test)]
    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    /// A client with settings of its own.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Fetches an access token now, unless there is a good one: to see at start-up whether the credentials work, or to
    /// have it when the first call comes. Takes as long as the credentials do; the deadline of calls does not apply.
    ///
    /// # Errors
    /// [`ErrorKind::Auth`](crate::ErrorKind::Auth), with a [`TokenError`](crate::auth::TokenError) as its source if a token
    /// endpoint refused.
    pub async fn authenticate(&self) -> Result<()> {
        self.core.authorizer.credential().await.map(drop).map_err(Error::no_token)
    }

    /// A client from the environment.
    ///
    /// | variable | setting |
    /// |---|---|
    /// | `PERSPIO_BASE_URL` | [`base_url`](ClientBuilder::base_url), such as `https://talk.perspio.io` |
    /// | `PERSPIO_SUBSCRIPTION_KEY` | [`subscription_key`](ClientBuilder::subscription_key) |
    /// | `PERSPIO_TENANT_ID` | [`tenant_id`](ClientBuilder::tenant_id) |
    /// | `PERSPIO_CLIENT_ID`, `PERSPIO_CLIENT_SECRET` | [`auth`](ClientBuilder::auth) with [`ClientCredentials`](crate::auth::ClientCredentials) |
    /// | `PERSPIO_TOKEN_URL`, `PERSPIO_SCOPE` | where these get their tokens, and for what; Perspio's if not set |
    /// | `PERSPIO_ACCESS_TOKEN` | in their place: a [`Bearer`](crate::auth::Bearer) token, which is not renewed |
    ///
    /// # Errors
    /// `ErrorKind::Config` if one is missing, empty, not Unicode or cannot be used, or if there is a token as well as a
    /// client id; [`parameter`](crate::Error::parameter) is its name.
    pub fn from_env() -> Result<Self> {
        env::client(|name| std::env::var_os(name))
    }

    /// How the client stands: its retry budget, the shared gate, and what it has sent so far.
    ///
    /// ```
    /// # let client = perspio_runtime::Client::builder().build()?;
    /// let stats = client.stats();
    /// assert_eq!((stats.budget(), stats.held_for(), stats.calls(), stats.attempts()), (500, None, 0, 0));
    /// # Ok::<(), perspio_runtime::Error>(())
    /// ```
    pub fn stats(&self) -> Stats {
        Stats::of(&self.core)
    }

    /// One call, put together by hand: exactly what the methods of a generated client do.
    ///
    /// ```no_run
    /// use perspio_runtime::{Client, Endpoint, Error, Method, Part};
    ///
    /// const USER: Endpoint = Endpoint::new("user", Method::Get, &[Part::Text("/directory/v3/user")]);
    ///
    /// # async fn f(client: Client) -> Result<(), Error> {
    /// let user = client.call(&USER).query("fields", "mail").text::<String, Error>().await?;
    /// # let _ = user;
    /// # Ok(())
    /// # }
    /// ```
    pub fn call(&self, endpoint: &'static Endpoint) -> Call<'_> {
        Call::new(&self.core, endpoint)
    }
}

/// The base URL, and nothing secret.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base = &self.core.base;
        f.debug_struct("Client").field("origin", &base.origin()).field("path", &base.prefix()).finish_non_exhaustive()
    }
}
