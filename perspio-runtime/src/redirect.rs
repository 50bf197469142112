//! Where a redirect leads, and whether it may be followed: a pure function.

use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode};
use url::{Host, Url};

use crate::endpoint::Redirect;

/// The longest `Location` that is read, in bytes: as long as the longest URL that common servers take.
const LONGEST_LOCATION: usize = 8 * 1024;

/// One request on its way: where it goes, and what goes with it.
#[derive(Debug, Clone)]
pub(crate) struct Hop {
    /// Where it goes, if not where the first one went.
    pub(crate) elsewhere: Option<Box<Url>>,
    pub(crate) method: Method,
    /// Does the body go along?
    pub(crate) with_body: bool,
    /// Has the chain left the first origin? Then nothing secret goes along, even if it comes back.
    pub(crate) withheld: bool,
    /// Redirects followed so far.
    pub(crate) count: u32,
    /// Has a write been answered by 303? Then it has taken effect.
    pub(crate) took_effect: bool,
}

impl Hop {
    /// The first request of a call.
    pub(crate) fn first(method: Method, with_body: bool) -> Self {
        Self { elsewhere: None, method, with_body, withheld: false, count: 0, took_effect: false }
    }
}

/// The rules of one call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) rule: Redirect,
    pub(crate) most: u32,
    pub(crate) insecure_http: bool,
}

/// The next hop after a 3xx answer to the one that went to `here`, or why there is none.
pub(crate) fn follow(
    hop: &Hop,
    here: &Url,
    status: StatusCode,
    headers: &HeaderMap,
    limits: Limits,
) -> Result<Hop, &'static str> {
    let (method, with_body) = method_after(status, &hop.method, hop.with_body)?;
    if limits.rule == Redirect::Never {
        return Err("redirects are not followed here");
    }
    if hop.count >= limits.most {
        return Err("too many redirects in a row");
    }
    let url = target(here, headers)?;
    if here.scheme() == "https" && url.scheme() == "http" {
        return Err("it leads from https to http");
    }
    let leaves = !same_origin(here, &url);
    if leaves && limits.rule == Redirect::SameOrigin {
        return Err("it leads to another origin");
    }
    if leaves && with_body {
        return Err("it leads to another origin, where the body must not go");
    }
    if leaves && !is_secure(&url) && !limits.insecure_http {
        return Err("it leads to plain http");
    }
    Ok(Hop {
        took_effect: hop.took_effect || method != hop.method,
        elsewhere: Some(Box::new(url)),
        method,
        with_body,
        withheld: hop.withheld || leaves,
        count: hop.count.saturating_add(1),
    })
}

/// Method and body of the next request (RFC 9110 section 15.4). 301 and 302 never turn a write into a read.
fn method_after(status: StatusCode, method: &Method, with_body: bool) -> Result<(Method, bool), &'static str> {
    let reads = *method == Method::GET || *method == Method::HEAD;
    match status.as_u16() {
        301 | 302 | 303 | 307 | 308 if reads => Ok((method.clone(), with_body)),
        303 => Ok((Method::GET, false)),
        307 | 308 => Ok((method.clone(), with_body)),
        301 | 302 => Err("it would turn a write into a read"),
        _ => Err("this status is not followed"),
    }
}

/// The URL that `Location` means, seen from `base`.
fn target(base: &Url, headers: &HeaderMap) -> Result<Url, &'static str> {
    let location = headers.get(LOCATION).ok_or("it has no location")?;
    if location.len() > LONGEST_LOCATION {
        return Err("its location is too long");
    }
    let location = std::str::from_utf8(location.as_bytes()).map_err(|_| "its location is not text")?;
    if location.is_empty() {
        return Err("its location is empty");
    }
    let mut url = base.join(location).map_err(|_| "its location is not a URL")?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err("it leads to neither http nor https");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("its location has user information");
    }
    url.set_fragment(None);
    http::Uri::try_from(url.as_str()).map_err(|_| "its location is not a URL")?;
    Ok(url)
}

/// Same scheme, host and port (RFC 6454 section 5).
fn same_origin(one: &Url, other: &Url) -> bool {
    one.scheme() == other.scheme()
        && one.host() == other.host()
        && one.port_or_known_default() == other.port_or_known_default()
}

/// Is what is sent to `url` safe from listeners: https, or a loopback address?
pub(crate) fn is_secure(url: &Url) -> bool {
    url.scheme() == "https"
        || match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        }
}
