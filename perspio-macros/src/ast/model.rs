//! The checked model: everything that is printed, with nothing missing.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Attribute, Type};

use super::{Head, Own, Signature, located, located_at_type, text_of};
use crate::duration::Millis;
use crate::path::Part;
use crate::status::Pattern;
use crate::word::{Body, Redirect, Response, Verb};

/// A trait without a mistake.
pub(crate) struct Service<'a> {
    pub(crate) head: &'a Head,
    pub(crate) items: Vec<CheckedItem<'a>>,
}

/// An item of a trait without a mistake.
pub(crate) enum CheckedItem<'a> {
    Endpoint(Box<Endpoint<'a>>),
    Own(&'a Own),
    Kept(&'a TokenStream),
}

/// An endpoint with its rules, the trait's defaults among them.
pub(crate) struct Endpoint<'a> {
    pub(crate) signature: &'a Signature,
    pub(crate) verb: Verb,
    pub(crate) path: Vec<Part>,
    /// Whether it was said, or is so by definition.
    pub(crate) idempotent: bool,
    pub(crate) said_idempotent: bool,
    pub(crate) expect: Vec<Pattern>,
    pub(crate) none: Vec<Pattern>,
    pub(crate) response: Response,
    pub(crate) rules: Rules,
    /// In the order in which they are handed over: the path's first, in the order of the path.
    pub(crate) params: Vec<Param<'a>>,
    pub(crate) success: &'a Type,
    /// As far as the return type names it.
    pub(crate) failure: Option<&'a Type>,
}

/// A parameter and where it goes.
pub(crate) struct Param<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) place: Place,
    /// Those that say whether it is there at all.
    pub(crate) cfgs: &'a [Attribute],
}

/// Where a parameter goes.
#[derive(Clone)]
pub(crate) enum Place {
    Path(String),
    Query(String),
    Header { name: String, secret: bool },
    Body(Body),
}

/// What was declared for one endpoint; what was not is left to the runtime.
pub(crate) struct Rules {
    pub(crate) retry: Option<Retry>,
    pub(crate) timeout: Option<Millis>,
    pub(crate) deadline: Option<Millis>,
    pub(crate) redirect: Option<Redirect>,
    pub(crate) headers: Vec<Pair>,
    pub(crate) query: Vec<Pair>,
}

/// A header or query pair with a fixed value.
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) secret: bool,
}

/// How an endpoint is sent again.
pub(crate) enum Retry {
    Never,
    Keys {
        attempts: Option<u32>,
        base: Option<Millis>,
        throttle_base: Option<Millis>,
        cap: Option<Millis>,
        max_wait: Option<Millis>,
        on: Vec<Pattern>,
    },
}

impl Param<'_> {
    /// Where a complaint about the value is shown.
    pub(crate) fn span(&self) -> Span {
        located(self.name.span())
    }
}

impl Endpoint<'_> {
    /// The name of the method without `r#`.
    pub(crate) fn name(&self) -> String {
        text_of(&self.signature.name)
    }

    /// Where a complaint about the error type is shown.
    pub(crate) fn failure_span(&self) -> Span {
        self.failure.map_or_else(Span::call_site, located_at_type)
    }

    /// Where a complaint about the success type is shown.
    pub(crate) fn success_span(&self) -> Span {
        located_at_type(self.success)
    }
}
