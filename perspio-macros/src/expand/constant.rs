//! The constants: an endpoint and its rules.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::phrases::Phrases;
use crate::ast::{Endpoint, Pair, Retry, Rules};
use crate::duration::Millis;
use crate::path::Part;
use crate::status::Pattern;
use crate::tokens::Phrase;
use crate::word::Word;

/// `const __LIST: Endpoint = Endpoint::new("list", Get, &[Text("/")]).timeout(..);`
pub(super) fn constant(phrases: &Phrases, name: &Ident, endpoint: &Endpoint<'_>) -> TokenStream {
    let Phrases { runtime, endpoint: endpoint_type, new, text, value, .. } = phrases;
    let cfgs = &endpoint.signature.cfgs;
    let method_name = endpoint.name();
    let verb = word(endpoint.verb.variant());
    let (parts, texts): (Vec<_>, Vec<_>) = endpoint
        .path
        .iter()
        .map(|part| match part {
            Part::Text(fixed) => (text, fixed),
            Part::Value(name) => (value, name),
        })
        .unzip();
    let Settings { names, values } = rules(runtime, endpoint);
    quote! {
        #cfgs
        const #name: #endpoint_type = #new(#method_name, #runtime::#verb, &[#(#parts(#texts)),*]) #(.#names(#values))*;
    }
}

/// `.timeout(..).retry(..)`
#[derive(Default)]
struct Settings {
    names: Vec<Ident>,
    values: Vec<TokenStream>,
}

impl Settings {
    /// Adds `.name(value)` if there is a value.
    fn add(&mut self, name: &str, value: Option<TokenStream>) {
        if let Some(value) = value {
            self.names.push(word(name));
            self.values.push(value);
        }
    }
}

/// `.idempotent(false).timeout(..)`, what was declared and nothing else
fn rules(runtime: &Phrase, endpoint: &Endpoint<'_>) -> Settings {
    let Endpoint { idempotent, said_idempotent, expect, none, rules, .. } = endpoint;
    let Rules { retry, timeout, deadline, redirect, headers, query } = rules;
    let mut settings = Settings::default();
    settings.add("idempotent", said_idempotent.then(|| quote!(#idempotent)));
    settings.add("expect", patterns(runtime, expect));
    settings.add("none", patterns(runtime, none));
    settings.add("retry", retry.as_ref().map(|rules| retry_rules(runtime, rules)));
    settings.add("timeout", timeout.map(duration));
    settings.add("deadline", deadline.map(duration));
    let redirect = redirect.map(|redirect| word(redirect.variant()));
    settings.add("redirect", redirect.map(|redirect| quote!(#runtime::Redirect::#redirect)));
    settings.add("headers", pairs(headers.iter().filter(|header| !header.secret)));
    settings.add("secret_headers", pairs(headers.iter().filter(|header| header.secret)));
    settings.add("query", pairs(query.iter()));
    settings
}

/// `Retry::new().attempts(2)` or `Retry::never()`
fn retry_rules(runtime: &Phrase, rules: &Retry) -> TokenStream {
    match rules {
        Retry::Never => quote!(#runtime::Retry::never()),
        Retry::Keys { attempts, base, throttle_base, cap, max_wait, on } => {
            let mut settings = Settings::default();
            let attempts = attempts.map(Literal::u32_unsuffixed);
            settings.add("attempts", attempts.map(ToTokens::into_token_stream));
            settings.add("base", base.map(duration));
            settings.add("throttle_base", throttle_base.map(duration));
            settings.add("cap", cap.map(duration));
            settings.add("max_wait", max_wait.map(duration));
            settings.add("on", patterns(runtime, on));
            let Settings { names, values } = settings;
            quote!(#runtime::Retry::new() #(.#names(#values))*)
        }
    }
}

/// `&[Pattern::new(404, 404)]` if there are any
pub(super) fn patterns(runtime: &Phrase, patterns: &[Pattern]) -> Option<TokenStream> {
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

fn word(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
