//! The trait.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Block, Stmt, Type};

use super::{docs, signature};
use crate::ast::{CheckedItem, Endpoint, Head, Own, Service};

/// How many inputs a method may have before clippy speaks up.
const MOST_INPUTS: usize = 7;

/// The trait as the user wrote it, with futures whose bounds can be seen.
pub(super) fn service(service: &Service<'_>) -> TokenStream {
    let items = service.items.iter().map(|item| match item {
        CheckedItem::Endpoint(endpoint) => method(service.head, endpoint),
        CheckedItem::Own(method) => own(service.head, method),
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
fn method(head: &Head, endpoint: &Endpoint<'_>) -> TokenStream {
    let attributes = &endpoint.signature.attributes;
    let docs = docs::lines(endpoint);
    let signature = signature::in_trait(head, endpoint.signature, None);
    // How many values a request takes is the API's choice, not a flaw of the declaration.
    let many = (endpoint.signature.inputs.len() > MOST_INPUTS).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #(#attributes)*
        #(#[doc = #docs])*
        #many
        #signature;
    }
}

/// `{ body }` -> `async move { identity::<Result<()>>({ body }) }`
///
/// An `async` block has no type written to it, so what its body gives would not be coerced as in an `async fn`. Nor would
/// what it returns early; so a return that never comes stands before it.
fn future(gives: Option<&Type>, returns: bool, body: &Block) -> TokenStream {
    let Some(gives) = gives else {
        return quote!(async move #body);
    };
    let early = returns.then(|| {
        quote! {
            if let ::core::option::Option::Some(__output) = ::core::option::Option::None::<#gives> {
                return __output;
            }
        }
    });
    let body = match body.stmts.as_slice() {
        // Braces around one expression would be a warning.
        [Stmt::Expr(only, None)] => only.to_token_stream(),
        _ => body.to_token_stream(),
    };
    quote! {
        async move {
            #early
            ::core::convert::identity::<#gives>(#body)
        }
    }
}

/// `async fn rename(&self) { .. }` -> `fn rename(&self) -> impl Future<..> + Send where Self: Sync { async move { .. } }`
pub(crate) fn own(head: &Head, method: &Own) -> TokenStream {
    match method {
        Own::Kept(tokens) => tokens.clone(),
        Own::Async { signature, needs, gives, returns, body } => {
            let attributes = &signature.attributes;
            let future = signature::in_box(signature, future(gives.as_deref(), *returns, body));
            let signature = signature::in_trait(head, signature, needs.as_ref());
            quote! {
                #(#attributes)*
                #signature {
                    #future
                }
            }
        }
    }
}
