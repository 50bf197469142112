//! Methods with a body of their own, and constants.

use super::prelude::*;

/// Nothing at all.
#[endpoints]
pub trait Empty {}

/// No endpoint, and every receiver that leaves the trait as it is.
#[endpoints]
pub trait Receivers: Sends + Syncs {
    /// None.
    #[must_use]
    fn none() -> u8 {
        1
    }
    /// A value that is changed.
    #[must_use]
    fn value(mut self) -> Self
    where
        Self: Sizes + Changed,
    {
        self.change();
        self
    }
    /// A box.
    #[must_use]
    fn boxed(self: Boxed<Self>) -> Boxed<Self> {
        self
    }
    /// A reference to a pointer.
    fn shared(self: &Shared<Self>) -> usize {
        Shared::strong_count(self)
    }
    /// A pinned reference.
    #[must_use]
    fn pinned(self: Pinned<&mut Self>) -> u8 {
        2
    }
}

/// Something that can be changed.
pub trait Changed {
    /// Changes it.
    fn change(&mut self);
}

/// The same receivers, in futures.
#[endpoints]
pub trait AsyncReceivers: Sends + Syncs {
    /// None.
    async fn none() -> u8 {
        1
    }
    /// A value that is changed.
    async fn value(mut self) -> Self
    where
        Self: Sizes + Changed,
    {
        self.change();
        self
    }
    /// A box.
    async fn boxed(self: Boxed<Self>) -> Boxed<Self> {
        self
    }
    /// A counted pointer.
    async fn shared(self: Shared<Self>, more: Shared<str>) -> usize {
        Shared::strong_count(&self) + more.len()
    }
    /// A pinned reference.
    async fn pinned(self: Pinned<&mut Self>, id: &str) -> usize {
        id.len()
    }
    /// A reference that can change it.
    async fn by(&mut self, by: &mut u8) {
        *by += 1;
    }
}

/// Patterns where names could be.
#[endpoints]
pub trait Patterns {
    /// Of every kind.
    async fn own(
        &self,
        Key(text): Key<'_>,
        [first, .., last]: [u8; 3],
        (left @ 0.., _): (u8, u8),
        &shared: &u8,
        mut changed: u8,
        Asset { name }: Asset,
    ) -> usize {
        changed += first + last + left + shared;
        text.len() + name.len() + <usize as Made<u8>>::from(changed)
    }
    /// Those of a plain function.
    fn plain(&self, mut changed: u8, (left, right): (u8, u8)) -> u8 {
        changed += left;
        changed + right
    }
}

/// Everything that `async` bodies do with their way out.
#[endpoints]
pub trait Ways {
    /// Reads.
    #[get("/{id}", none = 404)]
    async fn find(&self, id: u8) -> Outcome<Maybe<u8>>;
    /// Early, late, out of a loop with a name, with `?`, and in a closure.
    async fn own(&self, ids: &[u8]) -> Outcome<u8> {
        let mut ids = ids;
        let found = 'all: loop {
            let [first, rest @ ..] = ids else { return Good(0) };
            ids = rest;
            if let Just(found) = self.find(*first).await? {
                break 'all found;
            }
        };
        let add = |more: u8| found.wrapping_add(more);
        match add(1) {
            0 => Bad(self.find(0).await.err().unwrap_or_else(|| self.fault())),
            found => Good(found),
        }
    }
    /// A fault.
    fn fault(&self) -> Fault {
        loop {
            ::core::hint::spin_loop();
        }
    }
    /// An object by coercion, early and late.
    async fn object(&self, early: u8) -> Boxed<dyn Calls(u8) -> u8 + Sends> {
        if let 1.. = early {
            return Boxed::new(move |id| id + early);
        }
        Boxed::new(|id| id)
    }
    /// A type without a name.
    async fn unnamed(&self) -> impl Calls(u8) -> u8 + Sends {
        |id| id
    }
}

/// Constants of every kind, and what is done with them.
#[endpoints]
pub trait Constants {
    /// Of another one.
    const PAGE: usize = Self::FIRST + size_of_asset();
    /// The other one.
    const FIRST: usize = 1;
    /// With the name of the client's.
    const ENDPOINTS: u8 = 0;
    /// With the name of an endpoint's.
    const __GET: &'static str = "pump";
    /// A function.
    const CHECK: fn(&str) -> usize = str::len;
    /// Reads.
    #[get("/{id}")]
    async fn get(&self, id: &str) -> Outcome<()>;
    /// Uses them.
    async fn own(&self) -> Outcome<usize> {
        self.get(Self::__GET).await?;
        let length = (Self::CHECK)(Self::__GET);
        Good(Self::PAGE + length + <usize as Made<u8>>::from(<Self as Constants>::ENDPOINTS))
    }
    /// Generic over a constant.
    fn row<const N: usize>(&self) -> [usize; N] {
        [Self::FIRST; N]
    }
}

const fn size_of_asset() -> usize {
    ::core::mem::size_of::<Asset>()
}
