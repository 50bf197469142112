//! How a double is started otherwise than tests want it.

use std::io;
use std::net::Ipv4Addr;

use tokio::net::TcpListener;

use super::double::PerspioTalk;
use super::state::State;

/// Settings of a [`PerspioTalk`] that is more than a part of a test: one that people look at, and that clients in other
/// languages talk to.
///
/// ```
/// # use perspio_runtime::testing::PerspioTalk;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let talk = PerspioTalk::builder().port(0).page(true).keep_requests(200).start().await?;
/// println!("see {}/", talk.base_url());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct PerspioTalkBuilder {
    port: u16,
    page: bool,
    bound: usize,
}

impl PerspioTalkBuilder {
    pub(super) fn new() -> Self {
        Self { port: 0, page: false, bound: usize::MAX }
    }

    /// The port on 127.0.0.1; 0, the default, for one that the system picks.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Answers `GET /` with a page that shows the requests that came in, what they were answered and the limits in force;
    /// off by default, as the service has nothing there: it is 404, and 401 without credentials.
    ///
    /// The page wants no credentials, meets no faults and counts as no request. It shows no header, no body and nothing
    /// that looks like a credential in a query. It loads itself every 2 s, or, as `/?refresh=off`, not at all.
    pub fn page(mut self, page: bool) -> Self {
        self.page = page;
        self
    }

    /// How many requests are kept, the last ones of the API and as many of the authorization server; all by default.
    ///
    /// [`count`](PerspioTalk::count) still counts all.
    pub fn keep_requests(mut self, bound: usize) -> Self {
        self.bound = bound;
        self
    }

    /// Listens.
    ///
    /// # Errors
    /// Those of binding a socket, such as [`AddrInUse`](io::ErrorKind::AddrInUse).
    pub async fn start(self) -> io::Result<PerspioTalk> {
        let Self { port, page, bound } = self;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let page = page.then(|| base_url.clone());
        Ok(PerspioTalk::serve(listener, base_url, State::new(bound, page)))
    }
}
