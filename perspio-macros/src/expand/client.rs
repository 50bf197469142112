//! The client: a struct beside the trait.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::constant::constant;
use super::phrases::Phrases;
use crate::ast::{Endpoint, Head};

/// `pub struct AssetsClient { .. }`
pub(crate) fn structure(head: &Head) -> TokenStream {
    let Head { beside, visibility, name, client, runtime, .. } = head;
    let doc = format!(" A client for the endpoints of [`{}`].", name.unraw());
    quote! {
        #beside
        #[doc = #doc]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #visibility struct #client {
            client: #runtime::Client,
        }
    }
}

/// `impl AssetsClient { .. }` with one constant for each endpoint, and the table of them
pub(super) fn table(head: &Head, phrases: &Phrases, endpoints: &[(Ident, &Endpoint<'_>)]) -> TokenStream {
    let constants = endpoints.iter().map(|(name, endpoint)| constant(phrases, name, endpoint));
    let cfgs = endpoints.iter().map(|(_, endpoint)| &endpoint.signature.cfgs);
    let names = endpoints.iter().map(|(name, _)| name);
    inherent(head, &constants.collect(), &quote!(#(#cfgs Self::#names),*))
}

/// `impl AssetsClient { .. }`
///
/// A name that is bound must not be that of a constant in scope, so `client` would not do.
pub(crate) fn inherent(head: &Head, constants: &TokenStream, entries: &TokenStream) -> TokenStream {
    let Head { beside, visibility, name, client, runtime, .. } = head;
    let doc = format!(" Every endpoint of [`{}`] with its rules, in the order of the trait.", name.unraw());
    quote! {
        #beside
        impl #client {
            #constants

            #[doc = #doc]
            #visibility const ENDPOINTS: &'static [#runtime::Endpoint] = &[#entries];

            /// A client that sends these calls through this one.
            #[must_use]
            #visibility const fn new(perspio_client: #runtime::Client) -> Self {
                Self { client: perspio_client }
            }
        }
    }
}

/// `impl From<Client> for AssetsClient { .. }`
pub(crate) fn from_client(head: &Head) -> TokenStream {
    let Head { beside, client, runtime, .. } = head;
    quote! {
        #beside
        #[automatically_derived]
        impl ::core::convert::From<#runtime::Client> for #client {
            fn from(perspio_client: #runtime::Client) -> Self {
                Self::new(perspio_client)
            }
        }
    }
}
