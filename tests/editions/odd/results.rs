//! What methods return, and which statuses mean what.

use super::prelude::*;

/// One more way to write the same.
pub type Reversed<T, const N: usize = 0, E = Fault> = Either<T, E>;

/// Nothing but a success type.
pub mod aliases {
    /// A result of this module.
    pub type Result<T> = super::Outcome<T>;
}

/// Return types that end in the success type by different ways.
#[endpoints]
pub trait Aliases {
    /// With a lifetime before it.
    #[get("/1")]
    async fn lent(&self) -> Lent<'_, Cow<'_, str>>;
    /// From another module.
    #[get("/2")]
    async fn nested(&self) -> aliases::Result<u8>;
    /// With an error of its own.
    #[get("/3")]
    async fn own(&self) -> Outcome<(), Boxed<Fault>>;
    /// By the whole path.
    #[get("/4")]
    async fn whole(&self) -> ::core::result::Result<u8, Fault>;
    /// By the runtime's.
    #[get("/5")]
    async fn runtime(&self) -> vendored::runtime::Result<u8>;
}

/// Success types of every shape.
#[endpoints]
pub trait Shapes {
    /// A pair of an array and a map.
    #[get("/1")]
    async fn pair(&self) -> Outcome<([u8; 3], Map<Text, List<(u8, Text)>>)>;
    /// All that can be around it.
    #[get("/2", none = [404, 410])]
    async fn around(&self) -> Outcome<Answer<Maybe<List<Maybe<Asset>>>>>;
    /// A pointer.
    #[get("/3")]
    async fn pointer(&self) -> Outcome<Boxed<Asset>>;
    /// `null` or nothing.
    #[get("/4", none = 404)]
    async fn unit(&self) -> Outcome<Maybe<()>>;
    /// A tuple of one.
    #[get("/5")]
    async fn one(&self) -> Outcome<(Asset,)>;
    /// A head has no body.
    #[head("/6", none = [400..=428, 430..=499])]
    async fn head(&self) -> Outcome<Answer<Maybe<()>>>;
}

/// How a body is read, alone and with everything around it.
#[endpoints]
pub trait Readings {
    /// Text.
    #[get("/1", response = text)]
    async fn text(&self) -> Outcome<Text>;
    /// Text, or none.
    #[get("/2", response = text, none = 404)]
    async fn some_text(&self) -> Outcome<Answer<Maybe<Text>>>;
    /// Bytes.
    #[get("/3", response = bytes, none = 404)]
    async fn some_bytes(&self) -> Outcome<Maybe<Bytes>>;
    /// Bytes, with their head.
    #[get("/4", response = bytes)]
    async fn bytes(&self) -> Outcome<Answer<Bytes>>;
    /// A stream, after which there is nothing.
    #[get("/5", response = stream, none = 404)]
    async fn flow(&self) -> Outcome<Maybe<BodyStream>>;
    /// JSON, said.
    #[get("/6", response = json)]
    async fn json(&self) -> Outcome<u8>;
    /// Nothing, in two ways.
    #[get("/7", response = text)]
    async fn nothing(&self) -> Outcome<Answer<()>>;
}

/// Statuses in every form, and all verbs.
#[endpoints(retry(on = [429, 5xx]), redirect = never)]
pub trait Statuses {
    /// A class, in capitals.
    #[get("/1", expect = 2XX, none = 4xx, retry(on = [500]))]
    async fn class(&self) -> Outcome<Maybe<()>>;
    /// Ranges, next to each other.
    #[head("/2", expect = [200..=200, 201..=203, 204], none = [404..=407, 410], retry(on = [429]))]
    async fn ranges(&self) -> Outcome<Maybe<()>>;
    /// A status that is no error here.
    #[post("/3", not_idempotent, expect = [200], none = [409], retry = never)]
    async fn none(&self) -> Outcome<Maybe<u8>>;
    /// A list of one.
    #[put("/4", not_idempotent, expect = [201], retry(on = 429..=429, attempts = 2))]
    async fn one(&self) -> Outcome<()>;
    /// What is usual, said.
    #[patch("/5", idempotent, expect = 2xx, retry(attempts = 4294967295, on = [429, 500..=599], cap = "1.5s", base = "0.001s"))]
    async fn usual(&self) -> Outcome<()>;
    /// Unlike its verb.
    #[delete("/6", not_idempotent, redirect = any_origin, timeout = "0.5m", deadline = "1h")]
    async fn delete(&self) -> Outcome<()>;
}
