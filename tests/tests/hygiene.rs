//! The expansion depends on nothing in its caller's scope and adds no warning.
#![deny(warnings, missing_docs, unused_qualifications, unreachable_pub, single_use_lifetimes)]
#![deny(clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]

use perspio_runtime::{Client, ErrorKind, Result, endpoints};

/// A trait as most are.
#[endpoints(path = "/v1")]
pub trait Plain {
    /// With every part.
    #[get("/{id}", none = 404, retry(attempts = 2))]
    async fn find(&self, id: &str, #[query] url: Option<&str>, #[header("x-a")] query: u8) -> Result<Option<u8>>;

    /// With a body and a borrow of its own.
    #[put("/{path}")]
    async fn put<'a>(&self, path: &'a str, #[body] body: &'a str) -> Result<()>;

    /// With more values than clippy likes.
    #[get("/")]
    #[deprecated = "too long"]
    async fn many(
        &self,
        #[query] a: u8,
        #[query] b: u8,
        #[query] c: u8,
        #[query] d: u8,
        #[query] e: u8,
        #[query] f: u8,
        #[query] g: u8,
    ) -> Result<()>;

    /// Only where there is a feature that is not there.
    #[cfg(any())]
    #[get("/{nothing}")]
    async fn absent(&self, nothing: Nothing) -> Result<()>;

    /// Of its own.
    async fn twice(&self, id: &str) -> Result<Option<u8>> {
        self.find(id, None, 1).await?;
        self.find(id, None, 2).await
    }
}

/// Everything that the expansion could mean has another meaning here.
#[allow(dead_code, missing_docs, clippy::pedantic, reason = "the names are what matters")]
pub mod shadowed {
    use ::perspio_runtime::endpoints;

    pub struct Result;
    pub struct Option;
    pub struct String;
    pub struct Vec;
    pub struct Box;
    pub struct Client;
    pub struct Error;
    pub struct Response;
    pub struct Endpoint;
    pub trait Send {}
    pub trait Future {}
    pub trait From {}
    pub trait Clone {}
    pub trait Debug {}
    pub mod core {}
    pub mod std {}
    pub mod perspio_runtime {}
    pub type Outcome<T> = ::perspio_runtime::Result<T>;
    pub const __FIND: u8 = 0;
    #[allow(non_camel_case_types)]
    pub struct u16;

    #[endpoints]
    pub trait Odd {
        #[get("/{type}")]
        async fn find(&self, r#type: ::core::primitive::u8, #[query] client: ::core::primitive::u8) -> Outcome<()>;
        #[post("/", idempotent)]
        async fn r#match(&self, #[body] core: &[::core::primitive::u8]) -> Outcome<::std::vec::Vec<()>>;
        #[get("/new")]
        async fn new(&self) -> Outcome<()>;
        #[get("/clone")]
        async fn clone(&self) -> Outcome<()>;
    }
}

/// Without any prelude.
#[no_implicit_prelude]
pub mod bare {
    /// A trait.
    #[::perspio_runtime::endpoints]
    pub trait Bare {
        /// Reads.
        #[get("/", none = 404)]
        async fn read(&self) -> ::perspio_runtime::Result<::core::option::Option<u8>>;
        /// Of its own.
        async fn again(&self) -> ::perspio_runtime::Result<::core::option::Option<u8>> {
            self.read().await
        }
    }
}

/// The runtime under another name.
pub mod renamed {
    pub(crate) use perspio_runtime as other;

    /// A trait.
    #[other::endpoints(crate = self::other, client = Named)]
    pub trait Renamed {
        /// Reads.
        #[head("/")]
        async fn read(&self) -> other::Result<()>;
    }
}

/// Made by a macro, with names from both sides.
macro_rules! resource {
    ($name:ident, $path:literal, $id:ident: $ty:ty) => {
        #[endpoints(path = $path)]
        trait $name {
            #[get("/{id}")]
            async fn read(&self, #[path("id")] $id: $ty, #[query] page: u32) -> Result<u8>;
        }
    };
}

resource!(Sites, "/sites/v3", site: &str);

fn is_send<T: Send>(value: T) -> T {
    value
}

#[tokio::test]
async fn all_of_them_are_clients_whose_futures_can_be_sent() {
    use bare::Bare;
    use renamed::Renamed;
    use shadowed::Odd;

    let client = Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    let plain = PlainClient::new(client.clone());
    assert_eq!(is_send(plain.find("", None, 1)).await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    assert_eq!(is_send(plain.twice("")).await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    drop(is_send(shadowed::OddClient::new(client.clone()).r#match(&[1])));
    drop(is_send(bare::BareClient::new(client.clone()).again()));
    drop(is_send(renamed::Named::new(client.clone()).read()));
    drop(is_send(SitesClient::new(client).read("a", 1)));
    assert_eq!(PlainClient::ENDPOINTS.len(), 3);
    assert_eq!(shadowed::OddClient::ENDPOINTS[0].to_string(), "GET /{type}");
}
