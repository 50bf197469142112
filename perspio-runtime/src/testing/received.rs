//! What came in.

use std::fmt;

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, Uri};
use url::form_urlencoded;

use super::tokens;
use crate::time::Instant;

/// A request as the double received it. Its `Debug` shows the names of its headers, never their values; nor does it
/// show the values in a query to `/oauth2/`.
#[derive(Clone)]
pub struct Received {
    pub(super) serial: u64,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    came: Instant,
    pub(super) fault: Option<String>,
    pub(super) end: Option<Ended>,
}

/// What became of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ended {
    /// `None` if the connection was closed before an answer.
    pub(super) status: Option<StatusCode>,
    pub(super) at: Instant,
}

impl Received {
    pub(super) fn new(serial: u64, head: Parts, body: Bytes, came: Instant) -> Self {
        let Parts { method, uri, headers, .. } = head;
        Self { serial, method, uri, headers, body, came, fault: None, end: None }
    }

    /// When it had come in, body included.
    pub(super) fn came(&self) -> Instant {
        self.came
    }

    /// The method: `GET`, `POST` and so on.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The path as it was sent, percent-encoding included.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The query as it was sent, without the `?`; `None` if there was no `?`.
    pub fn query(&self) -> Option<&str> {
        self.uri.query()
    }

    /// The header of this name, in any case; the first if there are several, `None` if it is missing or not text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, empty if there was none; of one that is longer than 1 MiB, the part before that.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as form fields, `application/x-www-form-urlencoded`, decoded and in the order in which they were sent.
    /// A body that is something else gives something else.
    pub fn form(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(&self.body).into_owned().collect()
    }

    /// The status that it was answered with; `None` if it was not, because the connection was cut or closed before, or
    /// the answer is still delayed.
    pub fn status(&self) -> Option<StatusCode> {
        self.end.and_then(|end| end.status)
    }

    /// The query, or the names in it if a state, a challenge or a misplaced secret may be there.
    fn shown_query(&self) -> Option<String> {
        let query = self.query()?;
        if !tokens::is_for(self.path()) {
            return Some(query.to_owned());
        }
        let names: Vec<_> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
        Some(names.join("&"))
    }

    /// The query as it can be shown to people, without the value of any name that sounds like a credential. Who sends
    /// one there does so by mistake, or to a gateway that allows it.
    pub(super) fn harmless_query(&self) -> Option<String> {
        let query = self.shown_query()?;
        let pairs: Vec<_> = query.split('&').map(harmless).collect();
        Some(pairs.join("&"))
    }
}

/// What the names of credentials have in them, in lower case.
const SECRETIVE: [&str; 9] = ["token", "key", "secret", "password", "auth", "code", "sig", "credential", "tenant"];

// input:  api-key=abc
// output: api-key=[hidden]
fn harmless(pair: &str) -> String {
    let Some((name, _)) = pair.split_once('=') else { return pair.to_owned() };
    // Decoded: `%6bey` is `key` as well.
    let plain: String = form_urlencoded::parse(name.as_bytes()).map(|(name, _)| name.to_lowercase()).collect();
    let secretive = plain == "tid" || SECRETIVE.iter().any(|word| plain.contains(word));
    if secretive { format!("{name}=[hidden]") } else { pair.to_owned() }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().map(http::HeaderName::as_str).collect();
        f.debug_struct("Received")
            .field("method", &self.method())
            .field("path", &self.path())
            .field("query", &self.shown_query())
            .field("headers", &headers)
            .field("body_bytes", &self.body.len())
            .field("status", &self.status().map(|status| status.as_u16()))
            .finish_non_exhaustive()
    }
}
