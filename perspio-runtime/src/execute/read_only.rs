//! Writes with credentials that are good for reading alone.

use super::Run;
use super::trace::TARGET;
use crate::endpoint::Method;
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

    fn is_hopeless_write(&self) -> bool {
        let reads = matches!(self.request.endpoint.method(), Method::Get | Method::Head);
        !reads && self.core.authorizer.is_read_only()
    }
}
