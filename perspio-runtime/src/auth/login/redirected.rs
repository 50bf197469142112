//! What a redirect says: pure functions.

use oauth2::CsrfToken;
use url::form_urlencoded;

use super::error::{LoginError, LoginFault};
use crate::secret::Secret;

/// The code in the URL that the browser was sent back to, or in its query
/// ([RFC 6749 section 4.1.2](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2)).
pub(super) fn code(redirected: &str, state: &CsrfToken) -> Result<Secret, LoginError> {
    let query = query(redirected);
    // Before anything else, errors too: whatever has another state was not asked for.
    if !belongs(query, state) {
        return Err(LoginError::new(LoginFault::Foreign));
    }
    let malformed = || LoginError::new(LoginFault::Malformed);
    match (only(query, "code"), only(query, "error")) {
        (Found::None, Found::One(error)) => Err(LoginError::redirected(&error)),
        (Found::One(code), Found::None) if !code.is_empty() => Ok(code.into()),
        _ => Err(malformed()),
    }
}

/// Is it an answer to the request with that state?
pub(super) fn is_answer(redirected: &str, state: &CsrfToken) -> bool {
    belongs(query(redirected), state)
}

/// The type compares hashes, so that the time it takes tells nothing of how much is right.
fn belongs(query: &str, state: &CsrfToken) -> bool {
    matches!(only(query, "state"), Found::One(said) if CsrfToken::new(said.clone()) == *state)
}

/// `http://localhost/?code=..#..` or `/?code=..` or `code=..`
fn query(redirected: &str) -> &str {
    let text = redirected.trim();
    let text = text.split_once('#').map_or(text, |(before, _)| before);
    text.split_once('?').map_or(text, |(_, query)| query)
}

enum Found {
    None,
    One(String),
    Several,
}

/// Parameters must not be doubled ([RFC 6749 section 3.1](https://www.rfc-editor.org/rfc/rfc6749#section-3.1)).
fn only(query: &str, name: &str) -> Found {
    let mut values = form_urlencoded::parse(query.as_bytes()).filter(|(known, _)| known == name);
    match (values.next(), values.next()) {
        (None, _) => Found::None,
        (Some((_, value)), None) => Found::One(value.into_owned()),
        (Some(_), Some(_)) => Found::Several,
    }
}
