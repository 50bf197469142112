//! Bodies of requests: bytes, which can be sent again and again, or a stream, which can be sent once.

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame};

use crate::error::BoxError;

/// The body of a call, kept for as long as it may be sent.
#[derive(Debug)]
pub(crate) enum Payload {
    Bytes(Bytes),
    /// Empty once it has been handed over.
    Stream(Mutex<Option<Streamed>>),
}

/// The body of one request.
#[derive(Debug)]
pub(crate) enum Sending {
    Bytes(Bytes),
    Stream(Streamed),
}

impl Payload {
    pub(crate) fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let errors = MapErrors { stream: Box::pin(stream) };
        Self::Stream(Mutex::new(Some(Streamed { stream: Mutex::new(Box::pin(errors)) })))
    }

    /// Can it be sent again?
    pub(crate) fn is_replayable(&self) -> bool {
        matches!(self, Self::Bytes(_))
    }

    /// The body for one request; none if it was a stream and has been sent.
    pub(crate) fn hand_over(&self) -> Option<Sending> {
        match self {
            Self::Bytes(bytes) => Some(Sending::Bytes(bytes.clone())),
            Self::Stream(stream) => stream.lock().unwrap_or_else(PoisonError::into_inner).take().map(Sending::Stream),
        }
    }
}

type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// A stream as HTTP libraries want it. The lock is for `Sync` alone: it is never waited for.
pub(crate) struct Streamed {
    stream: Mutex<BoxStream>,
}

impl fmt::Debug for Streamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Streamed")
    }
}

impl Body for Streamed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let stream = self.stream.get_mut().unwrap_or_else(PoisonError::into_inner);
        let next = ready!(stream.as_mut().poll_next(cx));
        Poll::Ready(next.map(|chunk| chunk.map(Frame::data)))
    }
}

/// A stream whose errors are boxed.
struct MapErrors<S> {
    stream: Pin<Box<S>>,
}

impl<S, E> Stream for MapErrors<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = ready!(self.stream.as_mut().poll_next(cx));
        Poll::Ready(next.map(|chunk| chunk.map_err(|error| BodyFailed(error.into().to_string()).into())))
    }
}

/// The stream of a body failed. Has no source: what went wrong there says nothing about the connection here.
#[derive(Debug)]
struct BodyFailed(String);

impl fmt::Display for BodyFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the stream of the body failed: {}", self.0)
    }
}

impl std::error::Error for BodyFailed {}
