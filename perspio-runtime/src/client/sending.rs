//! A call on its way, as the type that its caller asked for.
//!
//! Everything that does not depend on that type is one future, compiled once; what is compiled for each endpoint is the
//! step from its answer to the type.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::Call;
use crate::error::{Error, FromError, Result};
use crate::execute::execute;
use crate::response::{Answer, Decode, Mode, Reading};

pin_project! {
    /// What a call becomes: its answer, read as `M` into `T`.
    pub(super) struct Sending<F, M, T, E> {
        #[pin]
        answer: F,
        read: PhantomData<fn() -> (M, T, E)>,
    }
}

/// Sends what has been put together.
pub(super) fn send<M: Mode, T: Decode<M>, E: FromError>(
    call: Call<'_>,
) -> Sending<impl Future<Output = Result<Answer>> + Send, M, T, E> {
    Sending { answer: answer(call, M::ACCEPT, T::reading()), read: PhantomData }
}

/// The answer, whatever it is read as.
fn answer(call: Call<'_>, accept: &'static str, reading: Reading) -> impl Future<Output = Result<Answer>> + Send {
    let (core, request) = call.finish(accept, reading);
    execute(core, request)
}

impl<F, M, T, E> Future for Sending<F, M, T, E>
where
    F: Future<Output = Result<Answer, Error>>,
    M: Mode,
    T: Decode<M>,
    E: FromError,
{
    type Output = Result<T, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T, E>> {
        // An answer is large: it is read where it is.
        let decoded = match self.project().answer.poll(cx) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Ok(ref mut answer)) => T::decode(answer),
            Poll::Ready(Err(error)) => Err(error),
        };
        Poll::Ready(decoded.map_err(E::from))
    }
}
