//! Writes with credentials that are good for reading alone.

use http::Method;
use http::header::AUTHORIZATION;

use super::Run;
use super::trace::TARGET;
use crate::error::ErrorKind;

/// Said in the error of the 401 or 403 that follows.
const READ_ONLY: &str =
    "tokens of the client-credentials flow are for reading only; a write wants an authorization code";

impl Run<'_> {
    /// Warns of the first write: the server will refuse it, and not say why.
    pub(super) fn warn_of_write(&self) {
        if self.is_hopeless_write() && self.core.authorizer.first_write() {
            tracing::warn!(
                target: TARGET,
                {
                    http.request.method = self.request.endpoint.method().as_str(),
                    url.template = %self.request.endpoint.template(),
                },
                "{READ_ONLY}"
            );
        }
    }

    /// What is to be said of this kind of error, if a write was refused that could not have worked.
    pub(super) fn hint(&self, kind: ErrorKind) -> Option<&'static str> {
        let refused = matches!(kind, ErrorKind::Unauthenticated | ErrorKind::Forbidden);
        (refused && self.is_hopeless_write()).then_some(READ_ONLY)
    }

    /// Is the next or the last request a write, with a token of ours?
    fn is_hopeless_write(&self) -> bool {
        let reads = [Method::GET, Method::HEAD].contains(&self.hop.method);
        let with_token = !self.hop.withheld && !self.request.has_header(&AUTHORIZATION);
        !reads && with_token && self.core.authorizer.is_read_only()
    }
}
