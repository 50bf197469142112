//! Where values go: many of them, in any order, and under any name.

use super::prelude::*;

/// As many as a method can have use for, in no order.
#[endpoints(path = "/{a}/of/{b}")]
pub trait Many {
    /// All the way through the alphabet.
    #[delete("/{c}.{d}-{e}~{f}{g}", idempotent)]
    async fn delete(
        &self,
        #[body] l: &Asset,
        #[header("X-K")] k: u8,
        g: u8,
        #[header("x-j")] j: &str,
        f: u8,
        #[query] i: u8,
        e: u8,
        #[query] h: Maybe<u8>,
        d: u8,
        b: u8,
        #[path("a")] c_: u8,
        c: u8,
    ) -> Outcome<()>;
}

/// Names that the compiler would not have.
#[endpoints(path = "/{tenant-id}")]
pub trait Foreign {
    /// With dashes, dots, digits and capitals; two that differ by case.
    #[get("/{0}/{a.b}/{Id}/{id}")]
    async fn get(
        &self,
        #[path("tenant-id")] tenant: u8,
        #[path("0")] zero: u8,
        #[path("a.b")] dotted: u8,
        #[path("Id")] capital: u8,
        #[path] id: u8,
        #[query("$filter")] filter: u8,
        #[query("a b&c=d")] blank: u8,
        #[query("[]")] many: &[u8],
        #[header("X_Under.Score!")] under: u8,
    ) -> Outcome<()>;
}

/// Every character that a path may hold as it is.
#[endpoints(path = "/.../%20%C3%A4/-._~!$&'()*+,;=:@//")]
pub trait Characters {
    /// In the middle of segments.
    #[get("/a{b}c;d={e},f@{g}:h/")]
    async fn get(&self, b: u8, e: u8, g: u8) -> Outcome<()>;
}

/// A path that is longer than any line.
#[endpoints(
    path = "/a-path-that-does-not-end/a-path-that-does-not-end/a-path-that-does-not-end/a-path-that-does-not-end/{id}/a-path-that-does-not-end/a-path-that-does-not-end/a-path-that-does-not-end/a-path-that-does-not-end/a-path-that-does-not-end"
)]
pub trait Long {
    /// Longer still.
    #[get(
        "/a-path-that-does-not-end/a-path-that-does-not-end/a-path-that-does-not-end/a-path-that-does-not-end/a-path-that-does-not-end/a-path-that-does-not-end/a-path-that-does-not-end/a-path-that-does-not-end/{the_other_id}"
    )]
    async fn get(&self, id: u8, the_other_id: u8) -> Outcome<()>;
}

/// Fixed values: repeated, replaced and secret.
#[endpoints(
    header("x-app" = "odd"),
    header("x-key" = "hidden", secret),
    query("api version" = "2"),
    header("Accept" = "text/plain"),
    query("fixed" = "{i d}")
)]
pub trait Fixed {
    /// One of each is replaced.
    #[get("/{id}", query("api version" = "3"), header("X-App" = "even"), header("x-more" = "{}"), query("=" = "&"))]
    async fn get(&self, id: u8, #[header("x-token", secret)] token: Maybe<&str>) -> Outcome<()>;
}

/// Types of values that are more than a name.
#[endpoints]
pub trait Typed {
    /// A tuple, an array, a pointer, a projection, a type in parentheses, a map and a type of the trait itself.
    #[put("/{array}/{pointer}")]
    async fn put(
        &self,
        array: <[u8; 1] as ::core::ops::Index<usize>>::Output,
        pointer: Shared2<'_>,
        #[query] pairs: &[(&str, u8)],
        #[query] map: &Map<Text, List<u8>>,
        #[query] optional: Maybe<&Asset>,
        #[body] body: &dyn AsJson,
    ) -> Outcome<()>;
}

/// A reference to a reference.
pub type Shared2<'a> = &'a &'a str;

/// Something that is written as JSON, whatever it is.
pub trait AsJson: Syncs {
    /// Its name.
    fn name(&self) -> &str;
}

impl Writes for dyn AsJson + '_ {
    fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Either<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
