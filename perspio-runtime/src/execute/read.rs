//! Bodies on their way in, within bounds of size and time.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;

use super::kept::Kept;
use crate::error::Fault;
use crate::response::Reading;
use crate::time::{self, Limit};
use crate::transport::{Body, Failure};

/// The most that is reserved for a body because its head says so, in bytes.
const RESERVED: u64 = 64 * 1024;

/// How long a body may take that decides nothing: that of an error or of a redirect.
const UNREAD: Duration = Duration::from_secs(5);

/// A body to its very end. One that is cut short, late or over the bound is a failure.
pub(super) async fn whole(
    body: &mut Body,
    bound: usize,
    reading: Reading,
    mut limit: Pin<&mut Limit>,
) -> (Bytes, Option<Failure>) {
    let announced = body.length();
    if announced.is_some_and(|length| length > bound as u64) {
        return (Bytes::new(), Some(too_large("body", bound)));
    }
    let expected = announced.unwrap_or(0).min(RESERVED);
    let mut kept = Kept::new(bound, usize::try_from(expected).unwrap_or(0));
    loop {
        match limit.as_mut().within(body.chunk()).await {
            Ok(Ok(Some(_))) if body.received() > bound as u64 => {
                return (kept.into_bytes(), Some(too_large("body", bound)));
            }
            Ok(Ok(Some(chunk))) => {
                if reading == Reading::Keep {
                    kept.push(chunk);
                }
                if body.is_over() {
                    return (kept.into_bytes(), None);
                }
            }
            Ok(Ok(None)) => return (kept.into_bytes(), None),
            Ok(Err(failure)) => return (kept.into_bytes(), Some(failure)),
            Err(elapsed) => return (kept.into_bytes(), Some(elapsed.into())),
        }
    }
}

/// The start of a body, whatever comes of the rest: the status has already decided.
pub(super) async fn start(body: &mut Body, bound: usize, mut limit: Pin<&mut Limit>) -> Bytes {
    limit.as_mut().shorten(time::after(time::now(), UNREAD));
    let mut kept = Kept::new(bound, 0);
    while let Ok(Ok(Some(chunk))) = limit.as_mut().within(body.chunk()).await {
        let room = bound - kept.len();
        let over = chunk.len() > room;
        kept.push(if over { chunk.slice(..room) } else { chunk });
        if over {
            break;
        }
    }
    // A copy, so that an error that somebody keeps does not keep the connection's buffer.
    Bytes::copy_from_slice(&kept.into_bytes())
}

/// `what` is longer than `bound`.
pub(super) fn too_large(what: &str, bound: usize) -> Failure {
    Failure { detail: format!("the {what} is longer than {bound} bytes").into(), ..Failure::new(Fault::TooLarge) }
}
