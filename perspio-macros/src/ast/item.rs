//! The items of a trait.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, FnModifiers, Token, TraitItem, TraitItemConst, TraitItemFn, TraitItemType, Visibility};

use super::endpoint::Draft;
use super::own::Own;
use super::signature::Signature;
use super::{Head, outer};
use crate::attr::{hides_verb, nearly_verb, verb_of};
use crate::ctxt::Ctxt;
use crate::word::{self, Verb};

/// An item of the trait.
pub(crate) enum Item {
    Endpoint(Box<Draft>),
    /// A method with a body of its own.
    Own(Own),
    /// An item that stays as it is, and that an implementation need not have.
    Kept(TokenStream),
    /// A method that is no endpoint and has no body; the error is reported.
    Invalid(Box<Signature>),
    /// An item that is not supported, but that an implementation has to have; the error is reported.
    Missing(TokenStream),
}

impl Item {
    /// Reads an item; one that is of no use in any form is reported and left out.
    pub(super) fn read(cx: &mut Ctxt, head: &Head, item: TraitItem) -> Option<Self> {
        match item {
            TraitItem::Fn(method) => Some(Self::read_method(cx, head, method)),
            TraitItem::Const(constant) => Some(Self::read_const(cx, head, constant)),
            TraitItem::Type(TraitItemType { ref ident, .. }) => {
                refuse(cx, ident, "associated types");
                Some(Self::Missing(item.into_token_stream()))
            }
            TraitItem::Macro(call) => {
                refuse(cx, &call.mac.path, "macro calls");
                Some(Self::Missing(call.into_token_stream()))
            }
            TraitItem::Verbatim(tokens) => Self::read_verbatim(cx, head, &tokens),
            other => {
                refuse(cx, &other, "items of this kind");
                None
            }
        }
    }

    /// `const RETRIES: u32 = 3;`
    fn read_const(cx: &mut Ctxt, head: &Head, mut constant: TraitItemConst) -> Self {
        refuse_verbs(cx, &mut constant.attrs, "a constant");
        if head.futures.boxed {
            let (name, of_trait) = (&constant.ident, &head.name);
            cx.error(name, format_args!("`{name}` is a constant, so `boxed` could not make `dyn {of_trait}` work"));
        }
        if constant.default.is_some() {
            return Self::Kept(constant.into_token_stream());
        }
        refuse(cx, &constant.ident, "associated constants without a value");
        Self::Missing(constant.into_token_stream())
    }

    /// What syn does not take for a trait item; a method with a visibility is the likely one.
    fn read_verbatim(cx: &mut Ctxt, head: &Head, tokens: &TokenStream) -> Option<Self> {
        let Ok((visibility, method)) = with_visibility.parse2(tokens.clone()) else {
            refuse(cx, tokens, "items of this kind");
            return None;
        };
        cx.error(visibility, "methods of a trait have the visibility of the trait, and none of their own");
        Some(Self::read_method(cx, head, method))
    }

    fn read_method(cx: &mut Ctxt, head: &Head, method: TraitItemFn) -> Self {
        let TraitItemFn { attrs, modifiers, sig, default, semi_token } = method;
        let FnModifiers { defaultness, .. } = &modifiers;
        let (verbs, attrs): (Vec<_>, Vec<_>) =
            attrs.into_iter().map(outer).partition(|attribute| verb_of(attribute.path()).is_some());
        let mut verbs = verbs.into_iter().filter_map(|attribute| Some((verb_of(attribute.path())?, attribute)));
        let name = &sig.ident;
        match (verbs.next(), default) {
            (Some((_, attribute)), Some(body)) => {
                cx.error(
                    attribute.path(),
                    format_args!("`{name}` has a body of its own, so it cannot have a verb\nnote: remove either"),
                );
                Self::Own(Own::read(cx, head, TraitItemFn { attrs, modifiers, sig, default: Some(body), semi_token }))
            }
            (None, Some(body)) => {
                Self::Own(Own::read(cx, head, TraitItemFn { attrs, modifiers, sig, default: Some(body), semi_token }))
            }
            (Some((verb, attribute)), None) => {
                if let Some((other, second)) = verbs.next() {
                    let (verb, other) = (word::Word::name(verb), word::Word::name(other));
                    cx.error(second.path(), format_args!("`{name}` has two verbs, `{verb}` and `{other}`"));
                }
                if let Some(token) = defaultness {
                    cx.error(token, "`default` is not supported on an endpoint");
                }
                Self::Endpoint(Box::new(Draft::read(cx, head, verb, &attribute, attrs, sig)))
            }
            (None, None) => {
                let attrs = without_verb(cx, name, attrs);
                Self::Invalid(Box::new(Signature::read(head, attrs, sig)))
            }
        }
    }
}

/// Takes out endpoints whose name is taken, unless one of the two may not be there.
pub(super) fn remove_doubles(cx: &mut Ctxt, items: &mut Vec<Item>) {
    let mut names = BTreeSet::new();
    items.retain(|item| {
        let Item::Endpoint(draft) = item else {
            return true;
        };
        let Signature { name, cfgs, .. } = &draft.signature;
        if !cfgs.is_empty() {
            return true;
        }
        let free = names.insert(name.to_string());
        if !free {
            cx.error(name, format_args!("`{name}` is declared twice"));
        }
        free
    });
}

/// Reports a method with neither verb nor body, and takes away the attribute that was meant as a verb.
fn without_verb(cx: &mut Ctxt, name: &Ident, mut attributes: Vec<Attribute>) -> Vec<Attribute> {
    if let Some(at) = attributes.iter().position(hides_verb) {
        let hiding = attributes.remove(at);
        cx.error(
            hiding.path(),
            format_args!(
                "`cfg_attr` cannot hold the verb of `{name}`\nnote: write the method twice, each with a `cfg`"
            ),
        );
        return attributes;
    }
    let meant = attributes.iter().enumerate().find_map(|(at, attribute)| Some((at, nearly_verb(attribute.path())?)));
    match meant {
        Some((at, message)) => {
            let attribute = attributes.remove(at);
            cx.error(attribute.path(), message);
        }
        None => cx.error(
            name,
            format_args!(
                "`{name}` has neither a verb nor a body\nnote: verbs are {}, as in `#[get(\"/path\")]`",
                word::list::<Verb>()
            ),
        ),
    }
    attributes
}

/// Reports verbs on what is no method.
fn refuse_verbs(cx: &mut Ctxt, attributes: &mut Vec<Attribute>, what: &str) {
    attributes.retain(|attribute| {
        let verb = verb_of(attribute.path());
        if let Some(verb) = verb {
            cx.error(
                attribute.path(),
                format_args!("`{}` goes on a method, and not on {what}", word::Word::name(verb)),
            );
        }
        verb.is_none()
    });
}

fn refuse(cx: &mut Ctxt, tokens: impl ToTokens, what: &str) {
    cx.error(tokens, format_args!("{what} are not supported in an `#[endpoints]` trait"));
}

/// `pub async fn list(&self) -> Result<()>;`
fn with_visibility(input: ParseStream<'_>) -> syn::Result<(Visibility, TraitItemFn)> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility: Visibility = input.parse()?;
    if matches!(visibility, Visibility::Inherited) || input.peek(Token![default]) {
        return Err(input.error("no visibility"));
    }
    let mut method = TraitItemFn::parse(input)?;
    method.attrs.splice(0..0, attributes);
    Ok((visibility, method))
}
