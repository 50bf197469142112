//! Credentials: what stands in `Authorization`, and where it comes from.

mod renewing;

use std::fmt;

use http::HeaderValue;

use renewing::Renewing;
pub use renewing::{Token, TokenFuture, TokenSource};

use crate::error::BoxError;
use crate::secret::{Secret, Unfit};

/// A fixed bearer token (RFC 6750). It cannot be renewed, so a 401 ends the call.
///
/// ```
/// use perspio_runtime::{Client, auth::Bearer};
///
/// let client = Client::builder().auth(Bearer::new("access token")).build()?;
/// assert!(!format!("{client:?}").contains("access token"));
/// # Ok::<(), perspio_runtime::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Bearer(Secret);

impl Bearer {
    /// Sends `Authorization: Bearer <token>`. An empty token, or one that cannot stand in a header, is refused
    /// when the client is built.
    pub fn new(token: impl Into<String>) -> Self {
        Self(Secret::new(token))
    }
}

/// How a client authenticates. Made from a [`Bearer`] or from any [`TokenSource`].
pub struct Auth(Kind);

enum Kind {
    Fixed(Secret),
    Renewing(Box<dyn TokenSource>),
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Fixed(_) => "Auth(Bearer)",
            Kind::Renewing(_) => "Auth(TokenSource)",
        })
    }
}

impl From<Bearer> for Auth {
    fn from(bearer: Bearer) -> Self {
        Self(Kind::Fixed(bearer.0))
    }
}

impl<S: TokenSource> From<S> for Auth {
    fn from(source: S) -> Self {
        Self(Kind::Renewing(Box::new(source)))
    }
}

/// What the loop asks for the header of each request.
#[derive(Debug, Default)]
pub(crate) enum Authorizer {
    #[default]
    Nobody,
    Fixed(HeaderValue),
    Renewing(Renewing),
}

/// The header of one request, and which fetch it came from.
#[derive(Debug, Clone)]
pub(crate) struct Credential {
    pub(crate) header: HeaderValue,
    pub(crate) generation: u64,
}

impl Authorizer {
    /// Checks what can be checked before any I/O.
    pub(crate) fn new(auth: Auth) -> Result<Self, Unfit> {
        match auth.0 {
            Kind::Fixed(secret) => bearer(&secret).map(Self::Fixed),
            Kind::Renewing(source) => Ok(Self::Renewing(Renewing::new(source))),
        }
    }

    /// The credential for the next request; fetches one if there is none.
    pub(crate) async fn credential(&self) -> Result<Option<Credential>, BoxError> {
        match self {
            Self::Nobody => Ok(None),
            Self::Fixed(header) => Ok(Some(Credential { header: header.clone(), generation: 0 })),
            Self::Renewing(renewing) => renewing.credential().await.map(Some),
        }
    }

    /// Drops what a server has just refused, so that the next request fetches anew.
    pub(crate) fn forget(&self, refused: &Credential) {
        match self {
            Self::Nobody | Self::Fixed(_) => {}
            Self::Renewing(renewing) => renewing.forget(refused.generation),
        }
    }

    pub(crate) fn can_renew(&self) -> bool {
        matches!(self, Self::Renewing(_))
    }
}

fn bearer(token: &Secret) -> Result<HeaderValue, Unfit> {
    token.header("Bearer ")
}
