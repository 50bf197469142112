//! The constants: an endpoint and its rules.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::ast::{Endpoint, Pair, Retry, Rules};
use crate::duration::Millis;
use crate::path::Part;
use crate::status::Pattern;
use crate::word::Word;

/// `const __LIST: Endpoint = Endpoint::new("list", Method::Get, &[Part::Text("/")]).timeout(..);`
pub(super) fn constant(runtime: &TokenStream, name: &Ident, endpoint: &Endpoint<'_>) -> TokenStream {
    let cfgs = &endpoint.signature.cfgs;
    let method_name = endpoint.name();
    let verb = variant(endpoint.verb.variant());
    let parts = endpoint.path.iter().map(|part| match part {
        Part::Text(text) => quote!(#runtime::Part::Text(#text)),
        Part::Value(name) => quote!(#runtime::Part::Value(#name)),
    });
    let rules = settings(runtime, endpoint);
    quote! {
        #cfgs
        const #name: #runtime::Endpoint =
            #runtime::Endpoint::new(#method_name, #runtime::Method::#verb, &[#(#parts),*]) #rules;
    }
}

/// `.idempotent(false).timeout(..)`, what was declared and nothing else
fn settings(runtime: &TokenStream, endpoint: &Endpoint<'_>) -> TokenStream {
    let Endpoint { idempotent, said_idempotent, expect, none, rules, .. } = endpoint;
    let Rules { retry, timeout, deadline, redirect, headers, query } = rules;
    let idempotent = said_idempotent.then(|| quote!(.idempotent(#idempotent)));
    let expect = setting("expect", patterns(runtime, expect));
    let none = setting("none", patterns(runtime, none));
    let retry = setting("retry", retry.as_ref().map(|rules| retry_rules(runtime, rules)));
    let timeout = setting("timeout", timeout.map(duration));
    let deadline = setting("deadline", deadline.map(duration));
    let redirect = redirect.map(|redirect| variant(redirect.variant()));
    let redirect = setting("redirect", redirect.map(|redirect| quote!(#runtime::Redirect::#redirect)));
    let secrets = setting("secret_headers", pairs(headers.iter().filter(|header| header.secret)));
    let headers = setting("headers", pairs(headers.iter().filter(|header| !header.secret)));
    let query = setting("query", pairs(query.iter()));
    quote!(#idempotent #expect #none #retry #timeout #deadline #redirect #headers #secrets #query)
}

/// `Retry::new().attempts(2)` or `Retry::never()`
fn retry_rules(runtime: &TokenStream, rules: &Retry) -> TokenStream {
    match rules {
        Retry::Never => quote!(#runtime::Retry::never()),
        Retry::Keys { attempts, base, throttle_base, cap, max_wait, on } => {
            let attempts =
                setting("attempts", attempts.map(|attempts| Literal::u32_unsuffixed(attempts).into_token_stream()));
            let base = setting("base", base.map(duration));
            let throttle_base = setting("throttle_base", throttle_base.map(duration));
            let cap = setting("cap", cap.map(duration));
            let max_wait = setting("max_wait", max_wait.map(duration));
            let on = setting("on", patterns(runtime, on));
            quote!(#runtime::Retry::new() #attempts #base #throttle_base #cap #max_wait #on)
        }
    }
}

/// `.timeout(..)` if there is a value
fn setting(name: &str, value: Option<TokenStream>) -> Option<TokenStream> {
    let name = variant(name);
    value.map(|value| quote!(.#name(#value)))
}

/// `&[Pattern::new(404, 404)]` if there are any
pub(super) fn patterns(runtime: &TokenStream, patterns: &[Pattern]) -> Option<TokenStream> {
    let list = patterns.iter().map(|Pattern { first, last }| {
        let (first, last) = (Literal::u16_unsuffixed(*first), Literal::u16_unsuffixed(*last));
        quote!(#runtime::Pattern::new(#first, #last))
    });
    (!patterns.is_empty()).then(|| quote!(&[#(#list),*]))
}

/// `&[("x-app", "demo")]` if there are any
fn pairs<'a>(pairs: impl Iterator<Item = &'a Pair>) -> Option<TokenStream> {
    let list: Vec<_> = pairs.map(|Pair { name, value, .. }| quote!((#name, #value))).collect();
    (!list.is_empty()).then(|| quote!(&[#(#list),*]))
}

/// `Duration::from_millis(250)` or `Duration::from_secs(5)`
fn duration(Millis(millis): Millis) -> TokenStream {
    if millis % 1000 == 0 {
        let seconds = Literal::u64_unsuffixed(millis / 1000);
        quote!(::core::time::Duration::from_secs(#seconds))
    } else {
        let millis = Literal::u64_unsuffixed(millis);
        quote!(::core::time::Duration::from_millis(#millis))
    }
}

fn variant(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
