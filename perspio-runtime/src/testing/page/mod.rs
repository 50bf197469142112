//! The page that shows what a double does: no script, nothing from elsewhere, no secret that came in.

mod html;
mod parts;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use http::request::Parts;
use http::{HeaderValue, Method, Response, StatusCode};
use sha2::{Digest, Sha256};

use super::rules::reply;
use super::state::State;
use crate::time::Instant;
use html::Html;

const STYLE: &str = include_str!("style.css");

/// The query of the page that stays as it is.
const STILL: &str = "refresh=off";

/// Whatever got into the page, nothing runs and nothing is loaded; of styles there is the one that it brings.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).ok()
});

/// The page, if there is one and this asks for it.
pub(super) fn answer(state: &State, request: &Parts, now: Instant) -> Option<Response<Bytes>> {
    let base_url = state.page.as_deref()?;
    if request.uri.path() != "/" || ![Method::GET, Method::HEAD].contains(&request.method) {
        return None;
    }
    let page = whole(state, base_url, request.uri.query() == Some(STILL), now);
    let mut reply = reply(StatusCode::OK, "text/html; charset=utf-8", page.into());
    let headers = reply.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, POLICY.clone()?);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Some(reply)
}

fn whole(state: &State, base_url: &str, still: bool, now: Instant) -> String {
    let mut page = Html::default();
    page.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    if !still {
        page.markup("<meta http-equiv=\"refresh\" content=\"2\">\n");
    }
    // Without an icon of its own, browsers ask the double for one.
    page.markup("<link rel=\"icon\" href=\"data:,\">\n<title>The double of PerspioTalk</title>\n");
    page.markup("<style>").markup(STYLE).markup("</style>\n</head>\n<body>\n");
    parts::header(&mut page, state, base_url, still, now);
    page.markup("<main>\n");
    parts::figures(&mut page, state);
    parts::limits(&mut page, state, now);
    parts::credentials(&mut page, base_url);
    parts::requests(&mut page, state);
    page.markup("</main>\n</body>\n</html>\n");
    page.into_string()
}
