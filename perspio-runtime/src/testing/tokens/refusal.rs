//! What a refusal looks like.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::json;

use crate::testing::rules::{json_reply, reply};

/// Why a request is refused (RFC 6749 section 5.2). Never carries what was sent.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    error: &'static str,
    description: String,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, error: &'static str, description: impl Into<String>) -> Self {
        Self { status, error, description: description.into() }
    }

    /// 400 with this code.
    pub(super) fn bad(error: &'static str, description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error, description)
    }

    pub(super) fn invalid_request(description: impl Into<String>) -> Self {
        Self::bad("invalid_request", description)
    }

    pub(super) fn invalid_grant(description: &'static str) -> Self {
        Self::bad("invalid_grant", description)
    }

    pub(super) fn invalid_client() -> Self {
        let text = "the client id or the client secret is missing or wrong";
        Self::new(StatusCode::UNAUTHORIZED, "invalid_client", text)
    }

    #[cfg(test)]
    pub(super) fn error(&self) -> &'static str {
        self.error
    }

    /// As an endpoint says it that programs talk to.
    pub(super) fn reply(&self) -> Response<Bytes> {
        json_reply(self.status, &json!({ "error": self.error, "error_description": self.description }))
    }
}

/// As an endpoint says it that people see: 400, and never a redirect.
pub(super) fn page(refusal: &Refusal) -> Response<Bytes> {
    let text = format!("<!DOCTYPE html><title>Refused</title><p>{}: {}</p>\n", refusal.error, refusal.description);
    reply(StatusCode::BAD_REQUEST, "text/html; charset=utf-8", text.into())
}
