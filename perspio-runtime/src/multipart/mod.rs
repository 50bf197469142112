//! Forms of several parts (`multipart/form-data`, RFC 7578): what `#[body(multipart)]` sends, for files and fields in
//! one body.

mod boundary;
#[cfg(test)]
mod tests;
mod write;

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::HeaderValue;

use crate::payload::Payload;

/// What bytes are unless it is said (RFC 7578 section 4.4).
const OCTETS: &str = "application/octet-stream";

/// A form of parts, in the order in which they were added. A name may come more than once (RFC 7578 section 4.3).
///
/// It is written into memory once and sent byte for byte the same in every attempt, as every other body of bytes. The
/// same form gives the same bytes in every call.
///
/// ```
/// use perspio_runtime::multipart::{Form, Part};
///
/// let form = Form::new()
///     .text("title", "Pump 7")
///     .part("photo", Part::bytes(b"\x89PNG".as_slice()).file_name("pump.png").content_type("image/png"));
/// assert_eq!(format!("{form:?}"), r#"Form {"title": 6 bytes, "photo": 4 bytes}"#);
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct Form {
    parts: Vec<(String, Part)>,
}

impl Form {
    /// A form without parts. It can be sent as it is.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field: the same as [`part`](Self::part) with [`Part::text`].
    pub fn text(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.part(name, Part::text(value))
    }

    /// Adds a part. Any name will do: it is sent in UTF-8, with `"` as `%22` and line breaks as `%0D` and `%0A`, as
    /// browsers do (HTML, "multipart/form-data encoding algorithm"; a single line break is not made a pair here).
    pub fn part(mut self, name: impl Into<String>, part: Part) -> Self {
        self.parts.push((name.into(), part));
        self
    }
}

/// Names and sizes; what is in the parts may be nobody's business.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form ")?;
        let sizes = self.parts.iter().map(|(name, part)| (name, Size(part)));
        f.debug_map().entries(sizes).finish()
    }
}

/// One part of a [`Form`]: a field or a file.
#[derive(Clone)]
#[must_use]
pub struct Part {
    content: Bytes,
    file_name: Option<String>,
    content_type: Option<Cow<'static, str>>,
}

impl Part {
    /// A text, sent as it is. It has no content type of its own, as the fields of browsers: such a part is
    /// `text/plain` (RFC 7578 section 4.4).
    pub fn text(text: impl Into<String>) -> Self {
        Self { content: Bytes::from(text.into()), file_name: None, content_type: None }
    }

    /// Bytes, as `application/octet-stream` unless [`content_type`](Self::content_type) says otherwise. `Bytes`,
    /// `Vec<u8>`, `String` and `'static` slices are taken without a copy.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self { content: bytes.into(), file_name: None, content_type: Some(Cow::Borrowed(OCTETS)) }
    }

    /// The name of the file that the part holds, none by default. Any text will do, escaped as the names of parts are.
    /// Servers tell files from fields by it.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type of the part, such as `image/png` or `text/csv; charset=utf-8` (RFC 9110 section 8.3.1). One that
    /// is none makes the call [`InvalidRequest`](crate::ErrorKind::InvalidRequest), before anything is sent.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(Cow::Owned(content_type.into()));
        self
    }
}

/// The size and no more.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({:?})", Size(self))
    }
}

struct Size<'p>(&'p Part);

impl fmt::Debug for Size<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.content.len())
    }
}

/// A form as it is sent. Opaque: only a call takes it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Written {
    pub(crate) content_type: HeaderValue,
    pub(crate) body: Payload,
}

/// Why a form cannot be sent. Never has anything of it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Refused(pub(crate) Cow<'static, str>);

impl Written {
    /// The content type says where the parts end, so that it belongs to the body.
    fn new(boundary: &str, body: Payload) -> Result<Self, Refused> {
        let content_type = HeaderValue::try_from(format!("multipart/form-data; boundary={boundary}"))
            .map_err(|_| Refused(Cow::Borrowed("the boundary of the form is no header value")))?;
        Ok(Self { content_type, body })
    }
}

/// What `#[body(multipart)]` takes: a [`Form`] or a reference to one, and with the feature `multipart` also
/// `reqwest::multipart::Form`. Not for implementing.
///
/// A form of reqwest's may have parts that come as streams, so it is sent once: whatever becomes of it, the call is not
/// sent again. Where a retry or a redirect would have followed, the error's reason is
/// [`NotReplayable`](crate::Reason::NotReplayable).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a multipart form",
    note = "`#[body(multipart)]` takes `multipart::Form` and `&multipart::Form`, and with the feature `multipart` also `reqwest::multipart::Form`"
)]
pub trait IntoMultipart {
    /// The form with all that goes between its parts.
    #[doc(hidden)]
    fn into_multipart(self) -> Result<Written, Refused>;
}

impl IntoMultipart for Form {
    fn into_multipart(self) -> Result<Written, Refused> {
        (&self).into_multipart()
    }
}

impl IntoMultipart for &Form {
    fn into_multipart(self) -> Result<Written, Refused> {
        let boundary = boundary::unused(self);
        let body = write::form(self, &boundary)?;
        Written::new(&boundary, Payload::Bytes(body.into()))
    }
}

#[cfg(feature = "multipart")]
impl IntoMultipart for reqwest::multipart::Form {
    fn into_multipart(self) -> Result<Written, Refused> {
        let boundary = self.boundary().to_owned();
        Written::new(&boundary, Payload::stream(self.into_stream()))
    }
}
