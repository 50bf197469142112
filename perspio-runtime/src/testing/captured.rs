//! The requests that a script was asked to send.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName};
use http_body::Body as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::fail;
use crate::endpoint::{Endpoint, Part};
use crate::error::{BoxError, Why};
use crate::payload::Sending;
use crate::transport::{Purpose, Request};

/// A request as a client sent it. Its `Debug` shows the names of its headers, never their values.
#[derive(Clone)]
pub struct Captured {
    pub(super) purpose: Purpose,
    pub(super) at: Duration,
    method: http::Method,
    url: Url,
    headers: HeaderMap,
    body: Bytes,
}

impl Captured {
    /// The request, and what went wrong if its body is a stream that failed.
    pub(super) async fn new(request: Request) -> (Self, Option<BoxError>) {
        let Request { purpose, method, url, headers, body } = request;
        let (body, failed) = match body {
            None => (Bytes::new(), None),
            Some(Sending::Bytes(bytes)) => (bytes, None),
            Some(Sending::Stream(stream)) => drain(stream).await,
        };
        (Self { purpose, at: Duration::ZERO, method, url, headers, body }, failed)
    }

    /// The endpoint that was called.
    pub fn endpoint(&self) -> &'static Endpoint {
        self.purpose.endpoint
    }

    /// When it was sent, counted from the first request of the script.
    pub fn at(&self) -> Duration {
        self.at
    }

    /// How long its call waited before it.
    pub fn wait(&self) -> Duration {
        self.purpose.wait
    }

    /// Why it was sent.
    pub fn why(&self) -> Why {
        self.purpose.why
    }

    /// The method: `GET`, `POST` and so on.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// All of the URL.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// The path as it was sent, percent-encoding included.
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// The query as it was sent, without the `?`; `None` if there was no `?`.
    pub fn query(&self) -> Option<&str> {
        self.url.query()
    }

    /// The pairs of the query, decoded, in the order in which they were sent.
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        self.url.query_pairs().into_owned().collect()
    }

    /// The value of a `{placeholder}` of the path, decoded. `None` if the endpoint has no such place, or the request goes
    /// where a redirect led.
    pub fn path_value(&self, name: &str) -> Option<String> {
        self.path_values()?.into_iter().find_map(|(place, value)| (place == name).then_some(value))
    }

    /// Those of all placeholders, by name.
    pub(super) fn path_values(&self) -> Option<Vec<(&'static str, String)>> {
        path_values(self.endpoint().path(), self.path())
    }

    /// The path behind that of the base URL; all of it where a redirect led.
    pub(super) fn own_path(&self) -> &str {
        own_path(self.endpoint().path(), self.path()).unwrap_or(self.path())
    }

    /// The first value of this name in the query, decoded.
    pub fn query_value(&self, name: &str) -> Option<String> {
        self.url.query_pairs().find_map(|(key, value)| (key == name).then(|| value.into_owned()))
    }

    /// The header of this name, in any case; the first if there are several, `None` if it is missing or not text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// All headers that the client set.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, empty if there was none. A stream is read to its end.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// If it is something else: the test fails, and the message shows what it is.
    #[track_caller]
    pub fn json(&self) -> Value {
        self.json_as()
    }

    /// The body as JSON, read as a type of yours.
    ///
    /// # Panics
    /// As [`json`](Self::json).
    #[track_caller]
    pub fn json_as<T: DeserializeOwned>(&self) -> T {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => fail(format_args!(
                "the body of {} is not the JSON that was asked for: {error}\n  body: {}",
                self.line(),
                String::from_utf8_lossy(&self.body)
            )),
        }
    }

    /// The body as form fields, `application/x-www-form-urlencoded`, decoded and in the order in which they were sent.
    pub fn form(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(&self.body).into_owned().collect()
    }

    /// The body as text, or how long it is.
    pub(super) fn shown_body(&self) -> String {
        match (self.body.len(), std::str::from_utf8(&self.body)) {
            (0, _) => "none".to_owned(),
            (_, Ok(text)) => text.to_owned(),
            (bytes, Err(_)) => format!("{bytes} bytes"),
        }
    }

    /// `GET /assets/v3/7?fields=name`.
    pub(super) fn line(&self) -> String {
        format!("{} {}", self.method, self.target())
    }

    /// Path and query, behind the origin where a redirect may have led elsewhere.
    pub(super) fn target(&self) -> String {
        let start = if self.why() == Why::Redirect { url::Position::BeforeScheme } else { url::Position::BeforePath };
        self.url[start..].to_owned()
    }
}

impl fmt::Debug for Captured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Captured")
            .field("endpoint", &self.endpoint().name())
            .field("request", &self.line())
            .field("at", &self.at)
            .field("headers", &headers)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Reads a stream to its end, as a connection would.
async fn drain(mut stream: crate::payload::Streamed) -> (Bytes, Option<BoxError>) {
    let mut body = Vec::new();
    loop {
        match poll_fn(|cx| Pin::new(&mut stream).poll_frame(cx)).await {
            Some(Ok(frame)) => body.extend_from_slice(frame.data_ref().map_or(&[][..], AsRef::as_ref)),
            Some(Err(error)) => return (body.into(), Some(error)),
            None => return (body.into(), None),
        }
    }
}

/// The end of a path, which `template` describes: a base URL may stand before that.
fn own_path<'p>(template: &[Part], path: &'p str) -> Option<&'p str> {
    let slash = |text: &str| text.matches('/').count();
    let slashes = template.iter().map(|part| if let Part::Text(text) = part { slash(text) } else { 0 }).sum::<usize>();
    // Values have no slashes, so the template begins at the last but so many.
    path.get(path.rmatch_indices('/').nth(slashes.checked_sub(1)?)?.0..)
}

/// The values in a path.
fn path_values(template: &[Part], path: &str) -> Option<Vec<(&'static str, String)>> {
    let mut rest = own_path(template, path)?;
    let mut values = Vec::new();
    let mut parts = template.iter().peekable();
    while let Some(part) = parts.next() {
        let last = parts.len() == 1;
        match part {
            Part::Text(text) => rest = rest.strip_prefix(text)?,
            Part::Value(name) => {
                let end = match parts.peek() {
                    // The last text is the end, whatever the value before it is.
                    Some(Part::Text(text)) if last => rest.rfind(text)?,
                    Some(Part::Text(text)) => rest.find(text)?,
                    Some(Part::Value(_)) | None => rest.len(),
                };
                let (value, after) = rest.split_at_checked(end)?;
                values.push((*name, decode(value)));
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(values)
}

/// Percent-encoding undone; what is not UTF-8 is replaced.
fn decode(value: &str) -> String {
    let mut bytes = value.bytes();
    let mut decoded = Vec::with_capacity(value.len());
    while let Some(byte) = bytes.next() {
        let hex = (byte == b'%').then(|| value_of(bytes.clone().next()?, bytes.clone().nth(1)?)).flatten();
        if hex.is_some() {
            bytes.nth(1);
        }
        decoded.push(hex.unwrap_or(byte));
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Two hexadecimal digits.
fn value_of(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_values_are_read_behind_any_base() {
        use Part::{Text, Value};
        let two = &[Text("/a/"), Value("x"), Text("-"), Value("y"), Text("/z")];
        let pair = |x: &str, y: &str| Some(vec![("x", x.to_owned()), ("y", y.to_owned())]);
        for (template, path, expected) in [
            (&two[..], "/a/1-2/z", pair("1", "2")),
            (two, "/v1/api/a/1-2/z", pair("1", "2")),
            (two, "/a/%2F%C3%A9%25-%zz%/z", pair("/\u{e9}%", "%zz%")),
            (two, "/a/12/z", None),
            (&[Text("/a/"), Value("x"), Text(".json")], "/a/7.json.json", Some(vec![("x", "7.json".to_owned())])),
            (two, "/a/1-2/y", None),
            (two, "/z", None),
            (&[Text("/a/")], "/v1/a/", Some(vec![])),
            (&[Text("/a/"), Value("x")], "/a/", Some(vec![("x", String::new())])),
            (&[], "/a", None),
        ] {
            assert_eq!(path_values(template, path), expected, "{path}");
        }
    }
}
