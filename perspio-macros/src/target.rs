//! What `#[endpoints]` stands on, if it is no trait that can be read.

use proc_macro2::{TokenStream, TokenTree};
use syn::{ItemTrait, ItemTraitAlias};

use crate::ctxt::Ctxt;
use crate::symbol::ENDPOINTS;

const KEYWORDS: &[&str] =
    &["const", "enum", "extern", "fn", "impl", "macro_rules", "mod", "static", "struct", "type", "union", "use"];

/// The trait, or the error is reported.
pub(crate) fn read(cx: &mut Ctxt, item: &TokenStream) -> Option<ItemTrait> {
    let error = match syn::parse2::<ItemTrait>(item.clone()) {
        Ok(item) => return Some(item),
        Err(error) => error,
    };
    match keyword(item) {
        Some(TokenTree::Ident(name)) if name != "trait" => {
            cx.error(&name, format_args!("`#[{}]` goes on a trait, and this is `{name}`", ENDPOINTS.name));
        }
        Some(_) => match syn::parse2::<ItemTraitAlias>(item.clone()) {
            Ok(ItemTraitAlias { ident: name, .. }) => {
                cx.error(&name, format_args!("`#[{}]` goes on a trait, and `{name}` is an alias", ENDPOINTS.name));
            }
            Err(_) => cx.syntax(error),
        },
        None => cx.error(item, format_args!("`#[{}]` goes on a trait", ENDPOINTS.name)),
    }
    None
}

/// The word that says what an item is. `const` and `extern` may be the beginning of a function.
fn keyword(item: &TokenStream) -> Option<TokenTree> {
    let is = |tree: &TokenTree, names: &[&str]| matches!(tree, TokenTree::Ident(word) if names.iter().any(|name| word == name));
    let first = |names: &[&str]| item.clone().into_iter().find(|tree| is(tree, names));
    let kind = first(&[KEYWORDS, &["trait"]].concat())?;
    if is(&kind, &["const", "extern"]) { first(&["fn"]).or(Some(kind)) } else { Some(kind) }
}
