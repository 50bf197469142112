//! The client as an implementation of the trait.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::signature;
use crate::ast::{Endpoint, Head, Param, Place};
use crate::word::{Body, Word};

/// `impl Assets for AssetsClient { .. }`
pub(super) fn implementation(head: &Head, endpoints: &[(Ident, &Endpoint<'_>)]) -> TokenStream {
    let Head { beside, name, client, .. } = head;
    let methods = endpoints.iter().map(|(constant, endpoint)| method(&head.runtime, constant, endpoint));
    quote! {
        #beside
        #[automatically_derived]
        impl #name for #client {
            #(#methods)*
        }
    }
}

/// `fn get(&self, id: &Id) -> .. { Client::call(&self.client, &Self::__GET).path("id", &id).json::<Asset, _>() }`
fn method(runtime: &TokenStream, constant: &Ident, endpoint: &Endpoint<'_>) -> TokenStream {
    let carried = &endpoint.signature.carried;
    let signature = signature::in_impl(endpoint.signature, endpoint.success.span());
    let need_option = need_option(runtime, endpoint);
    let this = &endpoint.signature.self_token;
    let parts = endpoint.params.iter().map(part);
    let finish = finish(endpoint);
    quote! {
        #carried
        #signature {
            #need_option
            #runtime::Client::call(&#this.client, &Self::#constant) #(#parts)* #finish
        }
    }
}

/// Only an `Option` can be `None`; rustc checks it, so that aliases work, and shows it at the type.
fn need_option(runtime: &TokenStream, endpoint: &Endpoint<'_>) -> Option<TokenStream> {
    let success = endpoint.success;
    let span = endpoint.success_span();
    (!endpoint.none.is_empty()).then(|| quote_spanned!(span=> #runtime::need_option::<#success>();))
}

/// `.json::<Asset, _>()`; what cannot be read is shown at the success type, what no error can become at the error type.
fn finish(endpoint: &Endpoint<'_>) -> TokenStream {
    let span = endpoint.success_span();
    let read = Ident::new(endpoint.response.name(), span);
    let success = endpoint.success;
    let failure = quote_spanned!(endpoint.failure_span()=> _);
    quote_spanned!(span=> .#read::<#success, #failure>())
}

/// `.query("pageSize", &page_size)`; what cannot be sent is shown at the parameter.
fn part(param: &Param<'_>) -> TokenStream {
    let name = param.name;
    let value = quote_spanned!(param.span()=> &#name);
    match &param.place {
        Place::Path(to) => quote!(.path(#to, #value)),
        Place::Query(to) => quote!(.query(#to, #value)),
        Place::Header { name: to, secret: false } => quote!(.header(#to, #value)),
        Place::Header { name: to, secret: true } => quote!(.secret_header(#to, #value)),
        Place::Body(Body::Bytes) => quote!(.body_bytes(#name)),
        Place::Body(body) => {
            let call = format_ident!("body_{}", body.name());
            quote!(.#call(#value))
        }
    }
}
