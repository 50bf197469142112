//! Which of the user's attributes stand elsewhere as well.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Meta};

use crate::tokens::{Phrase, commas};

/// The attributes that set the level of a lint, and can be repeated.
const LEVELS: [&str; 4] = ["allow", "warn", "deny", "forbid"];

/// For what stands beside the trait: `#[cfg]` and lint levels; and what names a deprecated trait has to be allowed to.
pub(super) fn beside(attributes: &[Attribute]) -> Phrase {
    picked(attributes, &|meta| {
        if meta.path().is_ident("deprecated") { Some(quote!(allow(deprecated))) } else { level_or_cfg(meta) }
    })
}

/// For the implementation of a method, or for a parameter of it: `#[cfg]` and lint levels.
pub(super) fn carried(attributes: &[Attribute]) -> Phrase {
    picked(attributes, &level_or_cfg)
}

/// Those that say whether something is there at all.
pub(super) fn presence(attributes: &[Attribute]) -> Phrase {
    picked(attributes, &|meta| meta.path().is_ident("cfg").then(|| meta.to_token_stream()))
}

/// `#[expect(..)]` becomes `#[allow(..)]`: what is expected of the trait need not occur elsewhere.
fn level_or_cfg(meta: &Meta) -> Option<TokenStream> {
    let Meta::List(list) = meta else {
        return None;
    };
    let name = list.path.get_ident()?.to_string();
    if name == "expect" {
        let lints = &list.tokens;
        return Some(quote!(allow(#lints)));
    }
    (name == "cfg" || LEVELS.contains(&name.as_str())).then(|| meta.to_token_stream())
}

fn picked(attributes: &[Attribute], take: &dyn Fn(&Meta) -> Option<TokenStream>) -> Phrase {
    let metas = attributes.iter().filter_map(|attribute| pick(&attribute.meta, take));
    metas.flat_map(|meta| quote!(#[#meta])).collect()
}

/// What is taken of an attribute; of `cfg_attr(condition, a, b)`, what is taken of those in it.
fn pick(meta: &Meta, take: &dyn Fn(&Meta) -> Option<TokenStream>) -> Option<TokenStream> {
    let list = match meta {
        Meta::List(list) if list.path.is_ident("cfg_attr") => list,
        _ => return take(meta),
    };
    let mut pieces = commas(list.tokens.clone()).into_iter().map(|(piece, _)| piece);
    let condition = pieces.next()?;
    let kept: Vec<_> = pieces.filter_map(|piece| pick(&syn::parse2(piece.to_token_stream()).ok()?, take)).collect();
    (!kept.is_empty()).then(|| quote!(cfg_attr(#condition, #(#kept),*)))
}
