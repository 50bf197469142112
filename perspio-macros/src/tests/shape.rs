//! What holds for every expansion: it is thin, and it names nothing that it does not own.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{ImplItem, Item};

use super::snapshot::SOURCES;
use super::{expand_file, print};

/// Words that are no names.
const KEYWORDS: &[&str] = &[
    "_", "Self", "async", "const", "extern", "fn", "for", "if", "impl", "let", "move", "mut", "pub", "ref", "return",
    "self", "static", "str", "struct", "trait", "where",
];

/// What the expansion declares, and the attributes that it uses.
const OWN: &[&str] = &[
    "ENDPOINTS",
    "automatically_derived",
    "client",
    "derive",
    "doc",
    "false",
    "from",
    "must_use",
    "perspio_client",
    "perspio_error",
    "new",
    "allow",
    "Output",
    "true",
];

#[test]
fn methods_of_the_client_are_thin() {
    for (name, source) in SOURCES {
        let file: syn::File = syn::parse2(expand_file(source)).unwrap();
        let implementations = file.items.iter().filter_map(|item| match item {
            Item::Impl(item)
                if item
                    .trait_
                    .as_ref()
                    .is_some_and(|of| of.0.segments.last().is_some_and(|name| name.ident != "From")) =>
            {
                Some(item)
            }
            _ => None,
        });
        for method in implementations.flat_map(|item| &item.items) {
            let ImplItem::Fn(method) = method else { panic!("{name}: no method") };
            let (block, inputs) = (&method.block, method.sig.inputs.len());
            let body = print(quote::quote!(fn method() #block));
            assert!(body.lines().count() <= 15, "{name}: body of more than 15 lines\n{body}");
            // The printer gives each parameter of a long signature a line.
            let mut whole = method.clone();
            whole.attrs.clear();
            let whole = print(quote::quote!(impl X { #whole })).lines().count() - 2;
            assert!(inputs > 4 || whole <= 15, "{name}: {} has {whole} lines", method.sig.ident);
            for word in ["loop", "while", "for", "match", "if"] {
                assert!(!words(block.to_token_stream()).contains(word), "{name}: `{word}` in\n{body}");
            }
        }
    }
}

#[test]
fn only_owned_names_are_used() {
    for (name, source) in SOURCES {
        let theirs = words(source.parse().unwrap());
        let expanded = expand_file(source);
        let mut roots = BTreeSet::new();
        let mut found = BTreeSet::new();
        names(expanded, &mut roots, &mut found);
        for (first, second) in found {
            let own = first == "core" || first == "std" || (first == "perspio_runtime" && second == "__private");
            assert!(own, "{name}: ::{first}::{second}");
        }
        for root in roots {
            let own = theirs.contains(&root)
                || KEYWORDS.contains(&root.as_str())
                || OWN.contains(&root.as_str())
                || root.starts_with("__")
                || theirs.iter().any(|word| root == format!("{}Client", word.trim_start_matches("r#")));
            assert!(own, "{name}: `{root}` is a name out of nowhere");
        }
    }
}

/// Sorts the names into paths that begin with `::`, and names that stand alone or that a path begins with.
fn names(tokens: TokenStream, roots: &mut BTreeSet<String>, found: &mut BTreeSet<(String, String)>) {
    let trees: Vec<_> = tokens.into_iter().collect();
    let text = |at: usize| trees.get(at).map(ToString::to_string).unwrap_or_default();
    let is_colons = |at: usize| text(at) == ":" && text(at + 1) == ":";
    for (at, tree) in trees.iter().enumerate() {
        let before = if at == 0 { String::new() } else { text(at - 1) };
        match tree {
            TokenTree::Group(group) => names(group.stream(), roots, found),
            TokenTree::Ident(_) if at >= 2 && is_colons(at - 2) => {}
            TokenTree::Ident(name) if before != "." && before != "'" => drop(roots.insert(name.to_string())),
            TokenTree::Punct(_) if is_colons(at) => {
                let path_goes_on = before == "Self" || before == ">" || begins_path(&before);
                if !path_goes_on {
                    found.insert((text(at + 2), text(at + 5)));
                }
            }
            _ => {}
        }
    }
}

/// Whether `::` after this continues a path: after a name it does, after a keyword it begins one.
fn begins_path(before: &str) -> bool {
    before.starts_with(|c: char| c.is_alphabetic() || c == '_') && !KEYWORDS.contains(&before)
}

fn words(tokens: TokenStream) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for tree in tokens {
        match tree {
            TokenTree::Ident(word) => drop(words.insert(word.to_string())),
            TokenTree::Group(group) => words.extend(self::words(group.stream())),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    words
}
