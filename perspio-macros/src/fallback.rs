//! Broken input still yields the trait and the client, so that one mistake is one error.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::ast::{ErrorEnum, Head, Item, Output, Signature, Trait};
use crate::expand::{self, Phrases};
use crate::tokens::mentions;

/// The trait without our attributes, and a client whose calls never end.
pub(crate) fn fallback(read: &Trait) -> TokenStream {
    let head = &read.head;
    let phrases = Phrases::new(head);
    let declaration = expand::declaration(head, &read.items.iter().map(|item| declare(&phrases, item)).collect());
    let structure = expand::structure(head);
    let inherent = expand::inherent(head, &TokenStream::new(), &TokenStream::new());
    let from_client = expand::from_client(head);
    let implementation = implementation(&phrases, read);
    quote! {
        #declaration
        #structure
        #inherent
        #from_client
        #implementation
    }
}

/// A way from an error that never ends.
pub(crate) fn fallback_enum(read: &ErrorEnum) -> TokenStream {
    expand::from_error(read, &[], &Ident::new("_perspio_error", Span::mixed_site()), &quote!(loop {}))
}

/// An item as it stands in the trait.
fn declare(phrases: &Phrases, item: &Item) -> TokenStream {
    let signature = match item {
        Item::Endpoint(draft) => &draft.signature,
        Item::Invalid(signature) => signature,
        Item::Own(method) => return expand::own(phrases, method),
        Item::Kept(tokens) | Item::Missing(tokens) => return tokens.clone(),
    };
    let attributes = &signature.attributes;
    let signature = expand::in_trait(phrases, signature, None);
    quote!(#(#attributes)* #signature;)
}

/// The client as an implementation of the trait, unless that has an item which nobody can make up.
fn implementation(phrases: &Phrases, read: &Trait) -> Option<TokenStream> {
    if read.items.iter().any(|item| matches!(item, Item::Missing(_))) {
        return None;
    }
    let Head { beside, unsafety, name, generics, client, .. } = &read.head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let methods = read.items.iter().filter_map(|item| match item {
        Item::Endpoint(draft) => Some(stub(phrases, &draft.signature)),
        Item::Invalid(signature) => Some(stub(phrases, signature)),
        Item::Own(_) | Item::Kept(_) | Item::Missing(_) => None,
    });
    Some(quote! {
        #beside
        #[automatically_derived]
        #[allow(unused_variables)]
        #unsafety impl #parameters #name #arguments for #client #bounds {
            #(#methods)*
        }
    })
}

/// `fn get(&self, id: &Id) -> impl Future<..> + Send { ::core::future::pending() }`
fn stub(phrases: &Phrases, signature: &Signature) -> TokenStream {
    let carried = &signature.carried;
    let body = match &signature.output {
        Output::Plain(output) if !is_future(output) => quote!(loop {}),
        Output::Plain(_) | Output::Future { .. } => {
            expand::in_box(signature, &quote!(::core::future::pending())).to_token_stream()
        }
    };
    let signature = expand::in_impl(phrases, signature, Span::call_site());
    quote!(#carried #signature { #body })
}

/// Whether a return type is a future.
fn is_future(output: &TokenStream) -> bool {
    ["impl", "Future"].iter().all(|word| mentions(output.clone(), &[(*word).into()]))
}
