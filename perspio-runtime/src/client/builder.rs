//! The settings of a client.

use std::fmt;
use std::time::Duration;

use crate::auth::Auth;
use crate::endpoint::{Redirect, Retry};
use crate::execute::Settings;
use crate::request::Sensitivity;
use crate::retry::{Budget, Rules};
use crate::secret::Secret;
use crate::transport::Transport;

/// Where PerspioTalk is.
const PERSPIO_TALK: &str = "https://talk.perspio.io";
/// What a client calls itself unless told otherwise.
pub(super) const AGENT: &str = concat!("perspio-runtime/", env!("CARGO_PKG_VERSION"));

/// The settings of a [`Client`](crate::Client). Every setting has a default; [`build`](Self::build) checks them all.
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    pub(super) base_url: String,
    pub(super) auth: Option<Auth>,
    pub(super) subscription_key: Option<Secret>,
    pub(super) tenant_id: Option<Secret>,
    pub(super) headers: Vec<(String, String, Sensitivity)>,
    pub(super) user_agent: Option<String>,
    pub(super) retry: Retry,
    pub(super) retry_budget: u32,
    pub(super) connect_timeout: Duration,
    pub(super) pool_idle_timeout: Duration,
    pub(super) transport: Transport,
    pub(super) configure: Option<Configure>,
    pub(super) settings: Settings,
}

/// A user's own changes to the HTTP client underneath.
pub(super) type Configure = Box<dyn FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send>;

impl ClientBuilder {
    pub(super) fn new() -> Self {
        Self {
            base_url: PERSPIO_TALK.to_owned(),
            auth: None,
            subscription_key: None,
            tenant_id: None,
            headers: Vec::new(),
            user_agent: None,
            retry: Retry::new(),
            retry_budget: Budget::DEFAULT,
            connect_timeout: Duration::from_secs(10),
            pool_idle_timeout: Duration::from_secs(30),
            transport: Transport::default(),
            configure: None,
            settings: Settings {
                timeout: Duration::from_secs(30),
                deadline: Duration::from_secs(120),
                retry: Rules::DEFAULT,
                redirect: Redirect::SameOrigin,
                max_redirects: 10,
                insecure_http: false,
                max_body: 16 * 1024 * 1024,
                max_error_body: 64 * 1024,
                max_redirect_body: 16 * 1024,
                max_head: 256 * 1024,
            },
        }
    }

    /// What every path is put behind: scheme, host and perhaps a path; `https://talk.perspio.io` by default.
    ///
    /// Must be http or https, without user information, query or fragment. Plain http is refused except to loopback
    /// addresses, see [`allow_insecure_http`](Self::allow_insecure_http).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// What stands in `Authorization`; nothing by default. A [`Bearer`](crate::auth::Bearer) token,
    /// [`ClientCredentials`](crate::auth::ClientCredentials), what somebody has logged in with (feature `login`), or any
    /// [`TokenSource`](crate::auth::TokenSource); see [`auth`](crate::auth).
    pub fn auth(mut self, auth: impl Into<Auth>) -> Self {
        self.auth = Some(auth.into());
        self
    }

    /// Sent as `Ocp-Apim-Subscription-Key` with every call; not sent by default.
    pub fn subscription_key(mut self, key: impl Into<Secret>) -> Self {
        self.subscription_key = Some(key.into());
        self
    }

    /// Sent as `tid` with every call; not sent by default.
    pub fn tenant_id(mut self, id: impl Into<Secret>) -> Self {
        self.tenant_id = Some(id.into());
        self
    }

    /// A header for every call, in addition. A header of the same name in a declaration goes before it.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into(), Sensitivity::Plain));
        self
    }

    /// A header for every call whose value is secret: it goes to the origin of the base URL only, even where redirects
    /// may leave it, and into no text.
    pub fn secret_header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.headers.push((name.into(), value.into().expose().to_owned(), Sensitivity::Secret));
        self
    }

    /// The `User-Agent` header; `perspio-runtime/<version>` by default.
    pub fn user_agent(mut self, agent: impl Into<String>) -> Self {
        self.user_agent = Some(agent.into());
        self
    }

    /// The time one attempt may take, from sending to the last byte of the answer; 30 s by default.
    ///
    /// Of a [`BodyStream`](crate::BodyStream) the head, and then every piece, has as long.
    ///
    /// A connection that has to be made first counts as well. If that takes longer than this, it is `ErrorKind::Timeout`,
    /// and how far the request came is unknown. After a timeout an HTTP/1 connection is closed; one of HTTP/2, which
    /// other calls share, is closed when it answers no ping for 5 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// The time a whole call may take: attempts, waits and token fetches, and a [`BodyStream`](crate::BodyStream) to its end;
    /// 120 s by default.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.settings.deadline = deadline;
        self
    }

    /// When calls are sent again, where their endpoint does not say; see [`Retry`] for the defaults.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// The tokens of the retry budget that all calls of the client share; 500 by default.
    ///
    /// A retry takes 14, after a 429 only 5; a success after a retry gives back what that retry took, a success at
    /// first try gives 1. An empty budget stops retries, never first attempts.
    pub fn retry_budget(mut self, tokens: u32) -> Self {
        self.retry_budget = tokens;
        self
    }

    /// Which redirects are followed, where the endpoint does not say; those on the same origin by default.
    pub fn redirect(mut self, redirect: Redirect) -> Self {
        self.settings.redirect = redirect;
        self
    }

    /// How many redirects are followed in a row; 10 by default.
    pub fn max_redirects(mut self, most: u32) -> Self {
        self.settings.max_redirects = most;
        self
    }

    /// The longest body of a success, in bytes; 16 MiB by default. A longer one is `ErrorKind::Decode`, also where it is
    /// read for nothing but its end, as for `()` and for the statuses in `none`.
    ///
    /// While a body of unknown length comes in, it takes up to half as much memory again. A
    /// [`BodyStream`](crate::BodyStream) has no bound.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.settings.max_body = bytes;
        self
    }

    /// How much of an error's body is kept, in bytes; 64 KiB by default. The rest is not read.
    pub fn max_error_body(mut self, bytes: usize) -> Self {
        self.settings.max_error_body = bytes;
        self
    }

    /// How much of a redirect's body is read, in bytes; 16 KiB by default. A shorter one keeps its connection in use.
    pub fn max_redirect_body(mut self, bytes: usize) -> Self {
        self.settings.max_redirect_body = bytes;
        self
    }

    /// The longest head of a success, in bytes; 256 KiB by default. A longer one is `ErrorKind::Decode`.
    ///
    /// Whatever is set here, heads over about 400 KiB, or with more than 100 lines over HTTP/1, are
    /// `ErrorKind::Transport`.
    pub fn max_head(mut self, bytes: usize) -> Self {
        self.settings.max_head = bytes;
        self
    }

    /// The time a connection may take to come about, TLS included; 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long an idle connection is kept for the next call; 30 s by default.
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.pool_idle_timeout = timeout;
        self
    }

    /// Lets the base URL and redirects be plain http to addresses other than loopback. Everything that is sent, tokens
    /// included, can then be read on the way.
    pub fn allow_insecure_http(mut self) -> Self {
        self.settings.insecure_http = true;
        self
    }

    /// What sends the requests; reqwest by default. See [`transport`](crate::transport) for what there is. Settings of
    /// [`reqwest`](Self::reqwest) are refused with any other.
    pub fn transport(mut self, transport: impl Into<Transport>) -> Self {
        self.transport = transport.into();
        self
    }

    /// Changes the HTTP client underneath, which must be reqwest: a proxy, a root certificate, HTTP/2 settings. Proxies are
    /// taken from nowhere else. Its own redirects and retries stay off whatever is set here, since calls do that. Headers that are set here
    /// go to every origin that a redirect leads to, and to token endpoints: use [`header`](Self::header) and
    /// [`secret_header`](Self::secret_header).
    ///
    /// Where any crate of a program switches on a feature of reqwest that unpacks bodies (`gzip`, `brotli`, `zstd`,
    /// `deflate`), HTTP/1 is spoken: reqwest then hides the flag that ends a body in HTTP/2, and a body that was cut
    /// would pass for whole. If HTTP/2 is asked for here all the same, an answer without `Content-Length` is
    /// [`Transport`](crate::ErrorKind::Transport). [`transport::Hyper`](crate::transport) knows no such limit.
    ///
    /// ```
    /// # use perspio_runtime::{Client, reqwest};
    /// let proxy = reqwest::Proxy::all("http://127.0.0.1:3128")?;
    /// let client = Client::builder()
    ///     .reqwest(|http| http.proxy(proxy))
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn reqwest(
        mut self,
        change: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + 'static,
    ) -> Self {
        self.configure = Some(Box::new(change));
        self
    }
}

/// The base URL's presence and the figures; nothing secret.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("auth", &self.auth)
            .field("retry", &self.retry)
            .field("retry_budget", &self.retry_budget)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
