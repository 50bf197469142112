//! The signature of a method, in the trait and in the implementation.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Generics, WhereClause};

use crate::ast::{Head, Output, Signature};

/// `fn get(&self, #[doc = "user's"] id: &Id) -> impl Future<..> + Send where ..`
pub(crate) fn in_trait(head: &Head, signature: &Signature, needs: Option<&TokenStream>) -> TokenStream {
    let inputs = &signature.inputs;
    print(head, signature, &quote!(#(#inputs),*), needs, Span::call_site())
}

/// `fn get(&self, id: &Id) -> impl Future<..> + Send where ..`
///
/// What is wrong with the future itself is shown at `span`.
pub(crate) fn in_impl(head: &Head, signature: &Signature, span: Span) -> TokenStream {
    let inputs = &signature.impl_inputs;
    print(head, signature, &quote!(#(#inputs),*), None, span)
}

fn print(
    head: &Head,
    signature: &Signature,
    inputs: &TokenStream,
    needs: Option<&TokenStream>,
    span: Span,
) -> TokenStream {
    let Signature { name, generics, .. } = signature;
    let output = output(&head.runtime, &signature.output, span);
    let bounds = bounds(generics, needs);
    quote!(fn #name #generics (#inputs) #output #bounds)
}

/// `Result<()>` -> `-> impl Future<Output = Result<()>> + Send` or `-> BoxFuture<'_, Result<()>>`
fn output(runtime: &TokenStream, output: &Output, span: Span) -> TokenStream {
    match output {
        Output::Future { ty, send: true, boxed: None } => {
            quote_spanned!(span=> -> impl ::core::future::Future<Output = #ty> + ::core::marker::Send)
        }
        Output::Future { ty, send: false, boxed: None } => {
            quote_spanned!(span=> -> impl ::core::future::Future<Output = #ty>)
        }
        Output::Future { ty, send: true, boxed: Some(life) } => {
            quote_spanned!(span=> -> #runtime::BoxFuture<#life, #ty>)
        }
        Output::Future { ty, send: false, boxed: Some(life) } => {
            quote_spanned!(span=> -> #runtime::LocalBoxFuture<#life, #ty>)
        }
        Output::Plain(output) => output.clone(),
    }
}

/// The user's `where` clause with what the future needs.
fn bounds(generics: &Generics, needs: Option<&TokenStream>) -> Option<TokenStream> {
    let theirs = generics.where_clause.as_ref();
    match (theirs, needs) {
        (Some(WhereClause { predicates, .. }), Some(needs)) if !predicates.is_empty() => {
            let predicates = predicates.iter();
            Some(quote!(where #(#predicates,)* #needs))
        }
        (_, Some(needs)) => Some(quote!(where #needs)),
        (Some(theirs), None) => Some(quote!(#theirs)),
        (None, None) => None,
    }
}

/// `future` -> `::std::boxed::Box::pin(future)` where the signature asks for a box
pub(crate) fn in_box(signature: &Signature, future: TokenStream) -> TokenStream {
    match signature.output {
        Output::Future { boxed: Some(_), .. } => quote!(::std::boxed::Box::pin(#future)),
        Output::Future { boxed: None, .. } | Output::Plain(_) => future,
    }
}
