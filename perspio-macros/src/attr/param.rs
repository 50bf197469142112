//! The attributes of a parameter: `#[path]`, `#[query]`, `#[header]`, `#[body]`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, LitStr};

use super::args;
use super::rules::quoted;
use super::slot::At;
use super::value;
use crate::ctxt::Ctxt;
use crate::header;
use crate::suggest;
use crate::symbol::{BODY, HEADER_PARAM, PARAM_ATTRIBUTES, PATH_PARAM, QUERY_PARAM, SECRET, Symbol};
use crate::word::{Body, Word};

/// Where a parameter goes, as far as its attributes tell.
pub(crate) enum Placement {
    /// It has no attribute of ours; its name decides.
    Unmarked,
    /// Its attribute cannot be read; the error is reported.
    Broken,
    /// Into this placeholder.
    Path(At<String>),
    Query(At<String>),
    Header(At<HeaderName>),
    Body(At<Body>),
}

/// A header that a parameter sets.
#[derive(Clone)]
pub(crate) struct HeaderName {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) secret: bool,
}

/// Whether an attribute of a parameter is ours.
pub(crate) fn is_place(attribute: &Attribute) -> bool {
    let name = attribute.path().get_ident().map(ToString::to_string);
    name.is_some_and(|name| PARAM_ATTRIBUTES.iter().any(|place| place.name == name))
}

/// Our attribute that a misspelt one may mean.
pub(crate) fn nearly_place(attribute: &Attribute) -> Option<&'static str> {
    let known = ["allow", "cfg", "cfg_attr", "deny", "doc", "expect", "forbid", "warn"];
    let name = attribute.path().get_ident()?.to_string();
    if known.contains(&name.as_str()) {
        return None;
    }
    if Body::find(&name).is_some() {
        return Some(if name == Body::Json.name() { "body" } else { "body(..)" });
    }
    suggest::closest(&name, PARAM_ATTRIBUTES.iter().map(|place| place.name))
}

impl Placement {
    /// Reads an attribute of ours on the parameter called `param`.
    pub(crate) fn read(cx: &mut Ctxt, attribute: &Attribute, param: &str) -> Self {
        let path = attribute.path();
        if *path == PATH_PARAM {
            string(cx, attribute, PATH_PARAM, param, placeholder).map_or(Self::Broken, Self::Path)
        } else if *path == QUERY_PARAM {
            string(cx, attribute, QUERY_PARAM, param, query_name).map_or(Self::Broken, Self::Query)
        } else if *path == HEADER_PARAM {
            header(cx, attribute).map_or(Self::Broken, Self::Header)
        } else {
            body(cx, attribute).map_or(Self::Broken, Self::Body)
        }
    }
}

/// `#[query]`, which stands for `default`, or `#[query("name")]`
fn string(
    cx: &mut Ctxt,
    attribute: &Attribute,
    key: Symbol,
    default: &str,
    check: fn(&mut Ctxt, &LitStr) -> Option<String>,
) -> Option<At<String>> {
    let tokens = args::inside(cx, attribute, key.usage)?;
    if tokens.is_empty() {
        return Some(At { value: default.to_owned(), at: attribute.path().to_token_stream() });
    }
    let literal = match args::commas(cx, tokens)?.as_slice() {
        [only] => value::literal(only.trees()),
        _ => None,
    };
    let Some(literal) = literal else {
        cx.error(&attribute.meta, format_args!("`{}` is written `{}`", key.name, key.usage));
        return None;
    };
    let value = check(cx, &literal)?;
    Some(At { value, at: literal.into_token_stream() })
}

fn placeholder(cx: &mut Ctxt, literal: &LitStr) -> Option<String> {
    named(cx, literal, "placeholder")
}

fn query_name(cx: &mut Ctxt, literal: &LitStr) -> Option<String> {
    named(cx, literal, "query")
}

fn named(cx: &mut Ctxt, literal: &LitStr, what: &str) -> Option<String> {
    let text = literal.value();
    if text.is_empty() {
        cx.error(literal, format_args!("{what} name is empty"));
        return None;
    }
    Some(text)
}

/// `#[header("Name")]` or `#[header("Name", secret)]`
fn header(cx: &mut Ctxt, attribute: &Attribute) -> Option<At<HeaderName>> {
    let tokens = args::inside(cx, attribute, HEADER_PARAM.usage)?;
    let (literal, secret) = match args::commas(cx, tokens)?.as_slice() {
        [name] => (value::literal(name.trees()), false),
        [name, flag] if flag.to_string() == SECRET.name => (value::literal(name.trees()), true),
        _ => (None, false),
    };
    let Some(literal) = literal else {
        cx.error(&attribute.meta, format_args!("`{}` is written `{}`", HEADER_PARAM.name, HEADER_PARAM.usage));
        return None;
    };
    let text = literal.value();
    let name = header::name(&text).map_err(|fault| cx.error(&literal, quoted(&text, &fault))).ok()?;
    Some(At { value: HeaderName { name, secret }, at: literal.into_token_stream() })
}

/// `#[body]` or `#[body(form)]`
fn body(cx: &mut Ctxt, attribute: &Attribute) -> Option<At<Body>> {
    let tokens: TokenStream = args::inside(cx, attribute, BODY.usage)?;
    if tokens.is_empty() {
        return Some(At { value: Body::Json, at: attribute.path().to_token_stream() });
    }
    let pieces = args::commas(cx, tokens.clone())?;
    let value = match pieces.as_slice() {
        [only] => value::choose(cx, only, BODY.name)?,
        _ => value::choose(cx, &tokens.into(), BODY.name)?,
    };
    Some(At { value, at: attribute.path().to_token_stream() })
}
