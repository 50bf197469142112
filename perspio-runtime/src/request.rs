//! One call on its way to a request: values are placed and checked here, before any I/O.

use std::borrow::Cow;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use url::Url;

use crate::encode::{self, Pairs, Presence, Refusal};
use crate::endpoint::{Endpoint, Part};
use crate::error::Error;
use crate::multipart::{Refused, Written};
use crate::payload::Payload;
use crate::redirect::Hop;
use crate::response::Reading;
use crate::secret::is_secret;

/// The longest URL in bytes: the `http` crate takes no longer ones.
const LONGEST_URL: usize = u16::MAX as usize - 1;

/// Said of header values that RFC 9110 section 5.5 does not allow.
pub(crate) const ILLEGAL_VALUE: &str = "must not have line breaks or other control characters";

/// Names that frame a message or belong to one connection (RFC 9112 section 6, RFC 9110 section 7.6.1): never a
/// parameter's to set.
const FRAMING: [&str; 10] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// May the value of a header leave its origin and be shown?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sensitivity {
    Plain,
    Secret,
}

/// Where every path is put behind.
#[derive(Debug, Clone)]
pub(crate) struct Base {
    /// Scheme, host and port; the path is replaced for every call.
    pub(crate) url: Url,
    /// The path of the base URL without its trailing slash.
    pub(crate) prefix: String,
}

/// A call that is being put together.
#[derive(Debug)]
pub(crate) struct Draft {
    endpoint: &'static Endpoint,
    /// Path and query, as far as they are written.
    target: String,
    parts: std::slice::Iter<'static, Part>,
    /// Where the path ends, once it does.
    path_end: Option<usize>,
    headers: HeaderMap,
    body: Option<Payload>,
    /// Does the content type belong to the body, whatever the headers say?
    framed: bool,
    /// The last parameter that is nothing but dots.
    dots: Option<&'static str>,
}

/// A call that is ready to be sent, again and again if need be.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Payload>,
    pub(crate) reading: Reading,
}

impl Prepared {
    /// The first request of the call, and of every retry.
    pub(crate) fn first_hop(&self) -> Hop {
        Hop::first(self.url.clone(), self.endpoint.method().into(), self.body.is_some())
    }

    /// Can all of it be sent again?
    pub(crate) fn is_replayable(&self) -> bool {
        self.body.as_ref().is_none_or(Payload::is_replayable)
    }
}

impl Draft {
    pub(crate) fn new(base: &Base, defaults: &HeaderMap, endpoint: &'static Endpoint) -> Result<Self, Error> {
        if !matches!(endpoint.path().first(), Some(Part::Text(text)) if text.starts_with('/')) {
            return Err(Error::invalid_request(endpoint, None, "the path must start with `/`"));
        }
        let mut target = String::with_capacity(base.prefix.len() + 128);
        target.push_str(&base.prefix);
        let mut draft = Self {
            endpoint,
            target,
            parts: endpoint.path().iter(),
            path_end: None,
            headers: defaults.clone(),
            body: None,
            framed: false,
            dots: None,
        };
        for &(name, value) in endpoint.fixed_headers() {
            draft.header(name, value, Sensitivity::Plain)?;
        }
        for &(name, value) in endpoint.fixed_secret_headers() {
            draft.header(name, value, Sensitivity::Secret)?;
        }
        Ok(draft)
    }

    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// Puts `value` into the next place of the path, which must be called `name`.
    pub(crate) fn path<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.start_value(name)?;
        let start = self.target.len();
        match encode::encoded(&mut self.target, value) {
            Ok(presence) => self.end_value(name, start, presence),
            Err(refusal) => Err(self.refuse(name, refusal)),
        }
    }

    /// Writes the fixed text before the next value.
    fn start_value(&mut self, name: &'static str) -> Result<(), Error> {
        for part in self.parts.by_ref() {
            match part {
                Part::Text(text) => self.target.push_str(text),
                Part::Value(next) if *next == name => return Ok(()),
                Part::Value(next) => {
                    return Err(self.invalid(name, format!("stands where the path wants `{next}`")));
                }
            }
        }
        Err(self.invalid(name, "has no place in the path"))
    }

    /// Checks the value that was written from `start` on.
    fn end_value(&mut self, name: &'static str, start: usize, presence: Presence) -> Result<(), Error> {
        let value = self.target.get(start..).unwrap_or_default();
        if presence == Presence::Absent {
            return Err(self.invalid(name, "must not be absent: it is part of the path"));
        }
        if value.is_empty() {
            return Err(self.invalid(name, "must not be empty: the path would name something else"));
        }
        if value.bytes().all(|byte| byte == b'.') {
            self.dots = Some(name);
        }
        Ok(())
    }

    /// Adds a query parameter.
    pub(crate) fn query<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let path_end = self.end_path()?;
        let first = self.target.len() == path_end;
        Pairs::query(&mut self.target, first).named(name, value).map_err(|refusal| self.refuse(name, refusal))
    }

    /// Writes the rest of the path and the fixed query, once; where the path ends.
    fn end_path(&mut self) -> Result<usize, Error> {
        if let Some(end) = self.path_end {
            return Ok(end);
        }
        for part in self.parts.by_ref() {
            match part {
                Part::Text(text) => self.target.push_str(text),
                Part::Value(name) => return Err(self.invalid(name, "has no value for its place in the path")),
            }
        }
        let end = self.target.len();
        self.path_end = Some(end);
        for &(name, value) in self.endpoint.fixed_query() {
            self.query(name, value)?;
        }
        Ok(end)
    }

    /// Sets a header, unless the value is absent.
    pub(crate) fn header<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        sensitivity: Sensitivity,
    ) -> Result<(), Error> {
        let mut text = String::new();
        match encode::plain(&mut text, value) {
            Ok(Presence::Present) => {}
            Ok(Presence::Absent) => return Ok(()),
            Err(refusal) => return Err(self.refuse(name, refusal)),
        }
        let header = header_name(name).map_err(|reason| self.invalid(name, reason))?;
        let mut value = HeaderValue::try_from(text).map_err(|_| self.invalid(name, ILLEGAL_VALUE))?;
        if self.framed && header == CONTENT_TYPE {
            return Ok(());
        }
        // What was secret stays so when a call has a value of its own.
        let was_secret = self.headers.get(&header).is_some_and(HeaderValue::is_sensitive);
        value.set_sensitive(sensitivity == Sensitivity::Secret || was_secret || is_secret(&header));
        self.headers.insert(header, value);
        Ok(())
    }

    /// Sets the body. Its content type gives way to one that was set as a header.
    pub(crate) fn body(&mut self, content_type: &'static str, body: Payload) -> Result<(), Error> {
        self.set_body(body)?;
        self.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(content_type));
        Ok(())
    }

    /// Sets the body to a form. Its content type replaces one that is set as a header, before or after.
    pub(crate) fn form(&mut self, form: Result<Written, Refused>) -> Result<(), Error> {
        let form = form.map_err(|Refused(reason)| Error::invalid_request(self.endpoint, None, reason))?;
        self.set_body(form.body)?;
        self.headers.insert(CONTENT_TYPE, form.content_type);
        self.framed = true;
        Ok(())
    }

    fn set_body(&mut self, body: Payload) -> Result<(), Error> {
        if self.body.is_some() {
            return Err(Error::invalid_request(self.endpoint, None, "a call has one body"));
        }
        self.body = Some(body);
        Ok(())
    }

    /// A body made by a serializer.
    pub(crate) fn serialized<E: std::fmt::Display>(
        &mut self,
        content_type: &'static str,
        body: Result<Vec<u8>, E>,
    ) -> Result<(), Error> {
        match body {
            Ok(body) => self.body(content_type, Payload::Bytes(body.into())),
            Err(error) => {
                Err(Error::invalid_request(self.endpoint, None, format!("the body cannot be written: {error}")))
            }
        }
    }

    /// The complete call, to `base` and nowhere else.
    pub(crate) fn finish(mut self, base: &Base, accept: &'static str, reading: Reading) -> Result<Prepared, Error> {
        let path_end = self.end_path()?;
        let (path, query) = self.target.split_at_checked(path_end).unwrap_or((&self.target, ""));
        if path.split('/').any(|segment| segment == "." || segment == "..") {
            return Err(Error::invalid_request(self.endpoint, self.dots, "must not make a segment `.` or `..`"));
        }
        let query = query.strip_prefix('?');
        let mut url = base.url.clone();
        url.set_path(path);
        url.set_query(query);
        // What the parser read must be what was written, byte for byte, or values have become structure.
        if url.path() != path || url.query() != query {
            return Err(Error::invalid_request(self.endpoint, None, "the path is not one that a URL can hold"));
        }
        if url.as_str().len() > LONGEST_URL {
            return Err(Error::invalid_request(self.endpoint, None, "the URL is longer than 64 KiB"));
        }
        self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(accept));
        Ok(Prepared { endpoint: self.endpoint, url, headers: self.headers, body: self.body, reading })
    }

    fn refuse(&self, name: &'static str, refusal: Refusal) -> Error {
        self.invalid(name, refusal.into_text())
    }

    fn invalid(&self, name: &'static str, detail: impl Into<Cow<'static, str>>) -> Error {
        Error::invalid_request(self.endpoint, Some(name), detail)
    }
}

/// `name` as a header name that may be set.
pub(crate) fn header_name(name: &str) -> Result<HeaderName, &'static str> {
    let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "is not a header name")?;
    if FRAMING.contains(&header.as_str()) {
        return Err("is set by the connection and cannot be set here");
    }
    Ok(header)
}
