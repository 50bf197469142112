//! A body that is handed over as it comes.

use std::borrow::Cow;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use super::Answer;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, Inner, Log, Reason, Result};
use crate::time::{self, Elapsed, Instant, Timer};
use crate::transport::{Body, Failure};

/// The body of a success as it comes in: what `response = stream` and [`Call::stream`](crate::Call::stream) give.
///
/// It is a [`Stream`] of pieces, each as long as the network made it; [`chunk`](Self::chunk) reads them without one.
///
/// - **Its end is the end of the message.** A body that is cut short ends with an error,
///   [`ErrorKind::Transport`], never quietly. After an error or the end there is nothing more.
/// - **It is not sent again.** Everything up to the head of the answer is as for any call, retries and redirects
///   included; from then on the caller has had a part of it. Where to go on is for the caller to know.
/// - **Time.** A piece that is waited for may take the timeout of an attempt, 30 s by default, from when it was asked
///   for; a caller may take longer over one. All of it must have come by the deadline of the call, 120 s by default,
///   for the deadline is of the whole call: give endpoints with long downloads `deadline = "1h"`. Either limit is
///   [`ErrorKind::Timeout`]; for the deadline, [`Error::reason`] is [`Reason::Deadline`].
/// - **Memory.** Nothing is kept here, and the client's [`max_body`](crate::ClientBuilder::max_body) does not apply.
/// - **Dropping it** before the end stops the download: a connection of HTTP/1 is closed, a stream of HTTP/2 is reset. One
///   that is held and not read keeps its connection, of HTTP/2 a part of the window that other calls share: the limits
///   are looked at when it is read.
///
/// The call is over when its head is accepted: budget, log and tracing span count it as a success, whatever becomes of
/// the body.
///
/// ```
/// use std::time::Duration;
///
/// use perspio_runtime::testing::PerspioTalk;
/// use perspio_runtime::{BodyStream, Endpoint, Error, Method, Part};
///
/// const EXPORT: Endpoint = Endpoint::new("export", Method::Get, &[Part::Text("/assets/v3/")])
///     .deadline(Duration::from_secs(60 * 60));
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let talk = PerspioTalk::start().await?;
/// let client = talk.client()?;
/// let mut body = client.call(&EXPORT).stream::<BodyStream, Error>().await?;
/// let mut length = 0;
/// while let Some(piece) = body.chunk().await? {
///     length += piece.len();
/// }
/// assert_eq!(length, "[]".len());
/// # Ok(())
/// # }
/// ```
pub struct BodyStream {
    /// None after the end or an error.
    unread: Option<Box<Unread>>,
    length: Option<u64>,
    endpoint: &'static Endpoint,
    status: StatusCode,
    headers: HeaderMap,
    log: Log,
}

impl BodyStream {
    /// The rest of `answer`, which keeps what [`Response`](crate::Response) tells.
    pub(super) fn of(answer: &mut Answer) -> Self {
        let unread = answer.unread.take();
        Self {
            length: unread.as_ref().map_or(Some(0), |unread| unread.body.length()),
            unread,
            endpoint: answer.endpoint,
            status: answer.status,
            headers: answer.headers.clone(),
            log: answer.log.clone(),
        }
    }

    /// The next piece; `None` at the end, and after an error. No piece is lost if the future is dropped.
    ///
    /// # Errors
    /// `Transport` if the connection broke or the body ended too early, `Timeout` if it took too long.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        poll_fn(|cx| self.poll(cx)).await.transpose()
    }

    /// The length of the whole body in bytes, if the head of the answer tells it.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        let Some(unread) = &mut self.unread else { return Poll::Ready(None) };
        let next = ready!(unread.poll(cx));
        if let Ok(Some(chunk)) = next {
            return Poll::Ready(Some(Ok(chunk)));
        }
        let error = next.err().map(|broken| self.error(broken));
        self.unread = None;
        Poll::Ready(error.map(Err))
    }

    fn error(&mut self, broken: Broken) -> Error {
        let Broken { failure, reason } = broken;
        let started = self.unread.as_ref().map(|unread| unread.started);
        Error::from_inner(Inner {
            endpoint: Some(self.endpoint),
            status: Some(self.status),
            headers: std::mem::take(&mut self.headers),
            log: std::mem::take(&mut self.log),
            elapsed: started.map_or(Duration::ZERO, |started| time::now().saturating_duration_since(started)),
            reason: Some(reason),
            processed: true,
            detail: failure.detail,
            source: failure.source,
            ..Inner::new(ErrorKind::of_fault(failure.fault))
        })
    }
}

impl Stream for BodyStream {
    type Item = Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

/// Nothing of the content.
impl fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyStream")
            .field("endpoint", &format_args!("{}", self.endpoint))
            .field("status", &self.status.as_u16())
            .field("length", &self.length)
            .field("received", &self.unread.as_ref().map(|unread| unread.body.received()))
            .finish_non_exhaustive()
    }
}

/// A body that nobody has read yet, and the time there is for it.
#[derive(Debug)]
pub(crate) struct Unread {
    body: Body,
    /// For one piece.
    timeout: Duration,
    /// The start of the call, and its deadline.
    started: Instant,
    end: Instant,
    /// By when the piece that was asked for must come.
    limit: Option<Instant>,
    timer: Timer,
}

/// What went wrong with a body, and why there is no other.
#[derive(Debug)]
struct Broken {
    failure: Failure,
    reason: Reason,
}

impl Unread {
    pub(crate) fn new(body: Body, timeout: Duration, started: Instant, end: Instant) -> Self {
        Self { body, timeout, started, end, limit: None, timer: Timer::new() }
    }

    /// Is it known that nothing comes?
    pub(super) fn is_empty(&self) -> bool {
        self.body.length() == Some(0)
    }

    /// The next piece, in time.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Broken>> {
        match self.body.poll_chunk(cx) {
            // Pieces that are never waited for must not outlast the call; an end that has come is good at any time.
            Poll::Ready(Ok(Some(_))) if time::now() > self.end => Poll::Ready(Err(self.late(Elapsed))),
            Poll::Ready(next) => {
                self.limit = None;
                Poll::Ready(next.map_err(|failure| Broken { failure, reason: Reason::NotRetryable }))
            }
            Poll::Pending => {
                let limit = *self.limit.get_or_insert_with(|| time::after(time::now(), self.timeout).min(self.end));
                self.timer.poll(limit, cx).map(|elapsed| Err(self.late(elapsed)))
            }
        }
    }

    fn late(&self, elapsed: Elapsed) -> Broken {
        let (detail, reason) = if time::now() < self.end {
            ("no more of the body came in time", Reason::NotRetryable)
        } else {
            ("the deadline passed before the end of the body", Reason::Deadline)
        };
        Broken { failure: Failure { detail: Cow::Borrowed(detail), ..elapsed.into() }, reason }
    }
}
