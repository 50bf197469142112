//! Bodies that end in unusual ways, and attributes that hide others.

use super::prelude::*;

/// Returns from within a macro.
macro_rules! give {
    ($value:expr) => {
        return $value
    };
}

/// One with braces.
macro_rules! five {
    () => {
        5
    };
}

/// Bodies without an end.
#[endpoints]
pub trait Endless: Syncs {
    /// In a loop.
    async fn forever(&self) -> u8 {
        loop {
            ::core::future::pending::<()>().await;
        }
    }
    /// In a panic, after something else.
    async fn panics(&self) -> Outcome<u8> {
        let number = 1;
        ::core::unreachable!("{number}", number = number)
    }
    /// In a return.
    #[allow(clippy::needless_return)]
    async fn returns(&self) -> u8 {
        return 5;
    }
    /// In the arms of a match.
    #[allow(clippy::needless_return, clippy::match_single_binding)]
    async fn arms(&self, of: u8) -> u8 {
        match of {
            0 => return 1,
            _ => return 2,
        }
    }
}

/// What is coerced, wherever it comes from.
#[endpoints]
pub trait Objects: Syncs {
    /// Early, out of a macro.
    async fn early(&self, now: u8) -> Boxed<dyn Calls() -> u8 + Sends> {
        if now > 0 {
            give!(Boxed::new(|| 1));
        }
        Boxed::new(|| 2)
    }
    /// Within something else.
    async fn within(&self) -> Either<Boxed<dyn Prints + Sends>, Boxed<dyn ::std::error::Error + Sends>> {
        Good(Boxed::new(1))
    }
    /// Of a macro with braces.
    async fn braces(&self) -> u8 {
        five! {}
    }
    /// With parameters that nobody uses.
    async fn unused(&self, _guard: Text, _: Text, (_, mut number): (Text, u8)) -> u8 {
        number += 1;
        number
    }
}

/// Attributes behind a condition.
#[endpoints]
pub trait Hidden {
    /// Deprecated.
    #[cfg_attr(all(), deprecated)]
    #[get("/old")]
    async fn old(&self) -> Outcome<()>;
    /// Not called as it should be.
    #[cfg_attr(all(), expect(non_snake_case))]
    #[get("/upper")]
    async fn Upper(&self) -> Outcome<()>;
    /// Not there.
    #[cfg_attr(all(), cfg(any()))]
    #[get("/absent")]
    async fn absent(&self, #[query] what: Absent) -> Outcome<()>;
    /// With a word about the result.
    #[cfg_attr(all(), must_use = "or not")]
    #[get("/must")]
    async fn must(&self) -> Outcome<()>;
    /// With eight inputs, as is known.
    #[expect(clippy::too_many_arguments)]
    #[get("/many")]
    async fn many(
        &self,
        #[query] a: u8,
        #[query] b: u8,
        #[query] c: u8,
        #[query] d: u8,
        #[query] e: u8,
        #[query] f: u8,
        #[query] g: u8,
    ) -> Outcome<()>;
}

/// A path that is the trait's alone.
#[endpoints(path = "/assets/v3")]
pub trait Root {
    /// Without the slash.
    #[get("")]
    async fn list(&self) -> Outcome<()>;
}

/// Boxed, with what borrows.
#[endpoints(boxed)]
pub trait Borrowing<T: Reads + Sends + 'static>: Syncs {
    /// In the result.
    #[get("/{id}")]
    async fn text(&self, id: &str) -> Outcome<Cow<'_, str>>;
    /// In a type of a type.
    #[get("/{id}")]
    async fn item(&self, id: <&[&str] as ::core::iter::IntoIterator>::Item) -> Outcome<T>;
    /// With a lifetime of its own.
    #[get("/")]
    async fn tagged<'a>(&self, #[query] tag: Maybe<&'a str>) -> Outcome<T>;
}

/// Constants called as the macros might call what they bind.
#[allow(missing_docs, non_camel_case_types, non_upper_case_globals)]
pub mod constants {
    use super::super::prelude::*;

    pub struct client;
    pub const error: u8 = 1;
    pub const call: u8 = 2;
    pub const __call: u8 = 3;
    pub const future: u8 = 4;
    pub const __output: u8 = 5;

    /// Binds all of them.
    #[endpoints]
    pub trait Bound {
        /// A parameter that is not there.
        #[get("/")]
        async fn read(
            &self,
            #[cfg(not(any()))]
            #[query]
            page: u8,
        ) -> Outcome<u8, Failure>;
    }

    #[derive(Debug, StatusError)]
    pub enum Failure {
        #[status(404)]
        None,
        #[other]
        Other(Fault),
    }
}
