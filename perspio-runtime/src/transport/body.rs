//! Bodies on their way in, piece by piece.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

#[cfg(feature = "hyper")]
use super::over_hyper;
use super::{Failure, over_reqwest};
use crate::error::Fault;

/// A body on its way in. Dropping it before its end closes the connection.
#[derive(Debug)]
pub(crate) struct Body {
    source: Source,
    announced: Option<u64>,
    received: u64,
}

/// What a body comes from.
#[derive(Debug)]
pub(super) enum Source {
    Reqwest {
        body: reqwest::Body,
        end: End,
    },
    #[cfg(feature = "hyper")]
    Hyper {
        body: hyper::body::Incoming,
        end: End,
    },
    /// There is none, whatever the head announces.
    Empty,
    #[cfg(feature = "testing")]
    Substitute(Box<dyn super::Pieces>),
}

/// What tells the end of a message from a body that was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A cut one is an error, as in HTTP/1.
    Error,
    /// A flag: HTTP/2 may reset a stream and call it no error, and then its body has ended without the flag.
    Flag,
    /// HTTP/2 whose flag is out of sight: nothing but the length that the head tells.
    Length,
}

impl End {
    pub(super) fn is_told(self, announced: Option<u64>, body: &impl http_body::Body) -> bool {
        match self {
            Self::Error => true,
            Self::Flag => body.is_end_stream(),
            Self::Length => announced.is_some(),
        }
    }
}

impl Body {
    pub(super) fn new(source: Source) -> Self {
        Self { announced: source.length(), source, received: 0 }
    }

    /// A body that a substitute hands over.
    #[cfg(feature = "testing")]
    pub(crate) fn substitute(pieces: impl super::Pieces + 'static) -> Self {
        Self::new(Source::Substitute(Box::new(pieces)))
    }

    /// None at all, whatever the head announces.
    #[cfg(feature = "testing")]
    pub(crate) fn empty() -> Self {
        Self::new(Source::Empty)
    }

    /// The length in bytes, if the head of the answer tells it.
    pub(crate) fn length(&self) -> Option<u64> {
        self.announced
    }

    /// How much has come so far, in bytes.
    pub(crate) fn received(&self) -> u64 {
        self.received
    }

    /// The next piece; `None` at the end of the message. A body that ends before that is a failure.
    pub(crate) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Failure>> {
        let next = ready!(self.source.poll_chunk(cx))?;
        match &next {
            Some(chunk) => self.received = self.received.saturating_add(chunk.len() as u64),
            None if !self.is_whole() => return Poll::Ready(Err(Failure::new(Fault::Transport))),
            None => {}
        }
        Poll::Ready(Ok(next))
    }

    /// The next piece, as [`poll_chunk`](Self::poll_chunk). Nothing is lost if the future is dropped.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        poll_fn(|cx| self.poll_chunk(cx)).await
    }

    /// Has all of the message come, as far as can be told without asking for more? HTTP/2 may say so in a frame of its own.
    pub(crate) fn is_over(&self) -> bool {
        self.announced == Some(self.received) && self.source.is_over()
    }

    /// At the end of what came: is it the end of the message? HTTP/2 can end a stream early and call it no error.
    fn is_whole(&self) -> bool {
        self.announced.is_none_or(|announced| announced == self.received) && self.source.is_whole(self.announced)
    }
}

impl Source {
    fn length(&self) -> Option<u64> {
        match self {
            Self::Reqwest { body, .. } => http_body::Body::size_hint(body).exact(),
            #[cfg(feature = "hyper")]
            Self::Hyper { body, .. } => http_body::Body::size_hint(body).exact(),
            Self::Empty => Some(0),
            #[cfg(feature = "testing")]
            Self::Substitute(pieces) => pieces.length(),
        }
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Failure>> {
        match self {
            Self::Reqwest { body, .. } => poll_data(body, over_reqwest::failure, cx),
            #[cfg(feature = "hyper")]
            Self::Hyper { body, .. } => poll_data(body, over_hyper::broken, cx),
            Self::Empty => Poll::Ready(Ok(None)),
            #[cfg(feature = "testing")]
            Self::Substitute(pieces) => pieces.poll_next(cx),
        }
    }

    fn is_over(&self) -> bool {
        match self {
            Self::Reqwest { body, .. } => http_body::Body::is_end_stream(body),
            #[cfg(feature = "hyper")]
            Self::Hyper { body, .. } => http_body::Body::is_end_stream(body),
            Self::Empty => true,
            #[cfg(feature = "testing")]
            Self::Substitute(_) => false,
        }
    }

    fn is_whole(&self, announced: Option<u64>) -> bool {
        match self {
            Self::Reqwest { body, end } => end.is_told(announced, body),
            #[cfg(feature = "hyper")]
            Self::Hyper { body, end } => end.is_told(announced, body),
            Self::Empty => true,
            #[cfg(feature = "testing")]
            Self::Substitute(_) => true,
        }
    }
}

/// The next piece of data; frames without are trailers.
fn poll_data<B: http_body::Body<Data = Bytes> + Unpin>(
    body: &mut B,
    failure: impl Fn(B::Error) -> Failure,
    cx: &mut Context<'_>,
) -> Poll<Result<Option<Bytes>, Failure>> {
    loop {
        let frame = ready!(Pin::new(&mut *body).poll_frame(cx));
        match frame.transpose().map_err(&failure)?.map(http_body::Frame::into_data) {
            Some(Ok(data)) => return Poll::Ready(Ok(Some(data))),
            Some(Err(_)) => {}
            None => return Poll::Ready(Ok(None)),
        }
    }
}
