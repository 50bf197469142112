//! Attributes: documentation, lints, deprecation, and the ways to write ours.

use super::prelude::*;

#[doc = "Documentation in every form."]
#[doc(alias = "papers")]
#[endpoints]
/** On several
lines. */
pub trait Documented {
    //! From within.

    /** A block. */
    #[get("/block")]
    async fn block(&self) -> Outcome<()>;
    #[doc = concat!("Made of ", "two.")]
    #[doc(alias = "2")]
    #[get("/made")]
    async fn made(&self) -> Outcome<()>;
    /// Before the verb, with a list at the end:
    ///
    /// - one
    /// - two
    #[get("/{both}")]
    /// And after it, with `{braces}`, "quotes" and a \ at the end.
    async fn both(&self, both: u8) -> Outcome<()>;
    #[doc(hidden)]
    #[get("/hidden")]
    async fn hidden(&self) -> Outcome<()>;
    #[doc = include_str!("included.md")]
    #[get("/included")]
    async fn included(&self) -> Outcome<()>;
}

/// The expansion documents what the user does not.
#[endpoints]
#[doc(hidden)]
pub trait Undocumented {
    #[get("/")]
    async fn get(&self) -> Outcome<()>;
}

/// Deprecated as a whole.
#[endpoints]
#[deprecated(since = "0.1.0", note = "it is old")]
pub trait Old {
    /// Reads.
    #[get("/")]
    async fn get(&self) -> Outcome<()>;
}

/// Deprecated in parts.
#[endpoints]
pub trait Aging {
    /// Without a note.
    #[deprecated]
    #[get("/")]
    async fn get(&self) -> Outcome<()>;
    /// With one, and a type that is deprecated too.
    #[deprecated = "use nothing"]
    #[allow(deprecated, reason = "both are old")]
    #[post("/", idempotent)]
    async fn put(&self, #[body] body: Aged) -> Outcome<Aged>;
    /// Uses it.
    #[expect(deprecated, reason = "it is what is tried")]
    async fn own(&self) -> Outcome<()> {
        self.get().await
    }
}

/// Something old.
#[deprecated]
pub type Aged = u8;

/// Every level that a lint can have.
#[endpoints]
#[allow(non_snake_case, reason = "names are not what is tried")]
#[warn(unused)]
#[deny(clippy::style)]
#[forbid(unsafe_code)]
#[expect(non_camel_case_types, reason = "the client has such a name as well")]
pub trait lint_levels {
    /// Expected where it is.
    #[expect(non_snake_case, reason = "it is what is tried")]
    #[get("/", none = 404)]
    async fn Expected(&self, #[query] page: Maybe<&Text>) -> Outcome<Maybe<Maybe<u8>>>;
    /// Allowed where it is.
    #[allow(clippy::option_option, unused, reason = "it is what is tried")]
    #[warn(clippy::all)]
    #[get("/", none = 404)]
    async fn Allowed(&self, #[query] Page: u8) -> Outcome<Maybe<Maybe<u8>>>;
    /// From within.
    async fn Own(&self) {
        #![allow(unused_variables)]
        let unused = 5;
    }
}

/// What has to be used.
#[endpoints]
#[must_use = "a trait can have one"]
pub trait Used {
    /// As every future.
    #[must_use]
    #[get("/1")]
    async fn get(&self) -> Outcome<()>;
    /// With a reason.
    #[get("/2")]
    #[must_use = "it costs"]
    async fn find(&self) -> Outcome<()>;
    /// An own one, with what the compiler is told.
    #[inline]
    #[must_use]
    async fn own(&self) -> u8 {
        5
    }
}

as_it_is! {
/// Unlike any formatter would have it.
#[endpoints ( path="/x" ,query( "a"="1", ) ,
    header("X-A"="1",),header ( "X-B" = "2" , secret , ) , retry(attempts=2,) , )]
pub trait Spaced {
    #[ get ( "/" , timeout = "5s" , none=[ 404,410 , ] , expect=[200 , 201..=203,] , ) ]
    /// Reads.
    async fn get(&self,) -> Outcome<Maybe<u8,>,>;
    /// Writes.
    #[
        put
        (
            "/{id}"
        )
    ]
    async
    fn put ( & self , #[ path ( "id" , ) ] key : u8 , # [ body ( form ) ] body : & Asset , ) -> Outcome < ( ) > ;
}
}

/// Arguments of nothing.
#[endpoints()]
pub trait Bare {
    /// Nothing in the way of it.
    #[get("/", header("x-empty" = ""), query("empty" = ""))]
    async fn get(&self, #[query()] page: u8) -> Outcome<()>;
}

/// Literals that are not what they look like.
#[endpoints(path = r#"/raw"#, timeout = "\x31s", query("quote" = "\"&\u{e9}\n"), header("x-quote" = r##"a"#b"##))]
pub trait Literals {
    /// Continued on the next line.
    #[get(
        "/a\
         /\u{62}/{id}"
    )]
    async fn get(&self, #[path("\u{69}d")] id: u8, #[header(r"X-Raw")] raw: u8) -> Outcome<()>;
}

as_it_is! {
/// Two traits on a line.
#[endpoints] pub trait One { /** 1. */ #[get("/")] async fn one(&self) -> Outcome<()>; } /** 2. */ #[endpoints] pub trait Two { /** 2. */ #[get("/")] async fn two(&self) -> Outcome<()>; }
}
