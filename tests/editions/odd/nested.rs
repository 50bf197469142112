//! Places where a trait can stand, and who can see it there.

use super::prelude::*;

/// Seen by everybody, in a module that is not the root.
pub mod inner {
    pub(super) use super::Outcome;
    use super::endpoints;

    /// By the module above.
    #[endpoints]
    pub(super) trait Above {
        #[get("/")]
        async fn get(&self) -> Outcome<()>;
    }

    /// By the crate.
    #[endpoints]
    pub(crate) trait Crate {
        #[get("/")]
        async fn get(&self) -> Outcome<()>;
    }

    /// By a module that is named.
    #[endpoints]
    pub(in super::super) trait Named {
        #[get("/")]
        async fn get(&self) -> Outcome<()>;
    }
}

/// Through a path to the runtime that begins here, above, and at the root.
#[endpoints(crate = self::paths::runtime, client = FromHere)]
pub trait Paths {
    /// Reads.
    #[get("/")]
    async fn get(&self) -> Outcome<()>;
}

/// Other paths to it.
pub mod paths {
    use super::Outcome;
    pub use super::vendored::runtime;

    /// From above.
    #[runtime::endpoints(crate = super::super::prelude::vendored::runtime, boxed)]
    pub trait Above {
        /// Reads.
        #[get("/")]
        async fn get(&self, #[query] page: &u8) -> Outcome<()>;
    }

    /// From the root.
    #[self::runtime::endpoints(crate = crate::given::vendored::runtime, local, boxed)]
    pub trait Root {
        /// Reads.
        #[get("/")]
        async fn get(&self, #[query] page: &u8) -> Outcome<()>;
    }
}

/// A trait of a function, in its body, in a block, in a constant, in a closure, in the length of an array.
#[must_use]
pub fn everywhere(client: ::perspio_runtime::Client) -> impl Sends {
    #[endpoints(path = "/body")]
    trait InBody {
        #[get("/")]
        async fn get(&self) -> Outcome<()>;
    }
    impl Writes for InBodyClient {
        fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Either<S::Ok, S::Error> {
            serializer.serialize_unit()
        }
    }
    let length = [0; {
        #[endpoints]
        trait InLength {
            #[get("/")]
            async fn get(&self) -> Outcome<()>;
        }
        InLengthClient::ENDPOINTS.len()
    }];
    let in_closure = move || {
        #[endpoints]
        trait InClosure {
            #[get("/{body}")]
            async fn get(&self, body: InBodyClient) -> Outcome<()>;
        }
        async move {
            let body = InBodyClient::new(client.clone());
            body.get().await?;
            InClosureClient::new(client).get(body).await
        }
    };
    (length, in_closure())
}

/// In a constant without a name.
const _: () = {
    /// Seen by nobody.
    #[endpoints]
    #[allow(dead_code, reason = "nobody sees it")]
    trait InConstant {
        #[get("/")]
        async fn get(&self) -> Outcome<()>;
    }
};

/// Something that has a method.
pub struct Host(pub ::perspio_runtime::Client);

impl Host {
    /// A trait in a method, in a future, that is given what the method was given.
    ///
    /// # Errors
    /// As the call.
    pub async fn call(&self, id: &str) -> Outcome<u8> {
        #[endpoints]
        trait InMethod {
            #[get("/{id}")]
            async fn get(&self, id: &str) -> Outcome<u8>;
            async fn own(self, id: &str) -> Outcome<u8>
            where
                Self: Sizes + Syncs,
            {
                self.get(id).await
            }
        }
        InMethodClient::from_client(&self.0).own(id).await
    }
}

/// Makes a client of whatever is made of one.
trait FromClient: Made<::perspio_runtime::Client> {
    fn from_client(client: &::perspio_runtime::Client) -> Self {
        <Self as Made<_>>::from(client.clone())
    }
}

impl<T: Made<::perspio_runtime::Client>> FromClient for T {}

/// Uses what only this module sees.
#[must_use]
pub fn seen(client: &::perspio_runtime::Client) -> impl Sends {
    use self::inner::{Above, AboveClient, Crate, CrateClient, Named, NamedClient};
    let clients =
        (AboveClient::from_client(client), CrateClient::from_client(client), NamedClient::from_client(client));
    async move { (clients.0.get().await, clients.1.get().await, clients.2.get().await) }
}
