//! Where a browser may be sent back to, with a code that others must not see.

use url::Url;

use crate::redirect::is_secure;

/// Schemes that a browser acts on itself: they lead back to no application.
const BROWSERS_OWN: [&str; 12] = [
    "about",
    "blob",
    "data",
    "file",
    "filesystem",
    "ftp",
    "javascript",
    "mailto",
    "vbscript",
    "view-source",
    "ws",
    "wss",
];

/// What the server adds to the query.
const ANSWERS: [&str; 3] = ["code", "error", "state"];

/// What is wrong with a redirect URI; `None` if nothing is
/// ([RFC 6749 section 3.1.2](https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2)).
pub(super) fn broken(text: &str) -> Option<&'static str> {
    let Some(url) = Url::parse(text).ok().filter(|_| text.chars().all(|c| c.is_ascii_graphic())) else {
        return Some("must be a URL, in visible ASCII");
    };
    let wrong = [
        (url.fragment().is_some(), "must be a URL without a fragment"),
        (!url.username().is_empty() || url.password().is_some(), "must be a URL without user information"),
        (url.scheme() == "http" && !is_secure(&url), "must be a URL that is http only to a loopback address"),
        (BROWSERS_OWN.contains(&url.scheme()), "must be a URL that leads back to an application"),
        (
            url.query_pairs().any(|(name, _)| ANSWERS.contains(&&*name)),
            "must not have `code`, `error` or `state` in its query: the server adds them",
        ),
    ];
    wrong.into_iter().find_map(|(is_wrong, what)| is_wrong.then_some(what))
}
