//! The client as an implementation of the trait.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::signature;
use crate::ast::{Endpoint, Head, Param, Place};
use crate::word::{Body, Word};

/// `impl Assets for AssetsClient { .. }`
pub(super) fn implementation(head: &Head, endpoints: &[(Ident, &Endpoint<'_>)]) -> TokenStream {
    let Head { beside, name, generics, client, .. } = head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let methods = endpoints.iter().map(|(constant, endpoint)| method(head, constant, endpoint));
    quote! {
        #beside
        #[automatically_derived]
        impl #parameters #name #arguments for #client #bounds {
            #(#methods)*
        }
    }
}

/// `fn get(&self, id: &Id) -> .. { Client::call(&self.client, &Self::__GET).path("id", &id).json::<Asset, _>() }`
fn method(head: &Head, constant: &Ident, endpoint: &Endpoint<'_>) -> TokenStream {
    let carried = &endpoint.signature.carried;
    let signature = signature::in_impl(head, endpoint.signature, endpoint.success.span());
    let need_option = need_option(&head.runtime, endpoint);
    let (parts, call) = call(&head.runtime, constant, endpoint);
    let call = signature::in_box(endpoint.signature, call);
    quote! {
        #carried
        #signature {
            #need_option
            #parts
            #call
        }
    }
}

/// `Client::call(&self.client, &Self::__GET).path("id", &id).json::<Asset, _>()`, and what comes before it: where a
/// parameter may not be there, neither may its part be.
fn call(runtime: &TokenStream, constant: &Ident, endpoint: &Endpoint<'_>) -> (TokenStream, TokenStream) {
    let this = &endpoint.signature.self_token;
    let start = quote!(#runtime::Client::call(&#this.client, &Self::#constant));
    let finish = finish(endpoint);
    if endpoint.params.iter().all(|param| param.cfgs.is_empty()) {
        let parts = endpoint.params.iter().map(part);
        return (TokenStream::new(), quote!(#start #(#parts)* #finish));
    }
    // No parameter can be this one: it is the macro's own.
    let name = Ident::new("__perspio_call", Span::mixed_site());
    let (mut steps, mut call, mut named) = (TokenStream::new(), start, false);
    for param in &endpoint.params {
        let (cfgs, part) = (param.cfgs, part(param));
        if cfgs.is_empty() {
            call.extend(part);
            named = false;
        } else {
            if !std::mem::replace(&mut named, true) {
                steps.extend(quote!(let #name = #call;));
            }
            steps.extend(quote!(#(#cfgs)* let #name = #name #part;));
            call = quote!(#name);
        }
    }
    (steps, quote!(#call #finish))
}

/// Only an `Option` can be `None`; rustc checks it, so that aliases work, and shows it at the type.
fn need_option(runtime: &TokenStream, endpoint: &Endpoint<'_>) -> Option<TokenStream> {
    let success = endpoint.success;
    let span = endpoint.success_span();
    (!endpoint.none.is_empty()).then(|| quote_spanned!(span=> #runtime::need_option::<#success>();))
}

/// `.json::<_, _>()`: the types are those of the signature. What cannot be read is shown at the success type, what no
/// error can become at the error type.
fn finish(endpoint: &Endpoint<'_>) -> TokenStream {
    let span = endpoint.success_span();
    let read = Ident::new(endpoint.response.name(), span);
    let failure = quote_spanned!(endpoint.failure_span()=> _);
    quote_spanned!(span=> .#read::<_, #failure>())
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
        Place::Body(body) => {
            let call = format_ident!("body_{}", body.name());
            let whole = matches!(body, Body::Bytes | Body::Stream | Body::Multipart);
            let value = if whole { quote!(#name) } else { value };
            quote!(.#call(#value))
        }
    }
}
