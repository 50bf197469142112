//! The signature of a method, in the trait and in the implementation.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{FnArg, Generics, WhereClause};

use crate::ast::{Output, Signature};

/// `fn get(&self, #[doc = "user's"] id: &Id) -> impl Future<..> + Send where ..`
pub(crate) fn in_trait(signature: &Signature, needs: Option<&TokenStream>) -> TokenStream {
    let inputs = &signature.inputs;
    print(signature, &quote!(#(#inputs),*), needs, Span::call_site())
}

/// `fn get(&self, id: &Id) -> impl Future<..> + Send where ..`
///
/// What is wrong with the future itself is shown at `span`.
pub(crate) fn in_impl(signature: &Signature, span: Span) -> TokenStream {
    let inputs = signature.inputs.iter().map(|input| match input {
        FnArg::Receiver(receiver) => {
            let mut receiver = receiver.clone();
            receiver.attrs.clear();
            quote!(#receiver)
        }
        FnArg::Typed(param) => {
            let (pattern, ty) = (&param.pat, &param.ty);
            quote!(#pattern: #ty)
        }
    });
    print(signature, &quote!(#(#inputs),*), None, span)
}

fn print(signature: &Signature, inputs: &TokenStream, needs: Option<&TokenStream>, span: Span) -> TokenStream {
    let Signature { name, generics, .. } = signature;
    let output = output(&signature.output, span);
    let bounds = bounds(generics, needs);
    quote!(fn #name #generics (#inputs) #output #bounds)
}

/// `Result<()>` -> `-> impl Future<Output = Result<()>> + Send`
fn output(output: &Output, span: Span) -> TokenStream {
    match output {
        Output::Future(ty) => {
            quote_spanned!(span=> -> impl ::core::future::Future<Output = #ty> + ::core::marker::Send)
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
