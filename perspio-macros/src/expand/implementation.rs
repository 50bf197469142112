//! The client as an implementation of the trait.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote, quote_spanned};
use syn::Token;

use super::phrases::Phrases;
use super::signature;
use crate::ast::{Endpoint, Head, Param, Place};
use crate::tokens::Print;
use crate::word::{Body, Word};

/// `impl Assets for AssetsClient { .. }`
pub(super) fn implementation(head: &Head, phrases: &Phrases, endpoints: &[(Ident, &Endpoint<'_>)]) -> TokenStream {
    let Head { beside, name, generics, client, .. } = head;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    let methods = endpoints.iter().map(|(constant, endpoint)| method(phrases, constant, endpoint));
    let methods: TokenStream = methods.collect();
    quote! {
        #beside
        #[automatically_derived]
        impl #parameters #name #arguments for #client #bounds {
            #methods
        }
    }
}

/// `fn get(&self, id: &Id) -> .. { Client::call(&self.client, &Self::__GET).path("id", &id).json::<Asset, _>() }`
fn method(phrases: &Phrases, constant: &Ident, endpoint: &Endpoint<'_>) -> TokenStream {
    let carried = &endpoint.signature.carried;
    let span = endpoint.success_span();
    let signature = signature::in_impl(phrases, endpoint.signature, span);
    let need_option = need_option(phrases, endpoint, span);
    let start = start(phrases, constant, endpoint);
    let last_conditional = endpoint.params.iter().rposition(|param| !param.cfgs.is_empty());
    let (first, rest) = endpoint.params.split_at(last_conditional.map_or(0, |at| at + 1));
    // No parameter can be this one: it is the macro's own.
    let name = Ident::new("__perspio_call", Span::mixed_site());
    let steps = last_conditional.map(|_| steps(&name, &start, first));
    let call = Print(|tokens: &mut TokenStream| {
        match &steps {
            Some(_) => name.to_tokens(tokens),
            None => start.to_tokens(tokens),
        }
        for param in rest {
            part(param).to_tokens(tokens);
        }
        finish(phrases, endpoint, span, tokens);
    });
    let call = signature::in_box(endpoint.signature, &call);
    quote! {
        #carried
        #signature {
            #need_option
            #steps
            #call
        }
    }
}

/// `Client::call(&self.client, &Self::__GET)`
fn start<'a>(phrases: &'a Phrases, constant: &'a Ident, endpoint: &'a Endpoint<'_>) -> impl ToTokens + 'a {
    let this = &endpoint.signature.self_token;
    Print(move |tokens: &mut TokenStream| {
        phrases.call.to_tokens(tokens);
        tokens.append(Group::new(Delimiter::Parenthesis, quote!(&#this.client, &Self::#constant)));
    })
}

/// `let call = Client::call(..).path("id", &id); #[cfg(..)] let call = call.query("tag", &tag);`: where a parameter may
/// not be there, neither may its part be.
fn steps(name: &Ident, start: &impl ToTokens, params: &[Param<'_>]) -> TokenStream {
    let mut steps = quote!(let #name = #start);
    let mut goes_on = true;
    for param in params {
        let (cfgs, part) = (param.cfgs, part(param));
        if goes_on && cfgs.is_empty() {
            part.to_tokens(&mut steps);
        } else {
            steps.extend(quote!(; #(#cfgs)* let #name = #name #part));
        }
        goes_on = cfgs.is_empty();
    }
    quote!(#steps;)
}

/// Only an `Option` can be `None`; rustc checks it, so that aliases work, and shows it at the type.
fn need_option(phrases: &Phrases, endpoint: &Endpoint<'_>, span: Span) -> Option<TokenStream> {
    let (runtime, success) = (&phrases.runtime, endpoint.success);
    (!endpoint.none.is_empty()).then(|| quote_spanned!(span=> #runtime::need_option::<#success>();))
}

/// `.json::<_, _>()`: the types are those of the signature. What cannot be read is shown at the success type, what no
/// error can become at the error type.
fn finish(phrases: &Phrases, endpoint: &Endpoint<'_>, span: Span, tokens: &mut TokenStream) {
    Token![.](span).to_tokens(tokens);
    Ident::new(endpoint.response.name(), span).to_tokens(tokens);
    phrases.success.at(span).to_tokens(tokens);
    Token![_](endpoint.failure_span()).to_tokens(tokens);
    phrases.end.at(span).to_tokens(tokens);
}

/// `.query("pageSize", &page_size)`; what cannot be sent is shown at the parameter.
fn part<'a>(param: &'a Param<'_>) -> impl ToTokens + 'a {
    Print(|tokens: &mut TokenStream| {
        let (call, to) = match &param.place {
            Place::Path(to) => ("path".to_owned(), Some(to)),
            Place::Query(to) => ("query".to_owned(), Some(to)),
            Place::Header { name, secret: false } => ("header".to_owned(), Some(name)),
            Place::Header { name, secret: true } => ("secret_header".to_owned(), Some(name)),
            Place::Body(body) => (format!("body_{}", body.name()), None),
        };
        let (to, name) = (to.into_iter(), param.name);
        let whole = matches!(param.place, Place::Body(Body::Bytes | Body::Stream | Body::Multipart));
        let borrow = (!whole).then(|| Token![&](param.span()));
        Token![.](Span::call_site()).to_tokens(tokens);
        Ident::new(&call, Span::call_site()).to_tokens(tokens);
        tokens.append(Group::new(Delimiter::Parenthesis, quote!(#(#to,)* #borrow #name)));
    })
}
