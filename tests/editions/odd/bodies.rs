//! Bodies of every kind.

use super::prelude::*;

/// Text from whatever is text.
#[endpoints]
pub trait Texts {
    /// A slice, a string, a generic one.
    #[put("/1", response = text)]
    async fn slice(&self, #[body(text)] body: &str) -> Outcome<Text>;
    /// Owned.
    #[put("/2")]
    async fn owned(&self, #[body(text)] body: Text) -> Outcome<()>;
    /// Whatever it is.
    #[put("/3")]
    async fn any<B: Refers<str> + ?Sizes>(&self, #[body(text)] body: &B) -> Outcome<()>;
}

/// Bytes from whatever is bytes.
#[endpoints]
pub trait Raw {
    /// Owned.
    #[post("/1", idempotent, header("content-type" = "image/png"))]
    async fn owned(&self, #[body(bytes)] body: List<u8>) -> Outcome<()>;
    /// Borrowed, with its type.
    #[post("/2", not_idempotent)]
    async fn borrowed(&self, #[body(bytes)] body: &[u8], #[header("Content-Type")] kind: &str) -> Outcome<()>;
    /// Counted.
    #[delete("/3")]
    async fn counted(&self, #[body(bytes)] body: Bytes) -> Outcome<()>;
}

/// Fields.
#[endpoints]
pub trait Fields {
    /// Of a struct.
    #[post("/1", not_idempotent)]
    async fn fields(&self, #[body(form)] body: &Asset) -> Outcome<()>;
    /// Of a list of pairs.
    #[patch("/2", not_idempotent)]
    async fn pairs(&self, #[body(form)] body: [(&str, u8); 2]) -> Outcome<()>;
    /// Of an object.
    #[patch("/3", idempotent)]
    async fn json(&self, #[body(json)] body: Maybe<&Map<Text, Asset>>) -> Outcome<()>;
}

/// What is sent once, or in parts.
#[endpoints]
pub trait Flows {
    /// The answer to one call as the body of another.
    #[put("/1", retry = never)]
    async fn forward(&self, #[body(stream)] body: BodyStream) -> Outcome<()>;
    /// A form by value.
    #[post("/2", not_idempotent)]
    async fn form(&self, #[body(multipart)] form: Form) -> Outcome<Answer<()>>;
    /// A form by reference.
    #[post("/3", not_idempotent, response = stream)]
    async fn lent(&self, #[body(multipart)] form: &Form) -> Outcome<Answer<BodyStream>>;
}
