//! `From<Error>` for an enum of errors.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::constant::patterns;
use crate::ast::{Case, ErrorEnum, Field, Made, StatusEnum};
use crate::tokens::{Phrase, mentions};

/// `impl From<Error> for CreateError { .. }`
pub(crate) fn status_error(checked: &StatusEnum<'_>) -> TokenStream {
    let StatusEnum { read, cases, other } = checked;
    let runtime = &read.runtime;
    let error = Ident::new("perspio_error", Span::mixed_site());
    let steps = cases.iter().map(|case| step(runtime, case));
    let last = with_value("other", &TokenStream::new(), other);
    let bounds: Vec<_> = cases.iter().filter_map(|case| bound(read, case)).collect();
    from_error(read, &bounds, &error, &quote!(#runtime::Declared::new(#error) #(#steps)* #last))
}

/// The implementation with this in its one function.
pub(crate) fn from_error(read: &ErrorEnum, more: &[TokenStream], error: &Ident, body: &TokenStream) -> TokenStream {
    let ErrorEnum { name, generics, runtime, lints, variants: _ } = read;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let theirs = bounds.map(|bounds| &bounds.predicates).into_iter().flatten();
    let bounds = (bounds.is_some() || !more.is_empty()).then(|| quote!(where #(#theirs,)* #(#more),*));
    quote! {
        #lints
        #[automatically_derived]
        impl #parameters ::core::convert::From<#runtime::Error> for #name #arguments #bounds {
            fn from(#error: #runtime::Error) -> Self {
                #body
            }
        }
    }
}

/// `.json::<Conflict>(&[Pattern::new(409, 409)], Self::Exists)`
fn step(runtime: &Phrase, case: &Case<'_>) -> TokenStream {
    let statuses = patterns(runtime, &case.statuses);
    match &case.made {
        Made::Alone { variant, braces: false } => quote!(.unit(#statuses, || Self::#variant)),
        Made::Alone { variant, braces: true } => quote!(.unit(#statuses, || Self::#variant {})),
        Made::OfJson(field) => with_value("json", &quote!(#statuses,), field),
        Made::OfText(field) => with_value("text", &quote!(#statuses,), field),
    }
}

/// `.other::<Error>(Self::Other)`; what cannot be read is shown at the type.
fn with_value(call: &str, before: &TokenStream, field: &Field<'_>) -> TokenStream {
    let Field { variant, name, ty } = field;
    let span = Span::call_site().located_at(ty.span());
    let call = Ident::new(call, span);
    let made = match name {
        None => quote!(Self::#variant),
        Some(name) => quote!(|#name| Self::#variant { #name }),
    };
    quote_spanned!(span=> .#call::<#ty>(#before #made))
}

/// `T: FromErrorBody`, for a field whose type depends on a parameter of the enum
fn bound(read: &ErrorEnum, case: &Case<'_>) -> Option<TokenStream> {
    let runtime = &read.runtime;
    let (ty, needs) = match &case.made {
        Made::Alone { .. } => return None,
        Made::OfJson(field) => (field.ty, quote!(#runtime::FromErrorBody)),
        Made::OfText(field) => (field.ty, quote!(#runtime::ErrorText)),
    };
    let parameters: Vec<_> = read.generics.type_params().map(|parameter| parameter.ident.to_string()).collect();
    mentions(quote!(#ty), &parameters).then(|| quote!(#ty: #needs))
}
