//! From an answer to the type that a declaration asks for.

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;

use super::bodiless::Bodiless;
use super::{Answer, BodyStream, Response, json};
use crate::error::Result;

/// What is done with the body of a success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Read into memory.
    Keep,
    /// Read to its end and thrown away.
    Discard,
    /// Left for the caller to read.
    Stream,
}

/// How a success body is read: [`Json`], [`Text`], [`Raw`] or [`Streaming`].
pub trait Mode {
    /// The `Accept` header of the request.
    #[doc(hidden)]
    const ACCEPT: &'static str;
}

/// `response = json`, the default: any `DeserializeOwned`, `()`, `Option<T>`. All of the body must be UTF-8 (RFC 8259
/// section 8.1), what is not asked for as well; `response = bytes` takes any other.
#[derive(Debug)]
pub enum Json {}

/// `response = text`: `String` or `Option<String>`, as UTF-8.
#[derive(Debug)]
pub enum Text {}

/// `response = bytes`: [`Bytes`] or `Option<Bytes>`.
#[derive(Debug)]
pub enum Raw {}

/// `response = stream`: [`BodyStream`] or `Option<BodyStream>`.
#[derive(Debug)]
pub enum Streaming {}

impl Mode for Json {
    const ACCEPT: &'static str = "application/json";
}

impl Mode for Text {
    const ACCEPT: &'static str = "text/plain, */*;q=0.5";
}

impl Mode for Raw {
    const ACCEPT: &'static str = "*/*";
}

impl Mode for Streaming {
    const ACCEPT: &'static str = "*/*";
}

/// A type that the body of a success can become when it is read as `M`. Not for implementing: what can be read is
/// `Deserialize` for JSON, and a fixed set of types otherwise.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from the answer",
    label = "not a success type for this endpoint",
    note = "`response = json` reads any type that is `serde::Deserialize` and owned, `Option` of one, and `()`",
    note = "`response = text` reads `String`, `response = bytes` reads `bytes::Bytes`, and `Option` of these",
    note = "`response = stream` reads `BodyStream` and `Option` of it",
    note = "`Response<T>` gives status, headers and attempts with any of them"
)]
pub trait Decode<M: Mode>: Sized {
    /// Is the body needed?
    #[doc(hidden)]
    fn reading() -> Reading {
        Reading::Keep
    }

    /// Takes what it needs out of `answer`.
    #[doc(hidden)]
    fn decode(answer: &mut Answer) -> Result<Self>;
}

impl<M: Mode, T: Decode<M>> Decode<M> for Response<T> {
    fn reading() -> Reading {
        T::reading()
    }

    fn decode(answer: &mut Answer) -> Result<Self> {
        let elapsed = answer.elapsed();
        let body = T::decode(answer)?;
        Ok(Self {
            status: answer.status,
            headers: std::mem::take(&mut answer.headers),
            log: std::mem::take(&mut answer.log),
            elapsed,
            body,
        })
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Decode<Json> for T {
    fn reading() -> Reading {
        if T::deserialize(Bodiless::Success).is_ok() { Reading::Discard } else { Reading::Keep }
    }

    fn decode(answer: &mut Answer) -> Result<Self> {
        if answer.absent {
            return T::deserialize(Bodiless::Absent)
                .map_err(|_| answer.unreadable("`None` is declared, but not the type", None));
        }
        json::read(&answer.body).map_err(|json::Unreadable { detail, source }| answer.unreadable(detail, source))
    }
}

impl Decode<Text> for String {
    fn decode(answer: &mut Answer) -> Result<Self> {
        if answer.body.is_empty() {
            return Err(answer.empty());
        }
        match std::str::from_utf8(&answer.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(answer.unreadable("the body is not UTF-8 text", Some(error.into()))),
        }
    }
}

impl Decode<Raw> for Bytes {
    fn decode(answer: &mut Answer) -> Result<Self> {
        if answer.body.is_empty() { Err(answer.empty()) } else { Ok(std::mem::take(&mut answer.body)) }
    }
}

/// Reads none.
impl Decode<Text> for () {
    fn reading() -> Reading {
        Reading::Discard
    }

    fn decode(_: &mut Answer) -> Result<Self> {
        Ok(())
    }
}

/// Reads none.
impl Decode<Raw> for () {
    fn reading() -> Reading {
        Reading::Discard
    }

    fn decode(_: &mut Answer) -> Result<Self> {
        Ok(())
    }
}

impl Decode<Text> for Option<String> {
    fn decode(answer: &mut Answer) -> Result<Self> {
        if answer.absent || answer.body.is_empty() {
            Ok(None)
        } else {
            <String as Decode<Text>>::decode(answer).map(Some)
        }
    }
}

impl Decode<Raw> for Option<Bytes> {
    fn decode(answer: &mut Answer) -> Result<Self> {
        if answer.absent || answer.body.is_empty() {
            Ok(None)
        } else {
            <Bytes as Decode<Raw>>::decode(answer).map(Some)
        }
    }
}

/// As it comes; a body that is empty is a stream that ends at once.
impl Decode<Streaming> for BodyStream {
    fn reading() -> Reading {
        Reading::Stream
    }

    fn decode(answer: &mut Answer) -> Result<Self> {
        Ok(Self::of(answer))
    }
}

/// `None` where `none` says so, for 204 and 205, and for a body that is known to be empty. One of unknown length is
/// `Some`, whatever comes of it.
impl Decode<Streaming> for Option<BodyStream> {
    fn reading() -> Reading {
        Reading::Stream
    }

    fn decode(answer: &mut Answer) -> Result<Self> {
        let bodiless = matches!(answer.status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT);
        let empty = answer.unread.as_ref().is_none_or(|unread| unread.is_empty());
        if answer.absent || bodiless || empty { Ok(None) } else { Ok(Some(BodyStream::of(answer))) }
    }
}

/// A success type that can say `None`, which `none = ..` asks for.
#[diagnostic::on_unimplemented(
    message = "`none` is declared, but `{Self}` cannot be `None`",
    label = "must be `Option<T>` or `Response<Option<T>>`",
    note = "the statuses in `none` become `Ok(None)`; leave `none` out to get them as errors"
)]
pub trait CanBeNone {}

impl<T> CanBeNone for Option<T> {}
impl<T> CanBeNone for Response<Option<T>> {}
