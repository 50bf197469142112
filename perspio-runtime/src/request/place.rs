//! Where requests go: the base URL, taken apart once, and what stands behind it.

use std::borrow::Cow;

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};
use url::{Position, Url};

/// The longest URL in bytes: the `http` crate takes no longer ones.
const LONGEST_URL: usize = u16::MAX as usize - 1;

/// Path and query that a copy of the base URL has room for without growing, in bytes.
const ROOM: usize = 128;

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

/// Where one request goes.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// Path and query at the origin of the base URL.
    Below(Bytes),
    /// Another URL.
    At(Box<Url>),
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
    /// As the `url` crate has it.
    pub(crate) fn url<'p>(&'p self, base: &Base) -> Cow<'p, Url> {
        match self {
            Self::Below(target) => Cow::Owned(below(&base.url, &String::from_utf8_lossy(target))),
            Self::At(url) => Cow::Borrowed(url),
        }
    }

    /// As the `http` crate has it, without copying what is below the base URL.
    pub(crate) fn uri(self, base: &Base) -> Result<Uri, http::Error> {
        match self {
            Self::Below(target) => {
                let mut parts = Parts::default();
                parts.scheme = Some(base.scheme.clone());
                parts.authority = Some(base.authority.clone());
                parts.path_and_query = Some(PathAndQuery::from_maybe_shared(target)?);
                Ok(Uri::from_parts(parts)?)
            }
            Self::At(url) => Ok(Uri::try_from(String::from(*url))?),
        }
    }
}

/// A copy of `base` with another path and query.
fn below(base: &Url, target: &str) -> Url {
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    let mut url = base.clone();
    url.set_path(path);
    url.set_query(query);
    url
}

/// Does this stand in a path as it is, whoever parses it (RFC 3986 section 3.3)?
pub(super) fn is_literal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@%".contains(&byte))
}

/// Would a parser take some segment of this path for `.` or `..`? They do so where a dot is percent-encoded as well
/// (URL standard, section 4.4).
pub(super) fn has_dot_segment(path: &str) -> bool {
    path.split('/').any(|segment| {
        let dots = segment.replace("%2e", ".").replace("%2E", ".");
        dots == "." || dots == ".."
    })
}
