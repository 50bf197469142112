//! Why nobody is logged in.

use std::fmt;

use crate::auth::TokenError;
use crate::auth::token_error::known;

/// What went wrong with a login, as a value to match on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LoginFault {
    /// There is no refresh token, or none that is good any more: somebody has to log in, again.
    Required,
    /// The person, or their directory, said no.
    Denied,
    /// Nobody typed in the device code while it was good.
    Expired,
    /// The authorization server refused for a reason of its own; [`LoginError::code`] has it if a standard names it.
    Refused,
    /// The redirect does not belong to this login: its `state` is missing, doubled or another. It may be an attack
    /// ([RFC 6749 section 10.12](https://www.rfc-editor.org/rfc/rfc6749#section-10.12)).
    Foreign,
    /// The redirect belongs to this login, but holds neither one code nor one error.
    Malformed,
}

/// Why nobody is logged in: what [`Login::finish`](super::Login::finish) fails with, and the source of an
/// [`ErrorKind::Auth`](crate::ErrorKind::Auth). Nothing that a server said is in it but codes that standards name.
///
/// ```
/// use std::error::Error as _;
///
/// use perspio_runtime::auth::{LoginError, LoginFault};
///
/// /// Does somebody have to log in before this can work?
/// fn wants_login(error: &perspio_runtime::Error) -> bool {
///     let login = error.source().and_then(|source| source.downcast_ref::<LoginError>());
///     login.is_some_and(|error| error.fault() == LoginFault::Required)
/// }
/// # let _ = wants_login;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginError {
    fault: LoginFault,
    code: Option<&'static str>,
    source: Option<TokenError>,
}

impl LoginError {
    pub(super) fn new(fault: LoginFault) -> Self {
        Self { fault, code: None, source: None }
    }

    /// What the token endpoint said.
    pub(super) fn told(fault: LoginFault, source: Option<TokenError>) -> Self {
        Self { fault, code: None, source }
    }

    /// What a redirect said.
    pub(super) fn redirected(said: &str) -> Self {
        let fault = if said == "access_denied" { LoginFault::Denied } else { LoginFault::Refused };
        Self { fault, code: known(said), source: None }
    }

    /// What went wrong, to match on.
    pub fn fault(&self) -> LoginFault {
        self.fault
    }

    /// The error code of the server, such as `access_denied`, if it is one that a standard names
    /// ([RFC 6749 section 4.1.2.1](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1)).
    pub fn code(&self) -> Option<&str> {
        self.code.or_else(|| self.source.as_ref().and_then(TokenError::code))
    }
}

impl fmt::Display for LoginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.fault {
            LoginFault::Required => "no good refresh token: somebody has to log in again",
            LoginFault::Denied => "the login was denied",
            LoginFault::Expired => "nobody logged in while the device code was good",
            LoginFault::Refused => "the authorization server refused the login",
            LoginFault::Foreign => "the redirect does not belong to this login",
            LoginFault::Malformed => "the redirect holds neither one code nor one error",
        })?;
        self.code().map_or(Ok(()), |code| write!(f, " ({code})"))
    }
}

impl std::error::Error for LoginError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
