//! What can be said of tokens without reading them.

use proc_macro2::{TokenStream, TokenTree};

/// The pieces between top-level commas, empty ones as well; a comma may come after the last.
pub(crate) fn commas(tokens: impl IntoIterator<Item = TokenTree>) -> Vec<(TokenStream, Option<TokenTree>)> {
    let mut pieces = Vec::new();
    let mut piece = TokenStream::new();
    for tree in tokens {
        match &tree {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {
                pieces.push((std::mem::take(&mut piece), Some(tree)));
            }
            _ => piece.extend([tree]),
        }
    }
    if !piece.is_empty() {
        pieces.push((piece, None));
    }
    pieces
}

/// Whether one of these names stands anywhere in `tokens`.
pub(crate) fn mentions(tokens: TokenStream, names: &[String]) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Group(group) => mentions(group.stream(), names),
        TokenTree::Ident(name) => names.iter().any(|other| name == other),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
