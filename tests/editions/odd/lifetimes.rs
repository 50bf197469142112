//! Lifetimes with names, without them, and with names that the expansion could want.

use super::prelude::*;

/// On methods: the receiver's, an argument's, the result's.
#[endpoints]
pub trait Explicit {
    /// One for all.
    #[get("/{id}")]
    async fn get<'a>(&'a self, id: &'a str) -> Lent<'a, Cow<'a, str>>;
    /// One that lives longer than the other.
    #[get("/{id}")]
    async fn find<'long: 'short, 'short>(
        &'short self,
        id: &'long str,
        #[query] near: Key<'long>,
    ) -> Lent<'short, Cow<'short, str>>;
    /// One that lives for as long as the program.
    #[get("/{id}")]
    async fn fixed(&self, id: &'static str) -> Outcome<Cow<'static, str>>;
}

/// Left out, in every place where that is legal.
#[endpoints]
pub trait Elided {
    /// In paths, references, tuples and the result.
    #[put("/{id}")]
    async fn put(
        &self,
        id: Key<'_>,
        #[query] q: Maybe<&[Key<'_>]>,
        #[body] b: (&str, &[&str]),
    ) -> Outcome<Cow<'_, str>>;
    /// In an own method that holds all of them.
    async fn both(&self, left: &Key<'_>, right: Cow<'_, str>) -> usize {
        left.0.len() + right.len()
    }
}

/// Names that could be the expansion's.
#[endpoints]
pub trait Taken {
    /// The usual ones.
    #[get("/{id}")]
    async fn get<'future, 'c>(&'c self, id: &'future str) -> Lent<'c, Text>
    where
        'future: 'c;
}

/// The same, where the expansion does want one.
#[endpoints(boxed)]
pub trait TakenAndBoxed<'future_>: Syncs {
    /// The first that comes to mind, and the one after it.
    #[get("/{id}")]
    async fn get<'future>(&self, id: &'future str, #[query] near: &'future_ Key<'future>) -> Outcome<()>;
}

/// Of a trait, where no endpoint names it.
#[endpoints]
pub trait Unnamed<'t> {
    /// Reads.
    #[get("/")]
    async fn get(&self) -> Outcome<()>;
    /// Gives back what was lent.
    fn own(&self, lent: &'t str) -> &'t str {
        lent
    }
}

/// Two of a trait, one within the other.
#[endpoints(boxed)]
pub trait Ordered<'long: 'short, 'short>: Syncs {
    /// Each in its place.
    #[get("/{long}/{short}")]
    async fn get(&self, long: &'long str, short: Maybe<&'short str>) -> Outcome<()>;
    /// The shorter one for both.
    async fn own(&self, long: &'long str, short: &'short str) -> &'short str {
        if short.is_empty() { long } else { short }
    }
}

/// Those of functions are theirs.
#[endpoints(boxed)]
pub trait Functions: Syncs {
    /// As a pointer, as an object, for every lifetime.
    async fn own(
        &self,
        pointer: fn(&str) -> &str,
        object: &(dyn for<'x> Calls(&'x str) -> &'x str + Syncs),
        boxed: Boxed<dyn Calls(&str) -> usize + Sends + '_>,
    ) -> usize {
        boxed(object(pointer("pump")))
    }
}
