//! The signature of a method, in the trait and in the implementation.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Generics, Token, WhereClause};

use super::phrases::Phrases;
use crate::ast::{Output, Signature};
use crate::tokens::{Phrase, Print};

/// `fn get(&self, #[doc = "user's"] id: &Id) -> impl Future<..> + Send where ..`
pub(crate) fn in_trait<'a>(
    phrases: &'a Phrases,
    signature: &'a Signature,
    needs: Option<&'a TokenStream>,
) -> impl ToTokens + 'a {
    print(phrases, signature, &signature.inputs, needs, Span::call_site())
}

/// `fn get(&self, id: &Id) -> impl Future<..> + Send where ..`
///
/// What is wrong with the future itself is shown at `span`.
pub(crate) fn in_impl<'a>(phrases: &'a Phrases, signature: &'a Signature, span: Span) -> impl ToTokens + 'a {
    print(phrases, signature, &signature.impl_inputs, None, span)
}

fn print<'a>(
    phrases: &'a Phrases,
    signature: &'a Signature,
    inputs: &'a Phrase,
    needs: Option<&'a TokenStream>,
    span: Span,
) -> impl ToTokens + 'a {
    Print(move |tokens: &mut TokenStream| {
        let Signature { name, generics, .. } = signature;
        <Token![fn]>::default().to_tokens(tokens);
        name.to_tokens(tokens);
        generics.to_tokens(tokens);
        inputs.to_tokens(tokens);
        output(phrases, &signature.output, span, tokens);
        bounds(generics, needs, tokens);
    })
}

/// `Result<()>` -> `-> impl Future<Output = Result<()>> + Send` or `-> BoxFuture<'_, Result<()>>`
fn output(phrases: &Phrases, output: &Output, span: Span, tokens: &mut TokenStream) {
    match output {
        Output::Future { ty, boxed: None } => {
            phrases.future.at(span).to_tokens(tokens);
            ty.to_tokens(tokens);
            phrases.bounds.at(span).to_tokens(tokens);
        }
        Output::Future { ty, boxed: Some(life) } => {
            let (runtime, boxed) = (&phrases.runtime, phrases.boxed.at(span));
            tokens.extend(quote_spanned!(span=> -> #runtime #boxed<#life, #ty>));
        }
        Output::Plain(output) => output.to_tokens(tokens),
    }
}

/// The user's `where` clause with what the future needs.
fn bounds(generics: &Generics, needs: Option<&TokenStream>, tokens: &mut TokenStream) {
    match (&generics.where_clause, needs) {
        (Some(WhereClause { predicates, .. }), Some(needs)) if !predicates.is_empty() => {
            let predicates = predicates.iter();
            tokens.extend(quote!(where #(#predicates,)* #needs));
        }
        (_, Some(needs)) => tokens.extend(quote!(where #needs)),
        (theirs, None) => theirs.to_tokens(tokens),
    }
}

/// `future` -> `::std::boxed::Box::pin(future)` where the signature asks for a box
pub(crate) fn in_box<'a>(signature: &'a Signature, future: &'a impl ToTokens) -> impl ToTokens + 'a {
    Print(move |tokens: &mut TokenStream| match signature.output {
        Output::Future { boxed: Some(_), .. } => tokens.extend(quote!(::std::boxed::Box::pin(#future))),
        Output::Future { boxed: None, .. } | Output::Plain(_) => future.to_tokens(tokens),
    })
}
