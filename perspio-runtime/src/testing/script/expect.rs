//! Answers for one endpoint, or for one call.

use std::collections::VecDeque;
use std::future::{Future, pending};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Waker};

use super::super::difference::{self, Difference};
use super::super::nearest;
use super::super::recording::Recorded;
use super::super::{Captured, Reply, fail};
use super::{Answer, Script, Shared};
use crate::Client;
use crate::endpoint::Endpoint;
use crate::future::BoxFuture;
use crate::time::Time;
use crate::transport::{Failure, Incoming, Request, Substitute, Transport, Wire};

/// Answers for one endpoint, or for one call of it: what [`Script::on`] and [`Script::when`] give.
///
/// Like the script, a test fails if answers are left over.
#[derive(Debug, Clone)]
pub struct Expectation {
    shared: Arc<Shared>,
    place: usize,
}

impl Script {
    /// Answers for every call of an endpoint, ahead of those for [any request](Script::reply): for a constant of yours, or for
    /// one that [`endpoint`](super::super::endpoint) finds by name. [`when`](Self::when) lets the compiler find it.
    ///
    /// ```
    /// use perspio_runtime::testing::{Script, json};
    /// use perspio_runtime::{Endpoint, Error, Method, Part};
    ///
    /// const GET: Endpoint = Endpoint::new("get", Method::Get, &[Part::Text("/assets/v3/"), Part::Value("id")]);
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)]
    /// # async fn main() -> Result<(), Error> {
    /// let script = Script::new();
    /// let get = script.on(&GET);
    /// get.reply(503).reply(json!("Pump 7"));
    /// script.client()?.call(&GET).path("id", "7/a").json::<String, Error>().await?;
    /// assert_eq!(get.requests()[1].path_value("id").as_deref(), Some("7/a"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "without a reply it expects nothing"]
    pub fn on(&self, endpoint: &Endpoint) -> Expectation {
        self.expect(Wanted::Endpoint(Box::new(*endpoint)))
    }

    /// Answers for one call, written as the code under test makes it: the request must be for the same endpoint, with the
    /// same values in path and query, the headers that the call sets, and the same body (as JSON, if it is that).
    ///
    /// The call is made here once and not sent. It must come to its request at once, within a tokio runtime.
    ///
    /// ```
    /// use perspio_runtime::testing::{Script, json};
    /// use perspio_runtime::{Result, endpoints};
    ///
    /// #[endpoints(path = "/assets/v3")]
    /// trait Assets {
    ///     #[get("/{id}")]
    ///     async fn name(&self, id: &str) -> Result<String>;
    ///     #[delete("/{id}")]
    ///     async fn delete(&self, id: &str) -> Result<()>;
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)]
    /// # async fn main() -> Result<()> {
    /// let script = Script::new();
    /// script.when(async |assets: AssetsClient| assets.name("7").await).reply(503).reply(json!("Pump 7"));
    /// script.when(async |assets: AssetsClient| assets.delete("any").await).with_any_values().replies(2, 204);
    ///
    /// let assets = AssetsClient::new(script.client()?);
    /// assets.delete("8").await?;
    /// assert_eq!(assets.name("7").await?, "Pump 7");
    /// assets.delete("7").await
    /// # }
    /// ```
    ///
    /// # Panics
    /// If the call sends nothing, because a value is refused or it waits for something else first.
    #[must_use = "without a reply it expects nothing"]
    #[track_caller]
    pub fn when<C: From<Client>, T>(&self, call: impl AsyncFnOnce(C) -> T) -> Expectation {
        let probe = Arc::new(Probe::default());
        let client = match Client::builder().transport(Transport::substitute(probe.clone())).build() {
            Ok(client) => C::from(client),
            Err(error) => fail(error),
        };
        {
            // Made once, as far as its request.
            let mut call = pin!(call(client));
            let _ = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        }
        let sent = probe.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        match sent {
            Some(expected) => self.expect(Wanted::Call(Box::new(expected))),
            None => {
                fail("the call that is expected sends no request: a value may be refused, or it waits before it sends")
            }
        }
    }

    /// Answers for a request as it was recorded.
    pub(in crate::testing) fn expect_recorded(&self, recorded: Recorded) -> Expectation {
        self.expect(Wanted::Recorded(Box::new(recorded)))
    }

    fn expect(&self, wanted: Wanted) -> Expectation {
        let mut state = self.shared().lock();
        state.routes.push(Route { wanted, answers: VecDeque::new(), otherwise: None, given: 0, places: Vec::new() });
        Expectation { shared: self.shared().clone(), place: state.routes.len() - 1 }
    }
}

/// Chained calls change the same expectation.
impl Expectation {
    /// The answer to the next such request, as [`Script::reply`].
    #[track_caller]
    pub fn reply(&self, reply: impl Into<Reply>) -> &Self {
        self.replies(1, reply)
    }

    /// The same answer to so many of them.
    #[track_caller]
    pub fn replies(&self, count: usize, reply: impl Into<Reply>) -> &Self {
        let reply = reply.into();
        self.change(|route| route.answers.extend((0..count).map(|_| Answer::Reply(reply.clone()))))
    }

    /// The answer to all of them that have no other. It may stay unused.
    #[track_caller]
    pub fn always(&self, reply: impl Into<Reply>) -> &Self {
        let reply = reply.into();
        self.change(|route| route.otherwise = Some(Answer::Reply(reply)))
    }

    /// As [`always`](Self::always), with an answer that depends on the request.
    pub fn answer_with(&self, answer: impl Fn(&Captured) -> Reply + Send + Sync + 'static) -> &Self {
        self.change(|route| route.otherwise = Some(Answer::With(Arc::new(answer))))
    }

    /// Any call of the endpoint will do, whatever its values.
    pub fn with_any_values(&self) -> &Self {
        self.change(|route| {
            if let Wanted::Call(call) = &route.wanted {
                route.wanted = Wanted::Endpoint(Box::new(*call.endpoint()));
            }
        })
    }

    /// The requests that were answered here, in order.
    pub fn requests(&self) -> Vec<Captured> {
        let state = self.shared.lock();
        let places = state.routes.get(self.place).map(|route| &route.places[..]).unwrap_or_default();
        let exchange = |place: &usize| state.exchanges.get(*place).map(|exchange| exchange.request.clone());
        places.iter().filter_map(exchange).collect()
    }

    /// How many there were.
    pub fn count(&self) -> usize {
        self.requests().len()
    }

    fn change(&self, change: impl FnOnce(&mut Route)) -> &Self {
        if let Some(route) = self.shared.lock().routes.get_mut(self.place) {
            change(route);
        }
        self
    }
}

/// An expectation as the script keeps it.
#[derive(Debug)]
pub(crate) struct Route {
    wanted: Wanted,
    pub(super) answers: VecDeque<Answer>,
    otherwise: Option<Answer>,
    given: usize,
    places: Vec<usize>,
}

#[derive(Debug)]
enum Wanted {
    Endpoint(Box<Endpoint>),
    Call(Box<Captured>),
    Recorded(Box<Recorded>),
}

impl Route {
    /// The answer to the request at `place`, if it is one that is wanted and there is one.
    pub(super) fn next(&mut self, place: usize, request: &Captured) -> Option<Answer> {
        if self.differences(request).is_empty() { self.give(place) } else { None }
    }

    /// The answer to the request at `place`, whatever it is.
    pub(super) fn give(&mut self, place: usize) -> Option<Answer> {
        let answer = self.answers.pop_front().or_else(|| self.otherwise.clone())?;
        self.given += 1;
        self.places.push(place);
        Some(answer)
    }

    /// In what the request is not what is wanted.
    pub(super) fn differences(&self, request: &Captured) -> Vec<Difference> {
        match &self.wanted {
            Wanted::Call(call) => nearest::differences(call, request),
            Wanted::Recorded(recorded) => recorded.differences(request),
            Wanted::Endpoint(wanted) if nearest::same(wanted, request.endpoint()) => Vec::new(),
            Wanted::Endpoint(wanted) => vec![Difference::new("endpoint", wanted.name(), request.endpoint().name())],
        }
    }

    /// How far the request is from what is wanted: by values where the endpoint is the same, or by method, path and name.
    pub(super) fn distance(&self, request: &Captured) -> (bool, usize, bool, usize, usize) {
        let (name, same) = match &self.wanted {
            Wanted::Call(call) => (call.endpoint().name(), nearest::same(call.endpoint(), request.endpoint())),
            Wanted::Endpoint(wanted) => (wanted.name(), nearest::same(wanted, request.endpoint())),
            Wanted::Recorded(recorded) => (&*recorded.endpoint, recorded.endpoint == request.endpoint().name()),
        };
        if same {
            return (false, difference::far(&self.differences(request)), false, 0, 0);
        }
        let (line, actual) = match &self.wanted {
            Wanted::Call(call) => (call.endpoint().to_string(), request.endpoint().to_string()),
            Wanted::Endpoint(wanted) => (wanted.to_string(), request.endpoint().to_string()),
            Wanted::Recorded(recorded) => (recorded.line(), request.line()),
        };
        let method = line.split(' ').next() != actual.split(' ').next();
        (true, 0, method, nearest::distance(&line, &actual), nearest::distance(name, request.endpoint().name()))
    }

    /// `GET /assets/v3/7 (get)`.
    pub(super) fn shown(&self) -> String {
        match &self.wanted {
            Wanted::Call(call) => format!("{} (`{}`)", call.line(), call.endpoint().name()),
            Wanted::Endpoint(wanted) => format!("{wanted} (`{}`)", wanted.name()),
            Wanted::Recorded(recorded) => format!("{} (`{}`)", recorded.line(), recorded.endpoint),
        }
    }

    pub(super) fn is_recorded(&self) -> bool {
        matches!(self.wanted, Wanted::Recorded(_))
    }

    /// Was it never given an answer?
    pub(super) fn has_no_reply(&self) -> bool {
        self.given == 0 && self.answers.is_empty() && self.otherwise.is_none()
    }

    pub(super) fn given(&self) -> usize {
        self.given
    }
}

/// A transport that keeps one request and never answers.
#[derive(Debug, Default)]
struct Probe(Mutex<Option<Captured>>);

impl Substitute for Probe {
    fn send(self: Arc<Self>, request: Request) -> BoxFuture<'static, Result<Incoming, Failure>> {
        Box::pin(async move {
            let (request, _) = Captured::new(request).await;
            self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(request);
            pending().await
        })
    }

    fn for_tokens(&self) -> Wire {
        Wire::Substitute(Arc::new(Self::default()))
    }

    fn time(&self) -> Time {
        Time::default()
    }
}
