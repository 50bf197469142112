//! A transport that plays a script.

mod ask;
mod expect;
mod play;
mod report;
mod state;
#[cfg(test)]
pub(super) mod tests;

use std::sync::Arc;
use std::time::SystemTime;

use super::{Captured, FaultPlan, Reply, fail};
pub use expect::Expectation;
pub(super) use state::{Answer, Shared};

/// A transport without sockets: it gives the answers that a test wrote down, and keeps what it was asked.
///
/// ```
/// use perspio_runtime::testing::{Script, json};
/// use perspio_runtime::{Result, endpoints};
///
/// #[endpoints(path = "/assets/v3")]
/// trait Assets {
///     #[get("/{id}")]
///     async fn name(&self, id: &str) -> Result<String>;
/// }
///
/// #[tokio::main(flavor = "current_thread", start_paused = true)] // in a test: `#[tokio::test(start_paused = true)]`
/// async fn main() -> Result<()> {
///     let script = Script::new().reply(503).reply(json!("Pump 7"));
///     let assets = AssetsClient::new(script.client()?);
///
///     assert_eq!(assets.name("7").await?, "Pump 7");
///     assert_eq!(
///         script.timeline(),
///         [
///             "0.000 s  GET /assets/v3/7: 503 Service Unavailable",
///             "0.000 s  wait 0.500 s (back-off)",
///             "0.500 s  GET /assets/v3/7: 200 OK",
///         ]
///     );
///     Ok(())
/// }
/// ```
///
/// # Time
///
/// Waits are those of tokio's clock. Under `start_paused = true` (tokio's feature `test-util`) they take no time and are
/// exact; without it they are as long as they say. Chance is switched off: the factor of every back-off is
/// [`jitter`](Self::jitter), 1 by default, so that waits are the longest that there could be: `base`, twice `base`, and so
/// on, and a tenth (at most 1 s) more than what `Retry-After` asks for. The wall clock, which is there for dates in
/// `Retry-After`, starts at [`wall_clock`](Self::wall_clock) and goes on with tokio's.
///
/// # What a test fails over
///
/// When the last clone of a script is dropped, the test fails if a request came that had no answer, or if an answer was
/// not asked for. The message shows the timeline. A request without answer ends its call at once, with an error that
/// names it. [`verify`](Self::verify) asks earlier, [`allow_unused`](Self::allow_unused) lets answers be left over. Hand the
/// client `&script`, so that a client that outlives the test does not keep it from ending. So does a clone in a closure that the
/// script keeps: with one, end the test with [`verify`](Self::verify).
///
/// Should a test return its errors by `?`, the script may fail it first; the report then has the error.
///
/// # Tokens
///
/// Token endpoints are asked through a script of their own, [`tokens`](Self::tokens), which gives `token-1`, `token-2` and
/// so on for an hour each, unless it is told otherwise.
#[derive(Clone)]
pub struct Script(Arc<Handle>);

/// What clones of a script share; the clients have the inner part alone.
struct Handle {
    shared: Arc<Shared>,
    /// Does the test fail over what is wrong when this is dropped?
    verified: bool,
}

impl Drop for Handle {
    fn drop(&mut self) {
        if self.verified {
            report::at_the_end(&self.shared);
        }
    }
}

impl Default for Script {
    fn default() -> Self {
        Self::new()
    }
}

/// Writing it.
impl Script {
    /// One that expects no request.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Handle { shared: Arc::new(Shared::new()), verified: true }))
    }

    /// The answer to the next request that has none yet: a status, JSON, a [`Fault`](crate::Fault), or a [`Reply`].
    #[must_use]
    #[track_caller]
    pub fn reply(self, reply: impl Into<Reply>) -> Self {
        self.push(reply);
        self
    }

    /// The same answer to so many requests.
    #[must_use]
    #[track_caller]
    pub fn replies(self, count: usize, reply: impl Into<Reply>) -> Self {
        let reply = reply.into();
        for _ in 0..count {
            self.push(reply.clone());
        }
        self
    }

    /// The answer to every request that nothing else answers. It may stay unused.
    #[must_use]
    #[track_caller]
    pub fn always(self, reply: impl Into<Reply>) -> Self {
        self.0.shared.lock().otherwise = Some(Answer::Reply(reply.into()));
        self
    }

    /// As [`always`](Self::always), with an answer that depends on the request.
    ///
    /// ```
    /// use perspio_runtime::testing::{Reply, Script};
    ///
    /// let echo = Script::new().answer_with(|request| Reply::ok().body(request.body().clone()));
    /// # let _ = echo;
    /// ```
    ///
    /// A closure that keeps a clone of the script keeps it from ending, so that it is never checked: call
    /// [`verify`](Self::verify) at the end of such a test.
    #[must_use]
    pub fn answer_with(self, answer: impl Fn(&Captured) -> Reply + Send + Sync + 'static) -> Self {
        self.0.shared.lock().otherwise = Some(Answer::With(Arc::new(answer)));
        self
    }

    /// One more answer, as [`reply`](Self::reply), while the script is being played.
    #[track_caller]
    pub fn push(&self, reply: impl Into<Reply>) {
        let reply = Answer::Reply(reply.into());
        self.0.shared.lock().answers.push_back(reply);
    }

    /// The factor of every back-off, in [0, 1]; 1 by default. For clients that are built after this.
    ///
    /// # Panics
    /// If it is out of range.
    #[must_use]
    #[track_caller]
    pub fn jitter(self, factor: f64) -> Self {
        if !(0.0..=1.0).contains(&factor) {
            fail(format_args!("a jitter of {factor} is not in [0, 1]"));
        }
        self.0.shared.lock().jitter = factor;
        self
    }

    /// What the wall clock reads when a client is built; 2025-01-01T00:00:00Z by default. It goes on with tokio's clock.
    #[must_use]
    pub fn wall_clock(self, start: SystemTime) -> Self {
        self.0.shared.lock().wall = start;
        self
    }

    /// Answers may be left over at the end. A request without answer still fails the test.
    #[must_use]
    pub fn allow_unused(self) -> Self {
        self.0.shared.lock().allow_unused = true;
        self
    }

    /// Faults by plan, ahead of the answers: a planned status, 429 or reset takes the place of the answer, which is then given
    /// to the next request; after a reset after work it counts as given. Latency is added. The report of a test
    /// that fails here has the plan with its seed; a random plan says its seed when it is made, for tests that end with an error.
    ///
    /// ```
    /// use perspio_runtime::testing::{FaultPlan, Script, json};
    /// use perspio_runtime::{Endpoint, Error, Method, Part};
    ///
    /// const LIST: Endpoint = Endpoint::new("list", Method::Get, &[Part::Text("/assets/v3/")]);
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let plan = FaultPlan::with_seed(7).resets(0.1).server_errors(0.2).build()?;
    /// let script = Script::new().faults(plan).always(json!([]));
    /// let client = script.client_builder().retry(perspio_runtime::Retry::new().attempts(8)).build()?;
    /// for _ in 0..50 {
    ///     client.call(&LIST).json::<Vec<String>, Error>().await?;
    /// }
    /// assert!(script.count() > 60, "some were sent again");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn faults(self, plan: FaultPlan) -> Self {
        self.0.shared.lock().faults = Some(plan);
        self
    }

    /// Calls `look` with every request as it is sent, before it is answered: to change something meanwhile, or to note how
    /// things stand.
    ///
    /// A closure that keeps a clone of the script keeps it from ending, so that it is never checked: call
    /// [`verify`](Self::verify) at the end of such a test.
    #[must_use]
    pub fn inspect(self, look: impl Fn(&Captured) + Send + Sync + 'static) -> Self {
        self.0.shared.lock().inspect = Some(state::Inspect(Arc::new(look)));
        self
    }

    /// The script of the token endpoints that clients ask over this one: by default it gives one good token after
    /// another. It is checked together with this one, and its requests are not among those of this one.
    ///
    /// ```
    /// use perspio_runtime::auth::ClientCredentials;
    /// use perspio_runtime::testing::{Script, json};
    /// use perspio_runtime::{Endpoint, Error, Method, Part};
    ///
    /// const LIST: Endpoint = Endpoint::new("list", Method::Get, &[Part::Text("/assets/v3/")]);
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)]
    /// # async fn main() -> Result<(), Error> {
    /// let script = Script::new().reply(401).reply(200); // a token is refused, and renewed
    /// script.tokens().push(json!({ "access_token": "a", "token_type": "Bearer", "expires_in": 60 }));
    /// script.tokens().push(json!({ "access_token": "b", "token_type": "Bearer", "expires_in": 60 }));
    /// let client = script.client_builder().auth(ClientCredentials::new("id", "secret")).build()?;
    /// client.call(&LIST).json::<(), Error>().await?;
    ///
    /// let bearers: Vec<_> = script.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect();
    /// assert_eq!(bearers, ["Bearer a", "Bearer b"]);
    /// assert_eq!(script.tokens().count(), 2);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn tokens(&self) -> Self {
        Self(Arc::new(Handle { shared: self.0.shared.tokens(), verified: false }))
    }
}

/// The answers in order, as if written with [`reply`](Script::reply).
impl<R: Into<Reply>> FromIterator<R> for Script {
    fn from_iter<I: IntoIterator<Item = R>>(replies: I) -> Self {
        replies.into_iter().fold(Self::new(), Self::reply)
    }
}
