//! Where requests go: the base URL, taken apart once, and what stands behind it.

use std::borrow::Cow;

#[cfg(any(test, feature = "hyper"))]
use bytes::Bytes;
#[cfg(any(test, feature = "hyper"))]
use http::uri::PathAndQuery;
use http::uri::{Authority, Parts, Scheme};
use http::{HeaderValue, Uri};
use url::{Position, Url};

/// The longest URL in bytes: the `http` crate takes no longer ones.
const LONGEST_URL: usize = u16::MAX as usize - 1;

/// Path and query that a copy of the base URL has room for without growing, in bytes.
const ROOM: usize = 64;

/// Where every path is put behind.
#[derive(Debug, Clone)]
pub(crate) struct Base {
    /// Scheme, host and port, and a path that only makes room.
    url: Url,
    /// The path of the base URL without its trailing slash.
    prefix: String,
    scheme: Scheme,
    authority: Authority,
}

/// Path and query, as they are sent.
#[derive(Debug)]
pub(crate) struct Target {
    text: String,
    /// Where the path ends.
    path_end: usize,
}

/// Where a call goes first.
#[derive(Debug)]
pub(crate) enum Place {
    /// At the origin of the base URL.
    Below(Target),
    /// Another URL.
    At(Box<Url>),
}

/// Where one request goes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PlaceRef<'p> {
    /// At the origin of the base URL.
    Below(&'p Target),
    /// Another URL.
    At(&'p Url),
}

impl Base {
    /// None if the URL has no host, or one that cannot be sent.
    pub(crate) fn new(mut url: Url) -> Option<Self> {
        let prefix = url.path().strip_suffix('/').unwrap_or(url.path()).to_owned();
        let Parts { scheme, authority, .. } = Uri::try_from(url.as_str()).ok()?.into_parts();
        url.set_path(&"-".repeat(ROOM));
        Some(Self { url, prefix, scheme: scheme?, authority: authority? })
    }

    /// The scheme, host and port, as an origin is written.
    pub(crate) fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The `Host` header, if there is no TLS whose handshake could choose HTTP/2.
    pub(crate) fn plain_host(&self) -> Option<HeaderValue> {
        let plain = self.scheme == Scheme::HTTP;
        if plain { HeaderValue::from_str(self.authority.as_str()).ok() } else { None }
    }

    pub(crate) fn host(&self) -> Option<&str> {
        self.url.host_str()
    }

    pub(crate) fn port(&self) -> Option<u16> {
        self.url.port_or_known_default()
    }

    /// Is the URL with this path and query short enough to be sent?
    pub(super) fn has_room_for(&self, target: &str) -> bool {
        self.url[..Position::BeforePath].len() + target.len() <= LONGEST_URL
    }
}

impl Place {
    pub(crate) fn as_ref(&self) -> PlaceRef<'_> {
        match self {
            Self::Below(target) => PlaceRef::Below(target),
            Self::At(url) => PlaceRef::At(url),
        }
    }
}

impl<'p> PlaceRef<'p> {
    /// As the `url` crate has it.
    pub(crate) fn url(self, base: &Base) -> Cow<'p, Url> {
        match self {
            Self::Below(target) => Cow::Owned(target.below(&base.url)),
            Self::At(url) => Cow::Borrowed(url),
        }
    }

    /// As the `http` crate has it.
    #[cfg(any(test, feature = "hyper"))]
    pub(crate) fn uri(self, base: &Base) -> Result<Uri, http::Error> {
        match self {
            Self::Below(target) => {
                let mut parts = Parts::default();
                parts.scheme = Some(base.scheme.clone());
                parts.authority = Some(base.authority.clone());
                // Copied: a buffer that was shared with the next attempt would be one more allocation as well.
                let text = Bytes::copy_from_slice(target.text.as_bytes());
                parts.path_and_query = Some(PathAndQuery::from_maybe_shared(text)?);
                Ok(Uri::from_parts(parts)?)
            }
            Self::At(url) => Ok(Uri::try_from(url.as_str())?),
        }
    }
}

impl Target {
    pub(super) fn new(text: String, path_end: usize) -> Self {
        Self { text, path_end }
    }

    /// A copy of `base` with this path and query.
    fn below(&self, base: &Url) -> Url {
        let (path, query) = self.text.split_at_checked(self.path_end).unwrap_or((&self.text, ""));
        let mut url = base.clone();
        url.set_path(path);
        url.set_query(query.strip_prefix('?'));
        url
    }
}

/// What fixed text does to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Literal {
    /// It stands there as it is, whoever parses it (RFC 3986 section 3.3).
    Plain,
    /// So it does, but a parser may take it for a part of `.` or `..`.
    Dotted,
    /// Some parser may read something else.
    Not,
}

pub(super) fn literal(text: &str) -> Literal {
    let mut found = Literal::Plain;
    // Letters and slashes first: it is nearly always one of them.
    for byte in text.bytes().filter(|byte| !byte.is_ascii_lowercase() && *byte != b'/') {
        match byte {
            b'.' | b'%' => found = Literal::Dotted,
            b'A'..=b'Z' | b'0'..=b';' | b'=' | b'@' | b'_' | b'~' | b'!' | b'$'..=b'-' => {}
            _ => return Literal::Not,
        }
    }
    found
}

/// Would a parser take some segment of this path for `.` or `..`? They do so where a dot is percent-encoded as well
/// (URL standard, section 4.4).
pub(super) fn has_dot_segment(path: &str) -> bool {
    path.split('/').any(|segment| {
        let dots = segment.replace("%2e", ".").replace("%2E", ".");
        dots == "." || dots == ".."
    })
}
