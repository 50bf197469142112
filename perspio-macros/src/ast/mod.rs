//! The model of a trait: what was read, piece by piece either valid or reported, and what is checked.

mod endpoint;
mod error_enum;
mod futures;
mod item;
mod model;
mod signature;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{AttrStyle, Attribute, Generics, ItemTrait, Token, TraitModifiers, Visibility};

pub(crate) use self::endpoint::{Draft, DraftParam};
pub(crate) use self::error_enum::{Case, DraftVariant, ErrorEnum, Field, Made, Shape, StatusEnum};
pub(crate) use self::futures::Futures;
pub(crate) use self::item::{Item, Own};
pub(crate) use self::model::{CheckedItem, Endpoint, Pair, Param, Place, Retry, Rules, Service};
pub(crate) use self::signature::{Output, Signature};
use crate::attr::{ServiceArgs, Slot};
use crate::ctxt::Ctxt;
use crate::symbol::ENDPOINTS;

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
    pub(crate) beside: TokenStream,
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
    pub(crate) runtime: TokenStream,
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
            generics,
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
        let same = client == ident;
        if same {
            cx.error(&client, format_args!("`{client}` is the name of the trait, so the client needs another"));
        }
        let head = Head {
            beside: beside(&attributes),
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
        let items = items.into_iter().filter_map(|item| Item::read(cx, &head, item)).collect();
        Self { head, items, path, rules }
    }
}

/// Nothing -> `::perspio_runtime::__private`; `crate = a::b` -> `a::b::__private`
fn runtime_door(runtime: &Slot<syn::Path>) -> TokenStream {
    runtime.get().map_or_else(|| quote!(::perspio_runtime::__private), |path| quote!(#path::__private))
}

/// Whether an attribute is `#[endpoints]` once more.
fn is_ours(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == ENDPOINTS)
}

/// An attribute from within braces, as one from before them; it means the same.
fn outer(attribute: Attribute) -> Attribute {
    Attribute { style: AttrStyle::Outer, ..attribute }
}

/// `#[cfg]` and lint attributes; and what stands beside a deprecated trait has to name it.
fn beside(attributes: &[Attribute]) -> TokenStream {
    let mut tokens: TokenStream =
        attributes.iter().filter(|attribute| !attribute.path().is_ident("cfg_attr")).filter_map(carried).collect();
    if attributes.iter().any(|attribute| attribute.path().is_ident("deprecated")) {
        tokens.extend(quote!(#[allow(deprecated)]));
    }
    tokens
}

/// An attribute that an implementation needs as well.
///
/// `#[expect(..)]` becomes `#[allow(..)]`: what is expected of the trait need not occur in the implementation.
fn carried(attribute: &Attribute) -> Option<TokenStream> {
    let path = attribute.path();
    if path.is_ident("expect") {
        let list = attribute.meta.require_list().ok()?;
        let lints = &list.tokens;
        return Some(quote!(#[allow(#lints)]));
    }
    let names = ["cfg", "cfg_attr", "allow", "warn", "deny", "forbid"];
    names.iter().any(|name| path.is_ident(name)).then(|| attribute.to_token_stream())
}

/// The name without `r#`, as text.
fn text_of(name: &Ident) -> String {
    name.unraw().to_string()
}

/// A place that belongs to the macro's expansion, shown at `tokens`.
fn located_at(tokens: &impl syn::spanned::Spanned) -> Span {
    Span::call_site().located_at(tokens.span())
}
