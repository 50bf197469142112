//! A call on its way, as the type that its caller asked for.
//!
//! Everything that does not depend on that type is one future, compiled once; what is compiled for each endpoint is the
//! step from its answer to the type.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

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
        let decoded = ready!(self.project().answer.poll(cx)).and_then(|mut answer| T::decode(&mut answer));
        Poll::Ready(decoded.map_err(E::from))
    }
}
