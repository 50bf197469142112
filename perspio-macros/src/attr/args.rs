//! Splits the tokens of an attribute into arguments; one broken argument does not hide the next.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, MacroDelimiter, Meta};

use crate::ctxt::Ctxt;
use crate::suggest;
use crate::symbol::{self, Symbol};
use crate::tokens::{self, Phrase};
use crate::word;

/// An argument that starts with its name.
pub(crate) struct Arg {
    pub(crate) name: Ident,
    pub(crate) form: Form,
    /// All of it.
    pub(crate) tokens: Phrase,
}

/// What comes after the name of an argument.
pub(crate) enum Form {
    /// `idempotent`
    Flag,
    /// `timeout = "30s"`
    Value(Phrase),
    /// `retry(attempts = 4)`
    List(TokenStream),
}

/// One argument of any shape.
pub(crate) enum Item {
    Named(Arg),
    /// Anything else, such as the path of a verb.
    Other(Phrase),
}

/// The arguments in `tokens`.
pub(crate) fn split(cx: &mut Ctxt, tokens: TokenStream) -> Vec<Item> {
    commas(cx, tokens).into_iter().flatten().map(classify).collect()
}

/// The arguments in `tokens`, all of which start with a name.
pub(crate) fn split_named(cx: &mut Ctxt, tokens: TokenStream) -> Vec<Arg> {
    let mut named = Vec::new();
    for item in split(cx, tokens) {
        match item {
            Item::Named(arg) => named.push(arg),
            Item::Other(tokens) => refuse_unnamed(cx, &tokens),
        }
    }
    named
}

pub(crate) fn refuse_unnamed(cx: &mut Ctxt, tokens: &Phrase) {
    cx.error(tokens, "an argument is a word, `name = value` or `name(..)`");
}

/// The pieces between top-level commas; a comma may come after the last. `None` if there are commas alone, which have been
/// reported.
pub(crate) fn commas(cx: &mut Ctxt, tokens: TokenStream) -> Option<Vec<Phrase>> {
    let is_empty = tokens.is_empty();
    let mut pieces = Vec::new();
    for (piece, comma) in tokens::commas(ungroup(tokens)) {
        match comma {
            Some(comma) if piece.is_empty() => cx.error(comma, "an argument is missing before this comma"),
            _ => pieces.push(piece),
        }
    }
    (is_empty || !pieces.is_empty()).then_some(pieces)
}

/// Whether there is a comma where the first argument of an attribute should be.
pub(crate) fn begin_with_comma(attribute: &Attribute) -> bool {
    let first = match &attribute.meta {
        Meta::List(list) => list.tokens.clone().into_iter().next(),
        Meta::Path(_) | Meta::NameValue(_) => None,
    };
    matches!(first, Some(TokenTree::Punct(comma)) if comma.as_char() == ',')
}

/// The tokens in the parentheses of an attribute, or else the error is reported.
///
/// `#[get]` and `#[get()]` -> nothing; `#[get("/")]` -> `"/"`
pub(crate) fn inside(cx: &mut Ctxt, attribute: &Attribute, usage: &str) -> Option<TokenStream> {
    match &attribute.meta {
        Meta::Path(_) => Some(TokenStream::new()),
        Meta::List(list) if matches!(list.delimiter, MacroDelimiter::Paren(_)) => Some(list.tokens.clone()),
        Meta::List(_) | Meta::NameValue(_) => {
            let name = attribute.path().to_token_stream();
            cx.error(&attribute.meta, format_args!("`{name}` is written `{usage}`"));
            None
        }
    }
}

/// Reports an argument whose shape is not that of `key`; the value alone, if there is one.
pub(crate) fn wrong_form(cx: &mut Ctxt, arg: &Arg, key: Symbol) {
    let at = match &arg.form {
        Form::Value(value) => value,
        Form::Flag | Form::List(_) => &arg.tokens,
    };
    cx.error(at, format_args!("`{}` is written `{}`", key.name, key.usage));
}

/// Reports an argument that `owner` does not have, and says what is legal.
pub(crate) fn unknown(cx: &mut Ctxt, name: &Ident, owner: &str, legal: &[Symbol]) {
    let text = name.to_string();
    let names = || legal.iter().map(|key| key.name);
    let advice = match (suggest::closest(&text, names()), symbol::home(name)) {
        (Some(meant), _) => format!("; did you mean `{meant}`"),
        (None, Some(home)) => format!("; it belongs to {home}"),
        (None, None) => String::new(),
    };
    let legal = word::backticked(names());
    let are = if legal.contains(',') { "are" } else { "is" };
    cx.error(name, format_args!("`{text}` is not an argument of {owner}{advice}\nnote: legal {are} {legal}"));
}

/// `name`, `name = value`, `name(list)`, or something else
fn classify(tokens: Phrase) -> Item {
    let (name, form) = match tokens.trees() {
        [TokenTree::Ident(name)] => (name, Form::Flag),
        [TokenTree::Ident(name), TokenTree::Punct(equals), value @ ..]
            if equals.as_char() == '=' && !value.is_empty() =>
        {
            (name, Form::Value(value.iter().cloned().collect()))
        }
        [TokenTree::Ident(name), TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
            (name, Form::List(group.stream()))
        }
        _ => return Item::Other(tokens),
    };
    Item::Named(Arg { name: name.clone(), form, tokens })
}

/// Takes away the invisible groups in which `macro_rules!` hands over what it matched.
fn ungroup(tokens: TokenStream) -> Vec<TokenTree> {
    let mut trees = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => trees.extend(ungroup(group.stream())),
            TokenTree::Group(group) => {
                let mut clean = Group::new(group.delimiter(), ungroup(group.stream()).into_iter().collect());
                clean.set_span(group.span());
                trees.push(TokenTree::Group(clean));
            }
            tree => trees.push(tree),
        }
    }
    trees
}
