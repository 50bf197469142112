//! A call that is being put together: values are placed and checked as they come.

use std::borrow::Cow;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderName, HeaderValue};
use serde::Serialize;

use super::place::{Literal, Target, has_dot_segment, literal};
use super::{Base, Defaults, ILLEGAL_VALUE, Place, Prepared, Sensitivity, header_name};
use crate::encode::{self, Pairs, Presence, Refusal};
use crate::endpoint::{Endpoint, Part};
use crate::error::Error;
use crate::multipart::{Refused, Written};
use crate::payload::Payload;
use crate::response::Reading;
use crate::secret::is_secret;

/// What is reserved for path and query behind the base URL's, in bytes: most are shorter.
const ROOM: usize = 64;

/// A call that is being put together.
#[derive(Debug)]
pub(crate) struct Draft {
    endpoint: &'static Endpoint,
    /// Path and query, as far as they are written.
    target: String,
    parts: std::slice::Iter<'static, Part>,
    /// Where the path ends, once it does.
    path_end: Option<usize>,
    /// Where a parser might see `.` or `..`: in fixed text, or in a value.
    dotted: bool,
    /// Those that were set for this call; each name stands once.
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Option<Payload>,
    content_type: Option<HeaderValue>,
    /// Does the content type belong to the body, whatever the headers say?
    framed: bool,
    /// The last parameter that is nothing but dots.
    dots: Option<&'static str>,
}

impl Draft {
    pub(crate) fn new(base: &Base, endpoint: &'static Endpoint) -> Result<Self, Error> {
        if !matches!(endpoint.path().first(), Some(Part::Text(text)) if text.starts_with('/')) {
            return Err(Error::invalid_request(endpoint, None, "the path must start with `/`"));
        }
        let mut target = String::with_capacity(base.prefix().len() + ROOM);
        target.push_str(base.prefix());
        let mut draft = Self {
            endpoint,
            target,
            parts: endpoint.path().iter(),
            path_end: None,
            dotted: false,
            headers: Vec::new(),
            body: None,
            content_type: None,
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
        while let Some(part) = self.parts.next() {
            match part {
                Part::Text(text) => self.text(text)?,
                Part::Value(next) if *next == name => return Ok(()),
                Part::Value(next) => {
                    return Err(self.invalid(name, format!("stands where the path wants `{next}`")));
                }
            }
        }
        Err(self.invalid(name, "has no place in the path"))
    }

    /// Writes a piece of fixed text.
    fn text(&mut self, text: &'static str) -> Result<(), Error> {
        match literal(text) {
            Literal::Plain => {}
            Literal::Dotted => self.dotted = true,
            Literal::Not => {
                return Err(Error::invalid_request(self.endpoint, None, "the path is not one that a URL can hold"));
            }
        }
        self.target.push_str(text);
        Ok(())
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
            self.dotted = true;
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
        while let Some(part) = self.parts.next() {
            match part {
                Part::Text(text) => self.text(text)?,
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
        value.set_sensitive(sensitivity == Sensitivity::Secret || is_secret(&header));
        match self.headers.iter_mut().find(|(given, _)| *given == header) {
            // What was secret stays so, whoever sets another value.
            Some((_, given)) => {
                value.set_sensitive(value.is_sensitive() || given.is_sensitive());
                *given = value;
            }
            None => self.headers.push((header, value)),
        }
        Ok(())
    }

    /// Sets the body. Its content type gives way to one that was set as a header.
    pub(crate) fn body(&mut self, content_type: &'static str, body: Payload) -> Result<(), Error> {
        self.set_body(body)?;
        self.content_type = Some(HeaderValue::from_static(content_type));
        Ok(())
    }

    /// Sets the body to a form. Its content type replaces one that is set as a header, before or after.
    pub(crate) fn form(&mut self, form: Result<Written, Refused>) -> Result<(), Error> {
        let form = form.map_err(|Refused(reason)| Error::invalid_request(self.endpoint, None, reason))?;
        self.set_body(form.body)?;
        self.content_type = Some(form.content_type);
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
    pub(crate) fn finish(
        mut self,
        base: &Base,
        defaults: &Defaults,
        accept: &'static str,
        reading: Reading,
    ) -> Result<Prepared, Error> {
        let path_end = self.end_path()?;
        if self.dotted && self.target.get(..path_end).is_some_and(has_dot_segment) {
            return Err(Error::invalid_request(self.endpoint, self.dots, "must not make a segment `.` or `..`"));
        }
        if !base.has_room_for(&self.target) {
            return Err(Error::invalid_request(self.endpoint, None, "the URL is longer than 64 KiB"));
        }
        self.end_headers(defaults, accept);
        Ok(Prepared {
            endpoint: self.endpoint,
            place: Place::Below(Target::new(self.target, path_end)),
            headers: self.headers,
            body: self.body,
            reading,
        })
    }

    /// Completes the headers by what the body is, what is read and what the client's own say.
    fn end_headers(&mut self, defaults: &Defaults, accept: &'static str) {
        for (name, value) in &mut self.headers {
            // What is secret for every call stays so when a call has a value of its own.
            value.set_sensitive(value.is_sensitive() || defaults.is_secret(name));
        }
        if let Some(content_type) = self.content_type.take() {
            if self.framed {
                self.headers.retain(|(name, _)| name != CONTENT_TYPE);
                self.headers.push((CONTENT_TYPE, content_type));
            } else if !defaults.has(&CONTENT_TYPE) {
                self.header_if_none(CONTENT_TYPE, content_type);
            }
        }
        if let Some(accept) = defaults.accept(accept) {
            self.header_if_none(ACCEPT, accept);
        }
    }

    fn header_if_none(&mut self, name: HeaderName, value: HeaderValue) {
        if !self.headers.iter().any(|(given, _)| *given == name) {
            self.headers.push((name, value));
        }
    }

    fn refuse(&self, name: &'static str, refusal: Refusal) -> Error {
        self.invalid(name, refusal.into_text())
    }

    fn invalid(&self, name: &'static str, detail: impl Into<Cow<'static, str>>) -> Error {
        Error::invalid_request(self.endpoint, Some(name), detail)
    }
}
