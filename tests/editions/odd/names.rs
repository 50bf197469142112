//! Names that something else has, or that could be taken for something else.

use super::prelude::*;

/// A keyword wherever a name can be.
#[endpoints(path = "/{struct}")]
pub trait r#Type {
    /// The placeholder has no `r#`.
    #[get("/{type}/{async}/{try}")]
    async fn r#match(&self, r#struct: u8, r#type: u8, r#async: u8, r#try: u8) -> Outcome<()>;
    /// Neither has the name of a query.
    #[get("/{dyn}")]
    async fn r#gen(
        &self,
        r#struct: u8,
        #[path("dyn")] key: u8,
        #[query] r#in: u8,
        #[query("ref")] r#ref: u8,
    ) -> Outcome<()>;
}

/// A type parameter that is a keyword.
#[endpoints(client = r#Final)]
pub trait RawGenerics {
    /// Reads what is asked for.
    #[get("/{become}")]
    #[expect(non_camel_case_types, reason = "keywords are in lower case")]
    async fn r#await<r#virtual: Reads>(&self, r#become: &str) -> Outcome<r#virtual>;
}

/// Everything that a call is made of is a parameter.
#[endpoints]
pub trait Parameters {
    /// All at once.
    #[put("/{path}/{url}/{self_}")]
    async fn put(
        &self,
        path: u8,
        url: &str,
        self_: u8,
        #[query] query: u8,
        #[query] client: u8,
        #[query] call: u8,
        #[query] endpoint: u8,
        #[query] core: u8,
        #[query] std: u8,
        #[query] error: u8,
        #[query] future: u8,
        #[query] perspio_runtime: u8,
        #[header("x-header")] header: u8,
        #[body] body: &Asset,
    ) -> Outcome<()>;
}

/// The name that a conditional parameter makes the expansion use.
#[endpoints]
pub trait Steps {
    /// Three of them.
    #[get("/{__call}")]
    async fn get(
        &self,
        __call: u8,
        #[cfg(not(any()))]
        #[query]
        __client: u8,
        #[query] __private: u8,
    ) -> Outcome<()>;
}

/// Parameters that look unused, but are sent.
#[endpoints]
pub trait Underscores {
    /// Even this one has a name.
    #[get("/{_id}/{__}")]
    async fn get(&self, _id: u8, __: u8, #[query] _page: u8) -> Outcome<()>;
}

/// Methods with the names of what the client, its traits and a call have.
#[endpoints]
pub trait Methods {
    /// As the constructor.
    #[get("/new")]
    async fn new(&self) -> Outcome<()>;
    /// As that of `From`.
    #[get("/from")]
    async fn from(&self) -> Outcome<()>;
    /// As that of `Clone`.
    #[get("/clone")]
    async fn clone(&self) -> Outcome<()>;
    /// As that of `Debug`.
    #[get("/fmt")]
    async fn fmt(&self) -> Outcome<()>;
    /// As that of `Drop`.
    #[get("/drop")]
    async fn drop(&self) -> Outcome<()>;
    /// As that of `Default`.
    #[get("/default")]
    async fn default(&self) -> Outcome<()>;
    /// As that of a call.
    #[get("/call")]
    async fn call(&self) -> Outcome<()>;
    /// As a step of a call.
    #[get("/path/{path}")]
    async fn path(&self, path: &str) -> Outcome<()>;
    /// As the end of a call.
    #[get("/json")]
    async fn json(&self) -> Outcome<()>;
    /// As the runtime's door.
    #[get("/private")]
    async fn __private(&self) -> Outcome<()>;
    /// As the table, in small letters.
    #[get("/endpoints")]
    async fn endpoints(&self) -> Outcome<()>;
}

/// Methods whose constants would all be called the same.
#[endpoints]
#[allow(non_snake_case, reason = "case is all that tells them apart")]
pub trait Cases {
    /// Small.
    #[get("/1")]
    async fn get(&self) -> Outcome<()>;
    /// Tall.
    #[get("/2")]
    async fn Get(&self) -> Outcome<()>;
    /// Capital.
    #[get("/3")]
    async fn GET(&self) -> Outcome<()>;
    /// As the number of the second.
    #[get("/4")]
    async fn get_1(&self) -> Outcome<()>;
    /// As the constant of the first.
    #[get("/5")]
    async fn __GET(&self) -> Outcome<()>;
}

/// The client has two of its names.
#[endpoints]
pub trait Client {
    /// Reads.
    #[get("/")]
    async fn client(&self) -> Outcome<()>;
}

/// A trait as that of the futures which its methods return.
#[endpoints(client = Output)]
pub trait Future {
    /// Reads.
    #[get("/")]
    async fn future(&self) -> Outcome<()>;
}

/// A bound that the futures have.
#[endpoints(client = Sync)]
pub trait Send {
    /// Sends.
    #[post("/", idempotent)]
    async fn send(&self) -> Outcome<()>;
}

/// A letter that is in no ASCII table, in every name but that of the placeholder.
#[endpoints]
pub trait Größen {
    /// Of a thing.
    #[get("/{groesse}")]
    async fn größe(&self, #[path("groesse")] größe: u8, #[query("laenge")] länge: u8) -> Outcome<()>;
    /// In the placeholder as well.
    #[get("/{höhe}")]
    async fn höhe(&self, höhe: u8) -> Outcome<()>;
}

/// A name that starts and ends with what others are made of.
#[endpoints(client = __)]
#[expect(non_camel_case_types, reason = "it is all underscores and small letters")]
pub trait __self_ {
    /// Reads.
    #[get("/")]
    async fn __(&self) -> Outcome<()>;
}
