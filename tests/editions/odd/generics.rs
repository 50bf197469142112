//! Parameters that are types and constants, and what they have to fulfil.

use super::prelude::*;

as_it_is! {
/// On methods, in every place that a bound can have.
#[endpoints]
pub trait Bounds {
    /// In the list, in a `where` clause, and split between both.
    #[get("/{id}")]
    async fn get<I: Writes, T, F>(&self, id: &I, #[query] of: &F) -> Outcome<T>
    where
        for<'x> &'x I: Clones,
        F: ?Sizes + Writes,
        T: Reads + Sends;
    /// A comma at every end.
    #[get("/{id}")]
    async fn find<I,>(&self, id: I,) -> Outcome<(),>
    where
        I: Writes,;
    /// A `where` clause of nothing.
    #[get("/")]
    async fn nothing<>(&self) -> Outcome<()>
    where;
}
}

/// For every lifetime.
#[endpoints]
pub trait HigherRanked {
    /// A reference can be written, and the value itself need not be.
    #[get("/{id}")]
    async fn get<I>(&self, id: &I) -> Outcome<()>
    where
        for<'x> &'x I: Writes;
    /// In the list of parameters.
    #[put("/")]
    async fn put<B: for<'x> AsText<'x> + Writes>(&self, #[body] body: &B) -> Outcome<()>;
}

/// Something with a lifetime to be ranked over.
pub trait AsText<'x> {
    /// The text.
    fn as_text(&'x self) -> &'x str;
}

/// Parameters that may have no size.
#[endpoints]
pub trait Unsized {
    /// In every place.
    #[put("/{id}")]
    async fn put<I: ?Sizes + Writes, Q, B>(&self, id: &I, #[query] q: &Q, #[body] b: &B) -> Outcome<()>
    where
        Q: ?Sizes + Writes,
        B: Writes + ?Sizes;
    /// Slices.
    #[get("/")]
    async fn list(&self, #[query] ids: &[&[&str]], #[query] names: Boxed<str>) -> Outcome<Boxed<[u8]>>;
}

/// Parameters whose types have no name.
#[endpoints]
pub trait Opaque {
    /// With one that has.
    #[post("/{id}", not_idempotent)]
    async fn post<T: Reads>(
        &self,
        id: impl Writes + Copies,
        #[query] page: &(impl Writes + ?Sizes),
        #[header("x-tag")] tag: Maybe<impl Writes>,
        #[body] body: (impl Writes, impl Writes),
    ) -> Outcome<T>;
}

/// A bound of two others.
pub trait Copies: Clones + Debugs {}

/// Constants as parameters of methods.
#[endpoints]
pub trait Counted {
    /// In the success type alone.
    #[get("/{n}")]
    async fn first<const N: usize>(&self, n: u8) -> Outcome<Row<N>>;
    /// In braces.
    #[get("/")]
    async fn four(&self) -> Outcome<Row<{ 2 + 2 }>>;
}

/// So many of something.
#[derive(::serde::Deserialize)]
pub struct Row<const N: usize>(pub List<u8>);

/// Parameters of the trait, with every kind of bound and default.
#[endpoints(path = "/{collection}")]
pub trait Crud<'c, T = Asset, const N: usize = 8>: Sizes
where
    T: Reads + 'c,
{
    /// How many there are on a page.
    const PAGE: usize = N;

    /// One.
    #[get("/{id}")]
    async fn get(&self, collection: &'c str, id: &str) -> Outcome<T>;
    /// Many.
    #[get("/")]
    async fn list(&self, collection: &'c str) -> Outcome<List<T>>;
    /// A constant that depends on a parameter.
    fn page(&self) -> usize {
        Self::PAGE + N
    }
}

/// A parameter that nothing but the trait's own methods use.
#[endpoints]
pub trait Held<H: ?Sizes + Syncs, U = ()> {
    /// Reads.
    #[get("/")]
    async fn get(&self) -> Outcome<()>;
    /// Holds.
    fn hold<'h>(&self, held: &'h H, _: U) -> &'h H {
        held
    }
}

/// Parameters with the names of what generated code is about.
#[endpoints]
pub trait Shadows<Client: Reads, Output: Writes, const ENDPOINTS: usize> {
    /// The same on the method.
    #[put("/{id}")]
    async fn put<Result: Reads, Future: Writes>(&self, id: Output, #[body] body: Future) -> Outcome<(Client, Result)>;
}

/// Each client does what the others need: own traits, those of the language, lifetimes, and one for every lifetime.
#[endpoints]
pub trait Supers: Named + Clones + Debugs + Sends + Syncs + for<'x> Near<'x> + From<u8> + 'static {
    /// Reads.
    #[get("/{name}")]
    async fn get(&self, name: &str) -> Outcome<u8>;
    /// With what the other trait has.
    async fn own(&self) -> Outcome<u8> {
        self.get(self.name()).await
    }
}

/// A trait as the user's own.
pub trait Named {
    /// The name.
    fn name(&self) -> &'static str;
}

/// A trait with a lifetime.
pub trait Near<'x> {
    /// What is lent for it.
    fn near(&self, near: &'x str) -> &'x str;
}

/// A trait with the name of one in the prelude.
pub trait From<T> {
    /// What was given.
    fn given(&self) -> Maybe<T>;
}

impl Named for SupersClient {
    fn name(&self) -> &'static str {
        "pump"
    }
}

impl<'x> Near<'x> for SupersClient {
    fn near(&self, near: &'x str) -> &'x str {
        near
    }
}

impl<T> From<T> for SupersClient {
    fn given(&self) -> Maybe<T> {
        Nothing
    }
}

/// What an implementation has to be, said at the end.
#[endpoints]
pub trait Demanding
where
    Self: Sizes + Sends + Syncs + 'static,
    Asset: Debugs + Clones,
{
    /// Reads.
    #[get("/")]
    async fn get(&self) -> Outcome<Asset>
    where
        Self: Clones;
}
