//! The attributes of an error enum and of its variants: `#[status(..)]` and `#[other]`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Meta, Path};

use super::args;
use super::slot::Slot;
use super::value::{self, Patterns};
use crate::ctxt::Ctxt;
use crate::symbol::{CRATE, ENUM_KEYS, OTHER, STATUS};

/// What a variant stands for.
pub(crate) enum Meaning {
    /// The answers with these statuses.
    Statuses(Patterns),
    /// Every other error. The name of the attribute.
    Other(TokenStream),
    /// It cannot be read; the error is reported.
    Broken,
}

impl Meaning {
    /// Reads the attributes of the variant called `variant`.
    pub(crate) fn read(cx: &mut Ctxt, attributes: &[Attribute], variant: &impl ToTokens) -> Self {
        let mut ours = attributes.iter().filter(|attribute| is_ours(attribute.path()));
        let Some(first) = ours.next() else {
            let name = variant.to_token_stream();
            cx.error(
                variant,
                format_args!(
                    "`{name}` has neither `#[status(..)]` nor `#[other]`\n\
                     note: `#[status(409)]` says what it stands for, and `#[other]` that it takes every other error"
                ),
            );
            return Self::Broken;
        };
        if let Some(second) = ours.next() {
            let message = match (*first.path() == OTHER, *second.path() == OTHER) {
                (true, true) => "`other` is given twice",
                (false, false) => "`status` is given twice; a list is written `#[status([409, 422])]`",
                _ => "`#[status(..)]` and `#[other]` exclude each other",
            };
            cx.error(second.path(), message);
            return Self::Broken;
        }
        if *first.path() == OTHER { Self::other(cx, first) } else { Self::statuses(cx, first) }
    }

    /// `#[other]`
    fn other(cx: &mut Ctxt, attribute: &Attribute) -> Self {
        if !matches!(attribute.meta, Meta::Path(_)) {
            cx.error(&attribute.meta, format_args!("`{}` stands alone, without a value", OTHER.name));
        }
        Self::Other(attribute.path().to_token_stream())
    }

    /// `#[status(409)]`, `#[status(4xx)]` or `#[status([409, 422])]`
    fn statuses(cx: &mut Ctxt, attribute: &Attribute) -> Self {
        let Some(tokens) = args::inside(cx, attribute, STATUS.usage) else {
            return Self::Broken;
        };
        let Some(pieces) = args::commas(cx, tokens) else {
            return Self::Broken;
        };
        match pieces.as_slice() {
            [] => cx.error(&attribute.meta, format_args!("`{}` is written `{}`", STATUS.name, STATUS.usage)),
            [only] => return value::pattern_list(cx, only, STATUS.name).map_or(Self::Broken, Self::Statuses),
            [_, second, ..] => {
                cx.error(second, "`status` takes one pattern or a list; a list is written `#[status([409, 422])]`");
            }
        }
        Self::Broken
    }
}

/// Whether an attribute is one of the derive's.
pub(crate) fn is_ours(path: &Path) -> bool {
    *path == STATUS || *path == OTHER
}

/// `#[status(crate = path::to::runtime)]` on the enum itself
pub(crate) fn runtime_of_enum(cx: &mut Ctxt, attributes: &[Attribute]) -> Slot<Path> {
    let mut runtime = Slot::Unset;
    for attribute in attributes {
        if *attribute.path() == OTHER {
            cx.error(attribute.path(), "`#[other]` goes on a variant");
        }
        if *attribute.path() != STATUS {
            continue;
        }
        let Some(tokens) = args::inside(cx, attribute, CRATE_ON_ENUM) else {
            continue;
        };
        if tokens.is_empty() {
            cx.error(&attribute.meta, format_args!("`status` on the enum is written `{CRATE_ON_ENUM}`"));
        }
        for item in args::split(cx, tokens) {
            match item {
                args::Item::Named(arg) if arg.name == CRATE => {
                    runtime.fill(cx, &arg, |cx, arg| value::path(cx, arg, CRATE));
                }
                args::Item::Named(arg) => args::unknown(cx, &arg.name, "`#[status]` on an enum", ENUM_KEYS),
                args::Item::Other(tokens) => {
                    cx.error(tokens, "statuses go on the variants; on the enum, `status` takes `crate = ..` alone");
                }
            }
        }
    }
    runtime
}

const CRATE_ON_ENUM: &str = "#[status(crate = path::to::runtime)]";
