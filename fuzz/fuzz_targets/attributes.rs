//! Any text as the arguments of `#[endpoints(..)]`, as the trait below it, as a verb attribute, and as an enum of errors:
//! never a panic, never a hang, and always items that parse.
//!
//! A proc-macro crate cannot be linked, so its modules are compiled in here.
#![no_main]
#![allow(dead_code, reason = "the entry points are not here")]

macro_rules! modules {
    ($($name:ident = $path:literal;)*) => {
        $(
            #[path = $path]
            mod $name;
        )*
    };
}

modules! {
    ast = "../../perspio-macros/src/ast/mod.rs";
    attr = "../../perspio-macros/src/attr/mod.rs";
    check = "../../perspio-macros/src/check/mod.rs";
    ctxt = "../../perspio-macros/src/ctxt.rs";
    duration = "../../perspio-macros/src/duration.rs";
    expand = "../../perspio-macros/src/expand/mod.rs";
    fallback = "../../perspio-macros/src/fallback.rs";
    header = "../../perspio-macros/src/header.rs";
    path = "../../perspio-macros/src/path.rs";
    pipeline = "../../perspio-macros/src/pipeline.rs";
    status = "../../perspio-macros/src/status.rs";
    suggest = "../../perspio-macros/src/suggest.rs";
    symbol = "../../perspio-macros/src/symbol.rs";
    target = "../../perspio-macros/src/target.rs";
    tokens = "../../perspio-macros/src/tokens.rs";
    word = "../../perspio-macros/src/word.rs";
}

use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;
use syn::{File, ItemTrait};

fuzz_target!(|text: &str| {
    // The first line is arguments, the rest an item.
    let (args, item) = text.split_once('\n').unwrap_or((text, ""));
    attribute(args, item);
    attribute(args, &format!("trait T {{ {item} }}"));
    attribute("", &format!("trait T {{ #[get({args})] async fn a(&self, {item}) -> R<u8>; }}"));
    attribute("boxed", &format!("trait T {{ #[post(\"/{{b}}\", idempotent, {args})] async fn a(&self, b: {item}) -> R<{item}>; }}"));
    derive(item);
    derive(&format!("enum E {{ #[status({args})] A({item}), #[other] B(C) }}"));
});

fn attribute(args: &str, item: &str) {
    let (Ok(args), Ok(item)) = (args.parse::<TokenStream>(), item.parse::<TokenStream>()) else {
        return;
    };
    let expanded = pipeline::endpoints(args, item.clone());
    let Ok(of) = syn::parse2::<ItemTrait>(item.clone()) else {
        assert!(expanded.to_string().contains("compile_error"));
        return;
    };
    let file: File = syn::parse2(expanded).expect("items");
    let stays = |item: &syn::Item| matches!(item, syn::Item::Trait(kept) if kept.ident == of.ident);
    assert!(file.items.iter().any(stays), "the trait is gone");
}

fn derive(item: &str) {
    let Ok(item) = item.parse::<TokenStream>() else {
        return;
    };
    // Nothing else can be derived for.
    if syn::parse2::<syn::Item>(item.clone()).is_ok_and(is_data) {
        syn::parse2::<File>(pipeline::status_error(item)).expect("items");
    }
}

fn is_data(item: syn::Item) -> bool {
    matches!(item, syn::Item::Enum(_) | syn::Item::Struct(_) | syn::Item::Union(_))
}
