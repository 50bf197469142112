//! Any token stream gives an expansion or errors with the item, and never a panic.

use proc_macro2::TokenStream;
use proptest::prelude::*;

use crate::pipeline;

/// Pieces that bring random streams past the first checks.
const PIECES: &[&str] = &[
    "pub",
    "trait",
    "T",
    "async",
    "fn",
    "a",
    "(&self)",
    "(&self, #[body] id: X)",
    "(&self, #[query(\"a\")] id: X)",
    "->",
    "Result<T>",
    "R",
    ";",
    "{}",
    "#[get(\"/{id}\")]",
    "#[post(\"/\", none = 404)]",
    "#[head]",
    "#[put = 5]",
    "#[cfg(x)]",
    "unsafe",
    "const",
    "type",
    "struct",
    ":",
    "=",
    ",",
    "<T>",
    "impl",
    "where",
    "Self",
    "'a",
    "#",
    "!",
    "m!()",
    "(id: X)",
    "self",
    "path",
    "\"/a/{id}\"",
    "retry",
    "(attempts = 0)",
    "timeout",
    "\"1s\"",
    "500..=599",
    "[4xx, 404]",
    "4xx",
    "none",
    "header(\"a\" = \"b\")",
    "query",
    "idempotent",
    "crate",
    "::",
    "never",
    "client",
    "redirect",
    "-",
    "0.5",
    "'c'",
    "b\"x\"",
];

fn stream(depth: u32) -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(PIECES).prop_map(str::to_owned);
    piece.prop_recursive(depth, 40, 12, |inner| {
        (proptest::collection::vec(inner, 0..12), 0..4u8).prop_map(|(parts, shape)| match shape {
            0 => format!("({})", parts.join(" ")),
            1 => format!("{{ {} }}", parts.join(" ")),
            2 => format!("[{}]", parts.join(" ")),
            _ => parts.join(" "),
        })
    })
}

/// Expands, and says whether there is anything but errors in the expansion.
fn survives(args: &str, item: &str) {
    let (Ok(args), Ok(item)) = (args.parse::<TokenStream>(), item.parse::<TokenStream>()) else {
        return;
    };
    let was_empty = item.is_empty();
    let expanded = pipeline::endpoints(args, item.clone());
    assert!(!expanded.is_empty());
    // What cannot be read as a trait comes back as it is, before the error.
    if syn::parse2::<syn::ItemTrait>(item.clone()).is_err() {
        assert!(was_empty || expanded.to_string().starts_with(&item.to_string()));
        assert!(expanded.to_string().contains("compile_error"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_item(args in stream(3), item in stream(4)) {
        survives(&args, &item);
    }

    #[test]
    fn any_items_in_a_trait(args in stream(3), items in stream(4)) {
        survives(&args, &format!("pub trait T {{ {items} }}"));
    }

    #[test]
    fn any_arguments_of_a_verb(args in stream(3), params in stream(3), output in stream(2)) {
        survives("", &format!("trait T {{ #[get({args})] async fn a(&self, {params}) -> {output}; }}"));
        survives(&args, &format!("trait T {{ #[post(\"/\", {args})] async fn a(&self, #[query({args})] b: u8) -> R<u8>; }}"));
    }
}
