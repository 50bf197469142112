//! One request after another, and their answers.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, StatusCode};

use super::super::reply::{Piece, What};
use super::super::{BodyFault, Captured, Reply};
use super::report;
use super::{Answer, Script, Shared};
use crate::error::{Attempt, Error, Fault, Outcome};
use crate::future::BoxFuture;
use crate::time::{self, Instant, Time, Timer};
use crate::transport::{Body, Failure, Incoming, Pieces, Request, Substitute, Wire};

impl Substitute for Shared {
    fn send(self: Arc<Self>, request: Request) -> BoxFuture<'static, Result<Incoming, Failure>> {
        Box::pin(async move { play(&self, request).await })
    }

    fn ended(&self, error: &Error) {
        let unexpected = error.attempts().last().and_then(Attempt::fault) == Some(Fault::Unexpected);
        // It is told already what was not expected.
        if !unexpected {
            self.lock().failed.push(format!("{:?}: {error}", error.kind()));
        }
    }

    fn for_tokens(&self) -> Wire {
        Wire::Substitute(self.tokens())
    }

    fn time(&self) -> Time {
        let state = self.lock();
        Time::Told { start: time::now(), wall: state.wall, jitter: state.jitter }
    }
}

impl Substitute for Script {
    fn send(self: Arc<Self>, request: Request) -> BoxFuture<'static, Result<Incoming, Failure>> {
        self.shared().clone().send(request)
    }

    fn ended(&self, error: &Error) {
        self.shared().ended(error);
    }

    fn for_tokens(&self) -> Wire {
        self.shared().for_tokens()
    }

    fn time(&self) -> Time {
        self.shared().time()
    }
}

/// Answers one request.
async fn play(shared: &Arc<Shared>, request: Request) -> Result<Incoming, Failure> {
    let head = request.method == Method::HEAD;
    let (mut request, broken) = Captured::new(request).await;
    let (place, answer) = admit(shared, &mut request);
    let mut underway = Underway { shared, place, since: time::now(), done: false };
    let reply = match answer {
        Ok((answer, latency)) => {
            let mut reply = answer.to(&request);
            reply.delay = reply.delay.saturating_add(latency);
            reply
        }
        Err(unexpected) => {
            underway.ends(Outcome::Fault(Fault::Unexpected));
            return Err(Failure { detail: unexpected.into(), ..Failure::new(Fault::Unexpected) });
        }
    };
    if let Some(source) = broken {
        underway.ends(Outcome::Fault(Fault::Transport));
        return Err(Failure { source: Some(source), ..Failure::new(Fault::Transport) });
    }
    time::sleep(reply.delay).await;
    match reply.what {
        What::Silence => pending().await,
        What::Fault(fault) => {
            underway.ends(Outcome::Fault(fault));
            Err(Failure { source: Some("as the script says".into()), ..Failure::new(fault) })
        }
        What::Status(status) => {
            underway.ends(Outcome::Status(status));
            let bodiless = head || matches!(status.as_u16(), 204 | 304);
            Ok(incoming(shared, place, status, reply, bodiless))
        }
    }
}

/// Notes a request, and finds its answer or what to say of it.
fn admit(shared: &Shared, request: &mut Captured) -> (usize, Result<(Answer, Duration), String>) {
    let mut state = shared.lock();
    let place = state.note(request);
    let inspect = state.inspect.clone();
    let answer = state.next(place, request).ok_or_else(|| report::unexpected(&mut state, place, request));
    drop(state);
    // Not under the lock: what the test wrote may ask the script something.
    if let Some(inspect) = inspect {
        inspect.0(request);
    }
    (place, answer)
}

fn incoming(shared: &Arc<Shared>, place: usize, status: StatusCode, reply: Reply, bodiless: bool) -> Incoming {
    let Reply { headers, pieces, length, .. } = reply;
    let open = shared.lock().hold_open();
    let body = if bodiless {
        Body::empty()
    } else {
        let pieces = pieces.into();
        let shared = shared.clone();
        Body::substitute(Chunks {
            shared,
            place,
            pieces,
            length,
            given: 0,
            due: None,
            timer: Timer::new(),
            _open: open,
        })
    };
    Incoming { status, headers, body }
}

/// A request that has no answer yet. If it is dropped so, nobody waits for one any more.
struct Underway<'s> {
    shared: &'s Shared,
    place: usize,
    since: Instant,
    done: bool,
}

impl Underway<'_> {
    fn ends(&mut self, outcome: Outcome) {
        self.done = true;
        self.note(outcome);
    }

    fn note(&self, outcome: Outcome) {
        let took: Duration = time::now().saturating_duration_since(self.since);
        self.shared.lock().change(self.place, |exchange| {
            exchange.took = took;
            exchange.outcome = Some(outcome);
        });
    }
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        if !self.done {
            self.note(Outcome::Fault(Fault::Timeout));
        }
    }
}

/// The rest of a body.
#[derive(Debug)]
struct Chunks {
    shared: Arc<Shared>,
    place: usize,
    pieces: VecDeque<Piece>,
    length: Option<u64>,
    /// How many bytes came so far.
    given: u64,
    /// When the piece comes that was asked for.
    due: Option<Instant>,
    timer: Timer,
    _open: Arc<()>,
}

impl Pieces for Chunks {
    fn length(&self) -> Option<u64> {
        self.length
    }

    /// A piece comes its delay after it was first asked for.
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Failure>> {
        if let Some(Piece::Data(delay, _)) = self.pieces.front() {
            if !delay.is_zero() {
                let due = *self.due.get_or_insert_with(|| time::after(time::now(), *delay));
                ready!(self.timer.poll(due, cx));
                self.due = None;
            }
        }
        Poll::Ready(match self.pieces.pop_front() {
            None => {
                if self.length.is_some_and(|length| length != self.given) {
                    self.ends(BodyFault::Length);
                }
                Ok(None)
            }
            Some(Piece::Cut) => {
                self.ends(BodyFault::Cut);
                Err(Failure::new(Fault::Transport))
            }
            Some(Piece::Data(_, bytes)) => {
                self.given = self.given.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                Ok(Some(bytes))
            }
        })
    }
}

impl Chunks {
    fn ends(&self, fault: BodyFault) {
        self.shared.lock().change(self.place, |exchange| exchange.body = Some(fault));
    }
}

/// A piece that was asked for may not be waited for any more.
impl Drop for Chunks {
    fn drop(&mut self) {
        if self.due.is_some() {
            let after = self.shared.lock().since_start();
            self.shared.lock().change(self.place, |exchange| {
                exchange.body = Some(BodyFault::Timeout(after.saturating_sub(exchange.request.at())));
            });
        }
    }
}
