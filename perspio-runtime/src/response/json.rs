//! JSON out of a body, with or without one: the same for successes and for errors that a status declares.

use std::borrow::Cow;
use std::str::Utf8Error;

use serde::de::DeserializeOwned;

use super::bodiless::Bodiless;
use crate::error::{BoxError, shorten};

/// Said of a body that has nothing in it.
pub(super) const EMPTY: &str = "the body is empty";

/// Said of a body that no JSON is (RFC 8259 section 8.1).
const NOT_TEXT: &str = "the body is not UTF-8, as JSON must be";

/// Said of one that would be text, if more of it had been kept.
const CUT: &str = "the body ends within a character";

/// Why a body cannot be read as what was declared.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) detail: Cow<'static, str>,
    pub(super) source: Option<BoxError>,
}

/// `body` as `T`. `()` wants none, and `Option` is fine with an empty one.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unreadable> {
    if let Ok(bodiless) = T::deserialize(Bodiless::Success) {
        return Ok(bodiless);
    }
    if body.is_empty() {
        return T::deserialize(Bodiless::Absent).map_err(|_| Unreadable { detail: EMPTY.into(), source: None });
    }
    // Looked at once as a whole, and not string by string as it is read: a twentieth of the instructions of a call.
    let text = std::str::from_utf8(body).map_err(not_text)?;
    serde_json::from_str(text).map_err(|error| unreadable(&error))
}

/// A string that nobody asked for may be at fault as well.
#[cold]
fn not_text(error: Utf8Error) -> Unreadable {
    let detail = if error.error_len().is_some() { NOT_TEXT } else { CUT };
    Unreadable { detail: detail.into(), source: Some(error.into()) }
}

/// Apart from [`read`], which is compiled for each type.
#[cold]
fn unreadable(error: &serde_json::Error) -> Unreadable {
    Unreadable {
        detail: format!(
            "the body is not the JSON that was declared, at line {} column {}",
            error.line(),
            error.column()
        )
        .into(),
        source: Some(shorten(&error.to_string()).into()),
    }
}
