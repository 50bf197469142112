//! Tests over whole traits.

mod mistakes;
mod robust;
mod shape;
mod snapshot;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Item;

use crate::pipeline;

/// Expands the traits and enums in a source file; everything else in it is left out.
fn expand_file(source: &str) -> TokenStream {
    let file = syn::parse_file(source).expect("a source file");
    let mut expanded = TokenStream::new();
    for item in file.items {
        match item {
            Item::Trait(mut item) => {
                let at = item.attrs.iter().position(|attribute| attribute.path().is_ident("endpoints"));
                let attribute = item.attrs.remove(at.expect("#[endpoints]"));
                let args = attribute.meta.require_list().map(|list| list.tokens.clone()).unwrap_or_default();
                expanded.extend(pipeline::endpoints(args, item.into_token_stream()));
            }
            Item::Enum(item) => expanded.extend(pipeline::status_error(item.into_token_stream())),
            _ => {}
        }
    }
    expanded
}

/// The messages of every `compile_error!` in an expansion.
fn errors_in(expanded: TokenStream) -> Vec<String> {
    let file: syn::File = syn::parse2(expanded).expect("items");
    let is_error =
        |call: &syn::ItemMacro| call.mac.path.segments.last().is_some_and(|name| name.ident == "compile_error");
    file.items
        .into_iter()
        .filter_map(|item| match item {
            Item::Macro(call) if is_error(&call) => call.mac.parse_body::<syn::LitStr>().ok(),
            _ => None,
        })
        .map(|message| message.value())
        .collect()
}

fn print(expanded: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(expanded).expect("items"))
}
