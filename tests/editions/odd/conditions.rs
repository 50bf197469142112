//! What is there under one condition and not under another.

use super::prelude::*;

/// One of two traits.
#[endpoints]
#[cfg(any())]
pub trait Either {
    /// Never read.
    #[get("/{nothing}")]
    async fn get(&self, nothing: Missing) -> Missing<()>;
}

/// The other one.
#[cfg(not(any()))]
#[endpoints]
pub trait Either {
    /// One of two methods.
    #[cfg(test)]
    #[get("/test/{id}")]
    async fn get(&self, id: u8) -> Outcome<()>;
    /// The other one, with another receiver's lifetime, type and verb.
    #[cfg(not(test))]
    #[head("/")]
    async fn get<'a>(&'a self, #[query] key: Key<'a>) -> Outcome<()>;
    /// Never there, with a type that is not there either.
    #[cfg(any(windows, unix))]
    #[cfg(any())]
    #[put("/", none = 404)]
    async fn missing(&self, #[body(form)] missing: &Missing) -> Missing<Maybe<Missing>, Missing>;
    /// An own one instead of an endpoint.
    #[cfg(not(any()))]
    async fn instead(&self) -> Outcome<()> {
        Good(())
    }
    /// The endpoint.
    #[cfg(any())]
    #[get("/instead")]
    async fn instead(&self) -> Outcome<()>;
    /// A constant of which there are two.
    #[cfg(test)]
    const TWO: u8 = 1;
    /// The other one.
    #[cfg(not(test))]
    const TWO: u8 = 2;
}

/// Parameters that are there and that are not, in every place but the path.
#[endpoints]
pub trait Parts {
    /// All of them gone.
    #[put("/{id}")]
    async fn gone(
        &self,
        #[cfg(any())]
        #[query]
        gone: Missing,
        id: u8,
        #[header("x-gone")]
        #[cfg(any())]
        header: Missing,
        #[cfg(any())]
        #[body]
        body: &Missing,
    ) -> Outcome<()>;
    /// Two in one place.
    #[put("/{id}")]
    async fn either(
        &self,
        #[query]
        #[cfg(test)]
        page: u8,
        #[cfg(not(test))]
        #[query]
        page: &str,
        #[cfg(test)]
        #[body]
        body: &Asset,
        id: u8,
        #[cfg(not(test))]
        #[body(text)]
        body: &str,
    ) -> Outcome<()>;
    /// In a method of its own.
    async fn own(&self, #[cfg(any())] gone: Missing, #[cfg(not(any()))] id: u8) -> Outcome<()> {
        self.gone(id).await
    }
}

/// Attributes under a condition, none of which is a condition.
#[cfg_attr(not(any()), doc = "Documented under it.")]
#[endpoints]
#[cfg_attr(not(any()), allow(non_camel_case_types), doc = "And after it.")]
#[cfg_attr(any(), missing)]
pub trait conditional_attributes {
    #[cfg_attr(not(any()), doc = "All there is.", allow(non_snake_case))]
    #[cfg_attr(any(), missing)]
    #[get("/")]
    async fn Get(&self) -> Outcome<()>;
}

/// With no method under this condition.
#[endpoints]
pub trait NothingLeft {
    /// Only there for tests that there are none of.
    #[cfg(any())]
    #[get("/")]
    async fn get(&self) -> Outcome<()>;
}
