//! Reads the value of one argument.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parser;
use syn::{Lit, LitInt, LitStr, Path};

use super::args::{self, Arg, Form};
use super::slot::At;
use crate::ctxt::Ctxt;
use crate::duration::Millis;
use crate::status::Pattern;
use crate::suggest;
use crate::symbol::Symbol;
use crate::tokens::Phrase;
use crate::word::{self, Word};

/// Status patterns that do not overlap.
pub(crate) type Patterns = Vec<At<Pattern>>;

/// `idempotent`
pub(crate) fn flag(cx: &mut Ctxt, arg: &Arg) -> Option<TokenStream> {
    if matches!(arg.form, Form::Flag) {
        return Some(arg.name.to_token_stream());
    }
    cx.error(&arg.tokens, format_args!("`{}` stands alone, without a value", arg.name));
    None
}

/// `path = "/assets/v3"`
pub(crate) fn string(cx: &mut Ctxt, arg: &Arg, key: Symbol) -> Option<LitStr> {
    let literal = match &arg.form {
        Form::Value(value) => literal(value.trees()),
        Form::Flag | Form::List(_) => None,
    };
    if literal.is_none() {
        args::wrong_form(cx, arg, key);
    }
    literal
}

/// A string literal and nothing else.
pub(crate) fn literal(trees: &[TokenTree]) -> Option<LitStr> {
    let [TokenTree::Literal(literal)] = trees else {
        return None;
    };
    match Lit::new(literal.clone()) {
        Lit::Str(literal) if literal.suffix().is_empty() => Some(literal),
        _ => None,
    }
}

/// `timeout = "30s"`
pub(crate) fn duration(cx: &mut Ctxt, arg: &Arg, key: Symbol) -> Option<At<Millis>> {
    let literal = string(cx, arg, key)?;
    let text = literal.value();
    match Millis::parse(&text) {
        Ok(value) => Some(At { value, at: literal.into_token_stream() }),
        Err(fault) => {
            cx.error(&literal, format_args!("`{}` {fault}", text.escape_debug()));
            None
        }
    }
}

/// `attempts = 4`
pub(crate) fn count(cx: &mut Ctxt, arg: &Arg, key: Symbol) -> Option<At<u32>> {
    let literal = match &arg.form {
        Form::Value(value) => {
            syn::parse2::<LitInt>(value.to_token_stream()).ok().filter(|literal| literal.suffix().is_empty())
        }
        Form::Flag | Form::List(_) => None,
    };
    let Some(literal) = literal else {
        args::wrong_form(cx, arg, key);
        return None;
    };
    match literal.base10_parse::<u32>() {
        Ok(0) => cx.error(&literal, format_args!("`{}` is at least 1, the first attempt", key.name)),
        Ok(value) => return Some(At { value, at: literal.into_token_stream() }),
        Err(_) if literal.base10_digits().starts_with('-') => {
            cx.error(value_of(arg), format_args!("`{}` is at least 1, the first attempt", key.name));
        }
        Err(_) => cx.error(&literal, format_args!("`{}` is at most {}", key.name, u32::MAX)),
    }
    None
}

/// The tokens after the `=`, or all of it.
fn value_of(arg: &Arg) -> &Phrase {
    match &arg.form {
        Form::Value(value) => value,
        Form::Flag | Form::List(_) => &arg.tokens,
    }
}

/// `redirect = same_origin`
pub(crate) fn word<W: Word>(cx: &mut Ctxt, arg: &Arg, key: Symbol) -> Option<W> {
    let Form::Value(value) = &arg.form else {
        args::wrong_form(cx, arg, key);
        return None;
    };
    choose(cx, value, key.name)
}

/// One of the words of a list and nothing else.
pub(crate) fn choose<W: Word>(cx: &mut Ctxt, tokens: &Phrase, key: &str) -> Option<W> {
    // A word with a dash comes as three tokens.
    let text: String = tokens.to_string().split_whitespace().collect();
    let found = W::find(&text);
    if found.is_none() {
        let meant = suggest::closest(&text, W::ALL.iter().map(|word| word.name()));
        let meant = meant.map(|meant| format!("; did you mean `{meant}`")).unwrap_or_default();
        let legal = word::list::<W>();
        cx.error(tokens, format_args!("`{text}` is not a value of `{key}`{meant}\nnote: legal are {legal}"));
    }
    found
}

/// `client = Name`
pub(crate) fn name(cx: &mut Ctxt, arg: &Arg, key: Symbol) -> Option<Ident> {
    let name = match &arg.form {
        Form::Value(value) => syn::parse2::<Ident>(value.to_token_stream()).ok(),
        Form::Flag | Form::List(_) => None,
    };
    if name.is_none() {
        args::wrong_form(cx, arg, key);
    }
    name
}

/// `crate = path::to::runtime`
pub(crate) fn path(cx: &mut Ctxt, arg: &Arg, key: Symbol) -> Option<Path> {
    let path = match &arg.form {
        Form::Value(value) => Path::parse_mod_style.parse2(value.to_token_stream()).ok(),
        Form::Flag | Form::List(_) => None,
    };
    if path.is_none() {
        args::wrong_form(cx, arg, key);
    }
    path
}

/// `expect = 2xx` or `expect = [200, 201]`
pub(crate) fn patterns(cx: &mut Ctxt, arg: &Arg, key: Symbol) -> Option<Patterns> {
    let Form::Value(value) = &arg.form else {
        args::wrong_form(cx, arg, key);
        return None;
    };
    pattern_list(cx, value, key.name)
}

/// `2xx` or `[200, 201]`
pub(crate) fn pattern_list(cx: &mut Ctxt, value: &Phrase, key: &str) -> Option<Patterns> {
    let pieces = match value.trees() {
        [TokenTree::Group(list)] if list.delimiter() == Delimiter::Bracket => args::commas(cx, list.stream())?,
        _ => vec![value.clone()],
    };
    if pieces.is_empty() {
        cx.error(value, format_args!("`{key}` needs at least one status"));
        return None;
    }
    let mut patterns = Patterns::new();
    let mut good = true;
    for piece in pieces {
        match pattern(&patterns, &piece) {
            Ok(value) => patterns.push(At { value, at: piece.to_token_stream() }),
            Err(fault) => {
                cx.error(&piece, fault);
                good = false;
            }
        }
    }
    good.then_some(patterns)
}

fn pattern(before: &[At<Pattern>], tokens: &Phrase) -> Result<Pattern, String> {
    let text: String = tokens.to_string().split_whitespace().collect();
    let pattern = Pattern::parse(&text).map_err(|fault| format!("`{text}` {fault}"))?;
    match before.iter().find(|other| other.value.overlaps(pattern)) {
        Some(other) => Err(format!("`{pattern}` overlaps `{}` in the same list", other.value)),
        None => Ok(pattern),
    }
}
