//! One call put together: by generated code, or by hand.

use std::fmt;
use std::future::Future;

use super::sending;
use super::value::{IntoBody, Parameter, StreamBody, TextBody};
use crate::encode;
use crate::endpoint::Endpoint;
use crate::error::{FromError, Result};
use crate::execute::Core;
use crate::multipart::IntoMultipart;
use crate::payload::Payload;
use crate::request::{Draft, Prepared, Sensitivity};
use crate::response::{Decode, Json, Mode, Raw, Reading, Streaming, Text};

/// The content type of bytes that do not say what they are.
const OCTETS: &str = "application/octet-stream";

/// A call to one endpoint. Values are placed and checked as they are given; a mistake is the call's result, as
/// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) with the name of the parameter, and nothing is sent.
///
/// [`json`](Self::json), [`text`](Self::text), [`bytes`](Self::bytes) and [`stream`](Self::stream) end it. They return what
/// the caller asks for, `T` being the success type (see [`Decode`]) and `E` anything that is made from this crate's error.
#[must_use = "a call is sent by `json`, `text`, `bytes` or `stream`"]
pub struct Call<'c> {
    core: &'c Core,
    draft: Result<Draft>,
}

// Each method that places a value is compiled once for the type of the value, and not into every endpoint.
impl<'c> Call<'c> {
    pub(super) fn new(core: &'c Core, endpoint: &'static Endpoint) -> Self {
        Self { core, draft: Draft::new(&core.base, endpoint) }
    }

    /// Puts `value` into the next place of the path, which must be called `name`.
    ///
    /// Everything but unreserved characters is percent-encoded. An empty value is refused, and one that would make a
    /// segment `.` or `..`: the path would name something else.
    #[inline(never)]
    pub fn path<T: Parameter + ?Sized>(self, name: &'static str, value: &T) -> Self {
        apply(self, |draft| draft.path(name, value))
    }

    /// Adds `name=value` to the query. `None` is left out, a sequence repeats the name, a struct or map spreads into
    /// its fields. Comes after every [`path`](Self::path).
    #[inline(never)]
    pub fn query<T: Parameter + ?Sized>(self, name: &'static str, value: &T) -> Self {
        apply(self, |draft| draft.query(name, value))
    }

    /// Sets a header, in place of the client's own if it has one of that name. `None` is left out. Names that frame the
    /// message, such as `Content-Length`, are refused.
    #[inline(never)]
    pub fn header<T: Parameter + ?Sized>(self, name: &'static str, value: &T) -> Self {
        apply(self, |draft| draft.header(name, value, Sensitivity::Plain))
    }

    /// Sets a header whose value is secret: it goes to the origin of the base URL only, even where redirects may leave
    /// it, and into no text.
    #[inline(never)]
    pub fn secret_header<T: Parameter + ?Sized>(self, name: &'static str, value: &T) -> Self {
        apply(self, |draft| draft.header(name, value, Sensitivity::Secret))
    }

    /// A JSON body, written once and sent byte for byte the same in every attempt.
    #[inline(never)]
    pub fn body_json<T: Parameter + ?Sized>(self, value: &T) -> Self {
        apply(self, |draft| draft.serialized("application/json", serde_json::to_vec(value)))
    }

    /// A form (`application/x-www-form-urlencoded`) of the fields of a struct or map.
    #[inline(never)]
    pub fn body_form<T: Parameter + ?Sized>(self, value: &T) -> Self {
        apply(self, |draft| {
            draft.serialized("application/x-www-form-urlencoded", encode::form(value).map(String::into_bytes))
        })
    }

    /// A text, as `text/plain; charset=utf-8`.
    #[inline(never)]
    pub fn body_text<T: TextBody + ?Sized>(self, text: &T) -> Self {
        apply(self, |draft| draft.body("text/plain; charset=utf-8", Payload::Bytes(text.as_ref().into_body())))
    }

    /// Bytes as they are, as `application/octet-stream` unless a `Content-Type` header says otherwise.
    #[inline(never)]
    pub fn body_bytes<T: IntoBody>(self, bytes: T) -> Self {
        apply(self, |draft| draft.body(OCTETS, Payload::Bytes(bytes.into_body())))
    }

    /// Bytes as they come, as `application/octet-stream` unless a `Content-Type` header says otherwise. A stream is sent
    /// once: whatever becomes of it, the call is not sent again. Where a retry or a redirect would have followed, the error's
    /// reason is [`NotReplayable`](crate::Reason::NotReplayable).
    #[inline(never)]
    pub fn body_stream<S: StreamBody>(self, stream: S) -> Self {
        apply(self, |draft| draft.body(OCTETS, Payload::stream(stream)))
    }

    /// A form of several parts (`multipart/form-data`): a [`Form`](crate::multipart::Form), written once and sent byte for
    /// byte the same in every attempt. Its content type replaces a `Content-Type` header, wherever that was set: without
    /// the boundary in it, nobody could read the body.
    #[inline(never)]
    pub fn body_multipart<F: IntoMultipart>(self, form: F) -> Self {
        apply(self, |draft| draft.form(form.into_multipart()))
    }

    /// Sends it and reads JSON.
    ///
    /// # Errors
    /// Of every [kind](crate::ErrorKind) but `Config`.
    #[inline(never)]
    pub fn json<T: Decode<Json>, E: FromError>(self) -> impl Future<Output = Result<T, E>> + Send + use<'c, T, E> {
        self.send::<Json, T, E>()
    }

    /// Sends it and reads text, which must be UTF-8.
    ///
    /// # Errors
    /// As for [`json`](Self::json).
    #[inline(never)]
    pub fn text<T: Decode<Text>, E: FromError>(self) -> impl Future<Output = Result<T, E>> + Send + use<'c, T, E> {
        self.send::<Text, T, E>()
    }

    /// Sends it and gives the body as it came.
    ///
    /// # Errors
    /// As for [`json`](Self::json).
    #[inline(never)]
    pub fn bytes<T: Decode<Raw>, E: FromError>(self) -> impl Future<Output = Result<T, E>> + Send + use<'c, T, E> {
        self.send::<Raw, T, E>()
    }

    /// Sends it and hands the body over as it comes. What goes wrong after the head is told by the
    /// [`BodyStream`](crate::BodyStream); the call is not sent again then.
    ///
    /// # Errors
    /// As for [`json`](Self::json).
    #[inline(never)]
    pub fn stream<T: Decode<Streaming>, E: FromError>(
        self,
    ) -> impl Future<Output = Result<T, E>> + Send + use<'c, T, E> {
        self.send::<Streaming, T, E>()
    }

    /// The call as it is sent. It is complete before its future is: a draft would take up room in it.
    pub(super) fn finish(self, accept: &'static str, reading: Reading) -> (&'c Core, Result<Prepared>) {
        let Self { core, draft } = self;
        (core, draft.and_then(|draft| draft.finish(&core.base, &core.defaults, accept, reading)))
    }

    fn send<M: Mode, T: Decode<M>, E: FromError>(self) -> impl Future<Output = Result<T, E>> + Send + use<'c, M, T, E> {
        sending::send::<M, T, E>(self)
    }
}

/// Puts one thing into the draft, in place: a draft is large, and every parameter would move it twice.
fn apply(mut call: Call<'_>, change: impl FnOnce(&mut Draft) -> Result<()>) -> Call<'_> {
    if let Ok(draft) = &mut call.draft {
        if let Err(error) = change(draft) {
            call.draft = Err(error);
        }
    }
    call
}

/// The endpoint alone: values and headers may be secret.
impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.draft {
            Ok(draft) => f.debug_struct("Call").field("endpoint", draft.endpoint()).finish_non_exhaustive(),
            Err(error) => f.debug_struct("Call").field("error", error).finish_non_exhaustive(),
        }
    }
}
