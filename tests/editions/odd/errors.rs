//! Enums of errors, and traits that return them.

use super::prelude::*;

/// Named like what it is made of.
#[derive(Debugs, StatusError)]
pub enum Error {
    /// Named like a result.
    #[status(409)]
    Err(Asset),
    /// Named like a choice.
    #[status(4xx)]
    None,
    /// Of nothing, in two ways.
    #[status([500, 502..=504])]
    Empty(),
    /// Of nothing, in braces.
    #[status(301)]
    Braces {},
    /// Named like the error.
    #[other]
    Error(super::prelude::Fault),
}

/// A keyword everywhere.
#[derive(Debugs, StatusError)]
pub enum r#Fault {
    /// A range and a status.
    #[status([404, 410..=412])]
    r#Where {
        /// The body.
        r#type: Text,
    },
    /// The rest.
    #[other]
    r#Other {
        /// The error.
        error: Boxed<super::prelude::Fault>,
    },
}

/// Parameters of every kind.
#[derive(Debugs, StatusError)]
pub enum Of<'a, T: Clones, const N: usize = 1, U = Text>
where
    T: Debugs,
    U:,
{
    /// Reads the one.
    #[status(400)]
    First(List<T>),
    /// Reads the other.
    #[status(401)]
    Second(U),
    /// Text.
    #[status(5xx)]
    Server(Text),
    /// The rest.
    #[other]
    Other(Counted<'a, N>),
}

/// An error with parameters of its own.
#[derive(Debugs)]
pub struct Counted<'a, const N: usize>(pub super::prelude::Fault, pub [Maybe<Key<'a>>; N]);

impl<const N: usize> Made<super::prelude::Fault> for Counted<'_, N> {
    fn from(fault: super::prelude::Fault) -> Self {
        Self(fault, [Nothing; N])
    }
}

/// Nothing but the rest, through another path to the runtime.
#[derive(StatusError, Debugs)]
#[status(crate = super::prelude::vendored::runtime)]
enum Rest {
    /// Old.
    #[deprecated]
    #[status(404)]
    _Old,
    /// All of it.
    #[other]
    #[doc(hidden)]
    Rest(#[allow(dead_code, reason = "it is printed")] super::prelude::Fault),
}

/// They are returned by the methods of one trait.
#[endpoints]
pub trait Failing {
    /// The first.
    #[get("/1")]
    async fn first(&self) -> Outcome<(), Error>;
    /// The second.
    #[get("/2")]
    async fn second(&self) -> Outcome<(), r#Fault>;
    /// The third.
    #[get("/3", none = 404)]
    async fn third<'a>(&'a self) -> Outcome<Maybe<u8>, Of<'a, Asset, 2>>;
    /// One of them in another.
    async fn own(&self) -> Outcome<(), Error> {
        match self.second().await {
            Good(()) => self.first().await,
            Bad(r#Fault::r#Where { .. }) => Bad(Error::None),
            Bad(r#Fault::r#Other { error }) => Bad(Error::Error(*error)),
        }
    }
}

/// A private one is returned by a private trait.
#[endpoints]
trait Hiding {
    #[get("/1")]
    async fn get(&self) -> Outcome<(), Rest>;
}

/// Uses it.
///
/// # Errors
/// As text.
pub async fn hidden(client: ::perspio_runtime::Client) -> Outcome<(), Text> {
    HidingClient::new(client).get().await.map_err(|rest| match rest {
        Rest::Rest(fault) => fault.message().map_or_else(Text::new, |message| Prints::to_string(&message)),
        #[expect(deprecated, reason = "it is one of two")]
        other @ Rest::_Old => ::std::format!("{other:?}"),
    })
}
