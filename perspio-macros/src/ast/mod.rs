//! The model of a trait: what was read, piece by piece either valid or reported, and what is checked.

mod carried;
mod endpoint;
mod error_enum;
mod futures;
mod item;
mod model;
mod own;
mod signature;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{
    AttrStyle, Attribute, GenericArgument, GenericParam, Generics, ItemTrait, PathArguments, Token, TraitModifiers,
    Type, TypeReference, Visibility,
};

pub(crate) use self::endpoint::{Draft, DraftParam};
pub(crate) use self::error_enum::{Case, DraftVariant, ErrorEnum, Field, Made, Shape, StatusEnum};
pub(crate) use self::futures::Futures;
pub(crate) use self::item::Item;
pub(crate) use self::model::{CheckedItem, Endpoint, Pair, Param, Place, Retry, Rules, Service};
pub(crate) use self::own::Own;
pub(crate) use self::signature::{Output, Signature};
use crate::attr::{ServiceArgs, Slot};
use crate::ctxt::Ctxt;
use crate::symbol::ENDPOINTS;
use crate::tokens::Phrase;

/// The trait as it was read.
pub(crate) struct Trait {
    pub(crate) head: Head,
    pub(crate) items: Vec<Item>,
    pub(crate) path: Slot<Vec<crate::path::Part>>,
    pub(crate) rules: crate::attr::Rules,
}

/// What stands before the items of the trait, and the names of what is made from it.
pub(crate) struct Head {
    /// The user's, all of them.
    pub(crate) attributes: Vec<Attribute>,
    /// For the items that stand beside the trait.
    pub(crate) beside: Phrase,
    pub(crate) visibility: Visibility,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) trait_token: Token![trait],
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    /// With the colon.
    pub(crate) supertraits: TokenStream,
    pub(crate) client: Ident,
    pub(crate) futures: Futures,
    /// The module of the runtime that generated code may touch.
    pub(crate) runtime: Phrase,
}

impl Trait {
    pub(crate) fn read(cx: &mut Ctxt, args: TokenStream, item: ItemTrait) -> Self {
        let ServiceArgs { path, client, boxed, local, runtime, rules } = ServiceArgs::read(cx, args);
        let ItemTrait {
            attrs,
            vis,
            modifiers: TraitModifiers { auto_token, .. },
            unsafety,
            trait_token,
            ident,
            mut generics,
            colon_token,
            supertraits,
            brace_token: _,
            items,
        } = item;
        if let Some(token) = auto_token {
            cx.error(token, "`auto` traits have no methods, so they have no endpoints");
        }
        if let Some(token) = unsafety {
            cx.error(token, "`unsafe` traits are not supported by `#[endpoints]`");
        }
        if boxed.get().is_some() {
            futures::make_static(&mut generics);
        }
        let mut attributes: Vec<_> = attrs.into_iter().map(outer).collect();
        attributes.retain(|attribute| {
            let again = is_ours(attribute);
            if again {
                cx.error(attribute.path(), "`#[endpoints]` is given twice; its arguments go into one");
            }
            !again
        });
        let default_client = || format_ident!("{}Client", ident.unraw(), span = ident.span());
        let client = client.get().cloned().unwrap_or_else(default_client);
        if let Some(taken) = generics.params.iter().find(|param| is_called(param, &client)) {
            cx.error(taken, format_args!("`{client}` is the name of the client, so the parameter needs another"));
        }
        let same = client == ident;
        if same {
            cx.error(&client, format_args!("`{client}` is the name of the trait, so the client needs another"));
        }
        let head = Head {
            beside: carried::beside(&attributes),
            attributes,
            visibility: vis,
            unsafety,
            trait_token,
            client: if same { default_client() } else { client },
            futures: Futures { boxed: boxed.get().is_some(), local: local.get().is_some() },
            runtime: runtime_door(&runtime),
            name: ident,
            generics,
            supertraits: quote!(#colon_token #supertraits),
        };
        let mut items: Vec<_> = items.into_iter().filter_map(|item| Item::read(cx, &head, item)).collect();
        item::remove_doubles(cx, &mut items);
        Self { head, items, path, rules }
    }
}

/// Nothing -> `::perspio_runtime::__private`; `crate = a::b` -> `a::b::__private`
fn runtime_door(runtime: &Slot<syn::Path>) -> Phrase {
    runtime.get().map_or_else(|| quote!(::perspio_runtime::__private), |path| quote!(#path::__private)).into()
}

/// Whether a type or constant parameter has this name.
fn is_called(param: &GenericParam, name: &Ident) -> bool {
    match param {
        GenericParam::Type(param) => param.ident == *name,
        GenericParam::Const(param) => param.ident == *name,
        GenericParam::Lifetime(_) => false,
    }
}

/// Whether an attribute is `#[endpoints]` once more.
fn is_ours(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == ENDPOINTS)
}

/// An attribute from within braces, as one from before them; it means the same.
fn outer(attribute: Attribute) -> Attribute {
    Attribute { style: AttrStyle::Outer, ..attribute }
}

/// The name without `r#`, as text.
fn text_of(name: &Ident) -> String {
    name.unraw().to_string()
}

/// A reference in a type, which no answer can be read into.
fn borrow_in(ty: &Type) -> Option<&TypeReference> {
    match ty {
        Type::Reference(reference) => Some(reference),
        Type::Slice(slice) => borrow_in(&slice.elem),
        Type::Array(array) => borrow_in(&array.elem),
        Type::Group(group) => borrow_in(&group.elem),
        Type::Paren(paren) => borrow_in(&paren.elem),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(borrow_in),
        Type::Path(path) => {
            let arguments = path.path.segments.iter().filter_map(|segment| match &segment.arguments {
                PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
                _ => None,
            });
            arguments.flatten().find_map(|argument| match argument {
                GenericArgument::Type(ty) => borrow_in(ty),
                _ => None,
            })
        }
        _ => None,
    }
}

/// Reports a reference in the type of a body.
fn check_owned(cx: &mut Ctxt, what: &str, ty: &Type) {
    if let Some(borrow) = borrow_in(ty) {
        let text = quote!(#borrow).to_string();
        cx.error(
            borrow,
            format_args!(
                "{what} has to own what it holds, and a reference does not\n\
                 note: `String`, `Vec<T>` and `Bytes` do{}",
                if text.ends_with("str") { "; did you mean `String`" } else { "" }
            ),
        );
    }
}

/// A place that belongs to the macro's expansion, shown at the name that says most of a type: of `a::b::Id` at `Id`.
///
/// A span of several tokens is not to be had, and the first of them may be `std`.
fn located_at_type(ty: &Type) -> Span {
    match ty {
        Type::Path(path) => path.path.segments.last().map_or_else(Span::call_site, |last| located(last.ident.span())),
        Type::Group(group) => located_at_type(&group.elem),
        Type::Paren(paren) => located_at_type(&paren.elem),
        other => located(other.span()),
    }
}

/// A place that belongs to the macro's expansion, shown at another.
fn located(at: Span) -> Span {
    Span::call_site().located_at(at)
}
