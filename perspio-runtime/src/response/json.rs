//! JSON out of a body, with or without one: the same for successes and for errors that a status declares.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

use super::bodiless::Bodiless;
use crate::error::{BoxError, shorten};

/// Said of a body that has nothing in it.
pub(super) const EMPTY: &str = "the body is empty";

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
    serde_json::from_slice(body).map_err(|error| unreadable(&error))
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
