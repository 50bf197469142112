//! What can be said of tokens without reading them.

use std::fmt;

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// Tokens that are looked at, or printed more than once.
///
/// A `TokenStream` is handed to the compiler and back for that, which takes longer than to make it. These are copied.
#[derive(Clone, Default)]
pub(crate) struct Phrase(Vec<TokenTree>);

impl Phrase {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn trees(&self) -> &[TokenTree] {
        &self.0
    }

    /// This path with one name more.
    pub(crate) fn path(&self, name: &str) -> Self {
        let colons = [Punct::new(':', Spacing::Joint), Punct::new(':', Spacing::Alone)];
        let name = Ident::new(name, Span::call_site());
        self.0.iter().cloned().chain(colons.map(TokenTree::Punct)).chain([name.into()]).collect()
    }

    /// The phrase, all of it in one place.
    pub(crate) fn at(&self, span: Span) -> impl ToTokens {
        let moved = move |mut tree: TokenTree| {
            tree.set_span(span);
            tree
        };
        Print(move |tokens: &mut TokenStream| tokens.extend(self.0.iter().cloned().map(moved)))
    }
}

impl From<TokenStream> for Phrase {
    fn from(tokens: TokenStream) -> Self {
        tokens.into_iter().collect()
    }
}

impl FromIterator<TokenTree> for Phrase {
    fn from_iter<I: IntoIterator<Item = TokenTree>>(trees: I) -> Self {
        Self(trees.into_iter().collect())
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_token_stream().fmt(f)
    }
}

impl ToTokens for Phrase {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

/// What a function prints, straight into what is around it.
pub(crate) struct Print<F>(pub(crate) F);

impl<F: Fn(&mut TokenStream)> ToTokens for Print<F> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        (self.0)(tokens);
    }
}

/// The pieces between top-level commas, empty ones as well; a comma may come after the last.
pub(crate) fn commas(tokens: impl IntoIterator<Item = TokenTree>) -> Vec<(Phrase, Option<TokenTree>)> {
    let mut pieces = Vec::new();
    let mut piece = Phrase::default();
    for tree in tokens {
        match &tree {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {
                pieces.push((std::mem::take(&mut piece), Some(tree)));
            }
            _ => piece.0.push(tree),
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
