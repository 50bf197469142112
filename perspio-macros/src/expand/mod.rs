//! Prints the checked model. Nothing here can fail: every check is over.

mod client;
mod constant;
mod docs;
mod implementation;
mod phrases;
mod service;
mod signature;
mod status_error;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};

pub(crate) use self::client::{from_client, inherent, structure};
pub(crate) use self::phrases::Phrases;
pub(crate) use self::service::{declaration, own};
pub(crate) use self::signature::{in_box, in_impl, in_trait};
pub(crate) use self::status_error::{from_error, status_error};
use crate::ast::{CheckedItem, Endpoint, Service};

/// The trait, its client, and the client as an implementation of the trait.
pub(crate) fn expand(service: &Service<'_>) -> TokenStream {
    let head = service.head;
    let phrases = Phrases::new(head);
    let endpoints = with_constants(service);
    let declaration = service::service(&phrases, service);
    let structure = structure(head);
    let table = client::table(head, &phrases, &endpoints);
    let from_client = from_client(head);
    let implementation = implementation::implementation(head, &phrases, &endpoints);
    [declaration, structure, table, from_client, implementation].into_iter().collect()
}

/// The endpoints, each with the name of its constant.
///
/// `list` -> `__LIST`; `r#type` -> `__TYPE`; a second `List` -> `__LIST_1`
fn with_constants<'a>(service: &'a Service<'_>) -> Vec<(Ident, &'a Endpoint<'a>)> {
    let mut taken = BTreeSet::new();
    let endpoints = service.items.iter().filter_map(|item| match item {
        CheckedItem::Endpoint(endpoint) => Some(&**endpoint),
        CheckedItem::Own(_) | CheckedItem::Kept(_) => None,
    });
    let pairs = endpoints.map(|endpoint| {
        let plain = format!("__{}", endpoint.name().to_ascii_uppercase());
        let numbered = (1..).map(|index| format!("{plain}_{index}"));
        let mut names = std::iter::once(plain.clone()).chain(numbered);
        let free = names.find(|name| taken.insert(name.clone())).unwrap_or(plain);
        (Ident::new(&free, Span::call_site()), endpoint)
    });
    pairs.collect()
}
