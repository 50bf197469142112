//! The trait.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Block, Type};

use super::phrases::Phrases;
use super::{docs, signature};
use crate::ast::{CheckedItem, Endpoint, Head, Own, Service};

/// How many inputs a method may have before clippy speaks up.
const MOST_INPUTS: usize = 7;

/// The trait as the user wrote it, with futures whose bounds can be seen.
pub(super) fn service(phrases: &Phrases, service: &Service<'_>) -> TokenStream {
    let items = service.items.iter().map(|item| match item {
        CheckedItem::Endpoint(endpoint) => method(phrases, endpoint),
        CheckedItem::Own(method) => own(phrases, method),
        CheckedItem::Kept(tokens) => (*tokens).clone(),
    });
    declaration(service.head, &items.collect())
}

/// `pub trait Assets: Super { .. }`
pub(crate) fn declaration(head: &Head, items: &TokenStream) -> TokenStream {
    let Head { attributes, visibility, unsafety, trait_token, name, generics, supertraits, .. } = head;
    let bounds = &generics.where_clause;
    quote! {
        #(#attributes)*
        #visibility #unsafety #trait_token #name #generics #supertraits #bounds {
            #items
        }
    }
}

/// `#[get("/")] async fn list(&self) -> Result<()>;` -> `fn list(&self) -> impl Future<..> + Send;`
fn method(phrases: &Phrases, endpoint: &Endpoint<'_>) -> TokenStream {
    let attributes = &endpoint.signature.attributes;
    // A piece of documentation loses the empty lines at its beginning.
    let gap = docs::follow(endpoint).then_some(&phrases.gap);
    let docs = docs::text(endpoint);
    let signature = signature::in_trait(phrases, endpoint.signature, None);
    // How many values a request takes is the API's choice, not a flaw of the declaration.
    let many = endpoint.signature.count > MOST_INPUTS && !endpoint.signature.says_too_many;
    let many = many.then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #(#attributes)*
        #gap
        #[doc = #docs]
        #many
        #signature;
    }
}

/// `{ body }` -> `async move { if let Some(output) = None::<Result<()>> { return output; } body }`
///
/// An `async` block has no type written to it, so what its body gives would not be coerced as in an `async fn`. A return
/// that never comes says the type.
fn future(holds: &[TokenStream], gives: Option<&Type>, body: &Block) -> TokenStream {
    let output = Ident::new("__perspio_output", Span::mixed_site());
    let typed = gives.map(|gives| {
        quote! {
            if let ::core::option::Option::Some(#output) = ::core::option::Option::None::<#gives> {
                return #output;
            }
        }
    });
    let statements = &body.stmts;
    quote! {
        async move {
            #typed
            #(#holds)*
            #(#statements)*
        }
    }
}

/// `async fn rename(&self) { .. }` -> `fn rename(&self) -> impl Future<..> + Send where Self: Sync { async move { .. } }`
pub(crate) fn own(phrases: &Phrases, method: &Own) -> TokenStream {
    match method {
        Own::Kept(tokens) => tokens.clone(),
        Own::Async { signature, needs, holds, gives, body } => {
            let attributes = &signature.attributes;
            let future = future(holds, gives.as_deref(), body);
            let future = signature::in_box(signature, &future);
            let signature = signature::in_trait(phrases, signature, needs.as_ref());
            quote! {
                #(#attributes)*
                #signature {
                    #future
                }
            }
        }
    }
}
