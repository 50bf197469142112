//! The headers of every call.

use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::response::{Json, Mode};

/// The headers that every call of a client has, unless it has its own.
#[derive(Debug)]
pub(crate) struct Defaults {
    headers: HeaderMap,
    /// Is `Accept` ours, so that it goes with what is read?
    own_accept: bool,
}

impl Defaults {
    /// The client's own headers. Most calls read JSON, so that they ask for it is one of these; a token that never
    /// changes is another.
    pub(crate) fn new(mut headers: HeaderMap, fixed_token: Option<HeaderValue>) -> Self {
        let own_accept = !headers.contains_key(ACCEPT);
        if own_accept {
            headers.insert(ACCEPT, HeaderValue::from_static(Json::ACCEPT));
        }
        headers.extend(fixed_token.map(|token| (AUTHORIZATION, token)));
        Self { headers, own_accept }
    }

    #[cfg(test)]
    pub(crate) fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// A copy for one request.
    pub(crate) fn to_headers(&self) -> HeaderMap {
        self.headers.clone()
    }

    pub(super) fn has(&self, name: &HeaderName) -> bool {
        self.headers.contains_key(name)
    }

    pub(super) fn is_secret(&self, name: &HeaderName) -> bool {
        self.headers.get(name).is_some_and(HeaderValue::is_sensitive)
    }

    /// What a call that reads `accept` says of it, beyond what is here.
    pub(super) fn accept(&self, accept: &'static str) -> Option<HeaderValue> {
        (self.own_accept && accept != Json::ACCEPT).then(|| HeaderValue::from_static(accept))
    }
}
