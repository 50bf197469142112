//! The body of an answer, which can end too early.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// The connection is to be closed, whatever the client waits for.
#[derive(Debug)]
pub(super) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cut on request")
    }
}

impl std::error::Error for Cut {}

/// A body of one piece.
#[derive(Debug)]
pub(super) struct Payload {
    /// What the head promises, less what was handed over.
    left: usize,
    piece: Option<Bytes>,
    /// Has the connection had the chance to send the piece before it is cut?
    flushed: bool,
}

impl Payload {
    /// All of it.
    pub(super) fn whole(body: Bytes) -> Self {
        Self { left: body.len(), piece: Some(body).filter(|body| !body.is_empty()), flushed: false }
    }

    /// Half of it, rounded down, under a head that promises all.
    pub(super) fn half(mut body: Bytes) -> Self {
        let left = body.len();
        body.truncate(left / 2);
        Self { left, piece: Some(body), flushed: false }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        let this = self.get_mut();
        if let Some(piece) = this.piece.take() {
            this.left = this.left.saturating_sub(piece.len());
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        if this.left == 0 {
            return Poll::Ready(None);
        }
        if this.flushed {
            return Poll::Ready(Some(Err(Cut)));
        }
        // hyper writes out what it has when a body is not ready, and throws it away when a body fails.
        this.flushed = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.piece.is_none() && self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left as u64)
    }
}
