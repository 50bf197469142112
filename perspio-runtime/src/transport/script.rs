//! A transport that plays a script on tokio's paused clock: no sockets, exact waits.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use url::Url;

use crate::error::Fault;
use crate::future::BoxFuture;
use crate::payload::Sending;
use crate::time::{self, Instant, Timer};
use crate::transport::{Body, Failure, Incoming, Outgoing, Source};

/// What is played, and what was asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Script(Arc<Mutex<State>>);

/// Something to read at each request.
struct Gauge(Box<dyn Fn() -> u32 + Send>);

impl fmt::Debug for Gauge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gauge")
    }
}

#[derive(Debug, Default)]
struct State {
    steps: VecDeque<Step>,
    /// Played when the steps are used up.
    forever: Option<Step>,
    seen: Vec<Seen>,
    gauge: Option<Gauge>,
    readings: Vec<u32>,
    /// Held by every body that is still to be read.
    open: Arc<()>,
}

/// One answer.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    delay: Duration,
    result: Result<(StatusCode, HeaderMap), Fault>,
    chunks: Vec<Piece>,
    length: Option<u64>,
}

/// One piece of a body, after a delay.
#[derive(Debug, Clone)]
enum Piece {
    Data(Duration, Bytes),
    Cut,
}

impl Step {
    pub(crate) fn status(status: u16) -> Self {
        let status = StatusCode::from_u16(status).unwrap();
        Self { delay: Duration::ZERO, result: Ok((status, HeaderMap::new())), chunks: Vec::new(), length: None }
    }

    pub(crate) fn fault(fault: Fault) -> Self {
        Self { delay: Duration::ZERO, result: Err(fault), chunks: Vec::new(), length: None }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        if let Ok((_, headers)) = &mut self.result {
            headers.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
        }
        self
    }

    pub(crate) fn body(self, body: &'static str) -> Self {
        self.drip(Duration::ZERO, body)
    }

    /// One more piece of the body, so long after the one before.
    pub(crate) fn drip(mut self, delay: Duration, body: &'static str) -> Self {
        self.chunks.push(Piece::Data(delay, Bytes::from_static(body.as_bytes())));
        self
    }

    /// The body breaks off here.
    pub(crate) fn cut(mut self) -> Self {
        self.chunks.push(Piece::Cut);
        self
    }

    /// What the head says about the length.
    pub(crate) fn length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// Answers so long after the request.
    pub(crate) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

/// A request that came.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Sending>,
}

impl Seen {
    /// The body, if it is not a stream.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        match self.body.as_ref()? {
            Sending::Bytes(bytes) => Some(bytes),
            Sending::Stream(_) => None,
        }
    }
}

impl Script {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        let state = State { steps: steps.into_iter().collect(), ..State::default() };
        Self(Arc::new(Mutex::new(state)))
    }

    pub(crate) fn always(step: Step) -> Self {
        Self(Arc::new(Mutex::new(State { forever: Some(step), ..State::default() })))
    }

    /// What is played when the steps are used up.
    pub(crate) fn then_always(&self, step: Step) {
        self.0.lock().unwrap().forever = Some(step);
    }

    /// Reads `gauge` at each request.
    pub(crate) fn watch(&self, gauge: impl Fn() -> u32 + Send + 'static) {
        self.0.lock().unwrap().gauge = Some(Gauge(Box::new(gauge)));
    }

    /// What the gauge said at each request.
    pub(crate) fn readings(&self) -> Vec<u32> {
        self.0.lock().unwrap().readings.clone()
    }

    /// Looks at the requests so far.
    pub(crate) fn seen<T>(&self, look: impl FnOnce(&[Seen]) -> T) -> T {
        look(&self.0.lock().unwrap().seen)
    }

    pub(crate) fn count(&self) -> usize {
        self.seen(<[_]>::len)
    }

    /// The bodies that somebody still holds: connections that are not free yet.
    pub(crate) fn open(&self) -> usize {
        Arc::strong_count(&self.0.lock().unwrap().open) - 1
    }
}

impl Script {
    pub(super) fn send(&self, outgoing: Outgoing<'_>) -> BoxFuture<'static, Result<Incoming, Failure>> {
        let url = outgoing.place.url(outgoing.base).into_owned();
        let Outgoing { method, headers, body, .. } = outgoing;
        Box::pin(self.clone().play(Seen { method, url, headers, body }))
    }

    async fn play(self, seen: Seen) -> Result<Incoming, Failure> {
        let (step, open) = {
            let mut state = self.0.lock().unwrap();
            state.seen.push(seen);
            let reading = state.gauge.as_ref().map(|gauge| gauge.0());
            state.readings.extend(reading);
            let next = state.steps.pop_front();
            let step = next.or_else(|| state.forever.clone()).expect("the script has an answer for every request");
            (step, state.open.clone())
        };
        time::sleep(step.delay).await;
        match step.result {
            Ok((status, headers)) => {
                let (pieces, length) = (step.chunks.into(), step.length);
                let chunks = Chunks { pieces, length, due: None, timer: Timer::new(), _open: open };
                Ok(Incoming { status, headers, body: Body::new(Source::Scripted(chunks)) })
            }
            Err(fault) => Err(Failure { source: Some("as the script says".into()), ..Failure::new(fault) }),
        }
    }
}

/// The rest of a scripted body.
#[derive(Debug)]
pub(crate) struct Chunks {
    pieces: VecDeque<Piece>,
    length: Option<u64>,
    /// When the piece comes that was asked for.
    due: Option<Instant>,
    timer: Timer,
    _open: Arc<()>,
}

impl Chunks {
    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    /// A piece comes its delay after it was first asked for.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Failure>> {
        if let Some(Piece::Data(delay, _)) = self.pieces.front() {
            if !delay.is_zero() {
                let due = *self.due.get_or_insert_with(|| time::after(time::now(), *delay));
                ready!(self.timer.poll(due, cx));
                self.due = None;
            }
        }
        Poll::Ready(match self.pieces.pop_front() {
            None => Ok(None),
            Some(Piece::Cut) => Err(Failure::new(Fault::Transport)),
            Some(Piece::Data(_, bytes)) => Ok(Some(bytes)),
        })
    }
}
