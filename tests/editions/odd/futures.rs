//! Futures in boxes, and futures that stay where they are.

use super::prelude::*;

/// Used as an object, in every place where one can stand.
#[endpoints(boxed)]
pub trait Object: Sends + Syncs + Debugs {
    /// Without a reference.
    #[get("/")]
    async fn list(&self) -> Outcome<List<Asset>>;
    /// With several.
    #[put("/{id}")]
    async fn put(&self, id: &str, #[query] key: Maybe<Key<'_>>, #[body] body: &(dyn AsJson + '_)) -> Outcome<()>;
    /// Left out of objects, as it is generic.
    #[get("/{id}")]
    #[allow(unused_qualifications, reason = "without the prelude there is another `Sized`")]
    async fn get<T>(&self, id: impl Writes + Sends) -> Outcome<T>
    where
        T: Reads,
        Self: ::core::marker::Sized;
    /// An own one, by way of another.
    async fn own(&self, key: &Key<'_>) -> Outcome<usize> {
        Good(self.list().await?.len() + key.0.len())
    }
    /// An own one that takes it away.
    async fn taken(self: Boxed<Self>) -> Outcome<()> {
        Good(())
    }
    /// An own one that shares it.
    async fn shared(self: Shared<Self>, id: &str) -> Outcome<usize> {
        Good(id.len())
    }
}

/// Something that is written as JSON.
pub use super::parameters::AsJson;

/// What it is used for.
pub fn use_objects<'a>(by_reference: &'a dyn Object, by_box: Boxed<dyn Object + 'a>) -> impl Sends + 'a {
    let key = &Key("pump");
    (by_reference.own(key), by_box.taken())
}

/// Parameters of the trait in an object.
#[endpoints(boxed)]
pub trait Generic<'c, T: Syncs + 'c, const N: usize>: Syncs
where
    T: Reads + Sends,
{
    /// Reads.
    #[get("/{id}")]
    async fn get(&self, id: &'c str) -> Outcome<T>;
    /// Holds what it was given.
    async fn own(&self, id: &str, kept: T) -> Outcome<(T, usize)> {
        Good((kept, id.len() + N))
    }
}

/// Those as an object.
pub type AnyGeneric<'a> = dyn Generic<'a, Asset, 3> + 'a;

/// Futures that stay on their thread.
#[endpoints(local)]
pub trait Staying {
    /// With a value that cannot be sent.
    #[get("/{id}")]
    async fn get<I: Writes>(&self, id: &I) -> Outcome<u8>;
    /// Counted on one thread.
    async fn own(self: Local<Self>, more: Local<str>) -> usize {
        Local::strong_count(&self) + more.len()
    }
    /// Of a type that need not be sent either.
    async fn any<T>(&self, value: T, by: &dyn Calls(&T) -> u8) -> Outcome<u8> {
        let before = by(&value);
        Good(before + self.get(&before).await?)
    }
}

/// Both.
#[endpoints(local, boxed)]
pub trait StayingObject {
    /// With references.
    #[get("/{id}")]
    async fn get(&self, id: &str, #[query] of: &[&str]) -> Outcome<u8>;
    /// With what cannot be sent.
    async fn own(&self, more: Local<str>) -> Outcome<u8> {
        self.get(&more, &[&*more]).await
    }
}

/// A future that can be held across threads, whatever it is a future of.
pub fn sendable<'a, I: Writes + Syncs>(client: &'a impl super::generics::HigherRanked, id: &'a I) -> impl Sends + 'a
where
    for<'x> &'x I: Writes,
{
    client.get(id)
}

/// Doubles by hand, with `async` where the futures have no boxes.
#[derive(Clones, Debugs)]
pub struct Double;

impl super::defaults::Ways for Double {
    async fn find(&self, id: u8) -> Outcome<Maybe<u8>> {
        Good(Just(id))
    }
}

impl StayingObject for Double {
    fn get<'a>(&'a self, _: &'a str, _: &'a [&'a str]) -> ::perspio_runtime::LocalBoxFuture<'a, Outcome<u8>> {
        Boxed::pin(async { Good(5) })
    }
}
