//! The headers of every call.

use http::header::{ACCEPT, AUTHORIZATION, HOST};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::response::{Json, Mode};

/// The headers that every call of a client has, unless it has its own.
#[derive(Debug)]
pub(crate) struct Defaults {
    headers: HeaderMap,
    /// Is `Accept` ours, so that it goes with what is read?
    own_accept: bool,
}

/// Headers that a copy has room for beside the client's own: host, accept, token, and what one call adds. A map that is
/// full grows when it is asked whether it has a name.
const ROOM: usize = 8;

impl Defaults {
    /// The client's own headers. Most calls read JSON, so that they ask for it is one of these; a token that never
    /// changes is another.
    ///
    /// `Host` comes first (RFC 9110 section 7.2), where the connection would otherwise put it together for every request.
    pub(crate) fn new(given: HeaderMap, fixed_token: Option<HeaderValue>, host: Option<HeaderValue>) -> Self {
        let mut headers = HeaderMap::with_capacity(given.len() + ROOM);
        headers.extend(host.map(|host| (HOST, host)));
        headers.extend(given);
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
        self.headers.get_all(name).iter().any(HeaderValue::is_sensitive)
    }

    /// What a call that reads `accept` says of it, beyond what is here.
    pub(super) fn accept(&self, accept: &'static str) -> Option<HeaderValue> {
        (self.own_accept && accept != Json::ACCEPT).then(|| HeaderValue::from_static(accept))
    }
}
