//! The verb attributes: `#[get("/path", ..)]` and its like.

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::{Attribute, Meta, Path};

use super::args::{self, Arg, Item};
use super::rules::Rules;
use super::service::template;
use super::slot::{At, Slot};
use super::value::{self, Patterns};
use crate::ctxt::Ctxt;
use crate::path::Part;
use crate::suggest;
use crate::symbol::{EXPECT, IDEMPOTENT, NONE, NOT_IDEMPOTENT, PATH, RESPONSE, VERB_KEYS};
use crate::tokens::Phrase;
use crate::word::{Response, Verb, Word};

/// Verbs of HTTP that are not ours.
const FOREIGN: &[&str] = &["connect", "options", "trace"];

/// What stands in a verb attribute.
#[derive(Default)]
pub(crate) struct VerbArgs {
    pub(crate) path: Slot<At<Vec<Part>>>,
    pub(crate) idempotent: Slot<At<bool>>,
    pub(crate) expect: Slot<Patterns>,
    pub(crate) none: Slot<Patterns>,
    pub(crate) response: Slot<At<Response>>,
    pub(crate) rules: Rules,
}

/// The verb that an attribute names.
pub(crate) fn verb_of(path: &Path) -> Option<Verb> {
    path.get_ident().and_then(|name| Verb::find(&name.to_string()))
}

/// What is wrong with the name of an attribute, if a verb may be meant.
pub(crate) fn nearly_verb(path: &Path) -> Option<String> {
    let name = path.get_ident()?.to_string();
    if FOREIGN.contains(&name.to_lowercase().as_str()) {
        return Some(format!("`{name}` is not supported; verbs are {}", crate::word::list::<Verb>()));
    }
    let meant = suggest::closest(&name, Verb::ALL.iter().map(|verb| verb.name()))?;
    Some(format!("`{name}` is not a verb; did you mean `{meant}`"))
}

/// Whether a `cfg_attr` holds a verb: which of its attributes there will be is not known yet.
pub(crate) fn hides_verb(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    let mut words = list.tokens.clone().into_iter().skip(1);
    attribute.path().is_ident("cfg_attr")
        && words.any(|word| matches!(word, TokenTree::Ident(word) if Verb::find(&word.to_string()).is_some()))
}

impl VerbArgs {
    pub(crate) fn read(cx: &mut Ctxt, verb: Verb, attribute: &Attribute) -> Self {
        let says = if verb.is_idempotent().is_some() { "" } else { ", idempotent" };
        let usage = format!("#[{}(\"/path\"{says})]", verb.name());
        let Some(tokens) = args::inside(cx, attribute, &usage) else {
            return Self::broken();
        };
        if tokens.is_empty() {
            cx.error(attribute.path(), format_args!("`{}` is written `{usage}`", verb.name()));
            return Self::broken();
        }
        let items = args::split(cx, tokens);
        if items.is_empty() {
            // There are commas alone, which have been reported.
            return Self::broken();
        }
        let mut read = Self::default();
        for (index, item) in items.into_iter().enumerate() {
            match item {
                Item::Named(arg) if index > 0 || is_key(&arg) => read.take(cx, verb, &arg),
                Item::Named(Arg { tokens, .. }) | Item::Other(tokens) if index == 0 => {
                    // Without a comma after the path, an argument may be hidden in here.
                    let hides = tokens.trees().len() > 1;
                    read.path = path(cx, &tokens, &usage).map_or(Slot::Broken, Slot::Set);
                    read.may_say(hides);
                }
                Item::Other(tokens) if read.path.is_unset() && value::literal(tokens.trees()).is_some() => {
                    cx.error(&tokens, format_args!("path comes first: `{usage}`"));
                    read.path = Slot::Broken;
                }
                Item::Named(Arg { tokens, .. }) | Item::Other(tokens) => {
                    args::refuse_unnamed(cx, &tokens);
                    read.may_say(true);
                }
            }
        }
        if read.path.is_unset() {
            // What is missing before a comma has been reported.
            if !args::begin_with_comma(attribute) {
                cx.error(attribute.path(), format_args!("path is missing; it comes first: `{usage}`"));
            }
            read.path = Slot::Broken;
        }
        read
    }

    fn take(&mut self, cx: &mut Ctxt, verb: Verb, arg: &Arg) {
        if arg.name == IDEMPOTENT || arg.name == NOT_IDEMPOTENT {
            self.take_idempotent(cx, arg);
        } else if arg.name == EXPECT {
            self.expect.fill(cx, arg, |cx, arg| value::patterns(cx, arg, EXPECT));
        } else if arg.name == NONE {
            self.none.fill(cx, arg, |cx, arg| value::patterns(cx, arg, NONE));
        } else if arg.name == RESPONSE {
            self.response.fill(cx, arg, |cx, arg| {
                Some(At { value: value::word(cx, arg, RESPONSE)?, at: arg.tokens.to_token_stream() })
            });
        } else if !self.rules.take(cx, arg) {
            args::unknown(cx, &arg.name, &format!("`#[{}]`", verb.name()), VERB_KEYS);
            self.may_say(arg.name.to_string().to_lowercase().contains("idemp"));
        }
    }

    /// If something that cannot be read may be `idempotent` or `not_idempotent`, nobody is told to say it.
    fn may_say(&mut self, it: bool) {
        if it && self.idempotent.is_unset() {
            self.idempotent = Slot::Broken;
        }
    }

    /// `idempotent` or `not_idempotent`
    fn take_idempotent(&mut self, cx: &mut Ctxt, arg: &Arg) {
        let value = arg.name == IDEMPOTENT;
        match &self.idempotent {
            Slot::Set(before) if before.value != value => {
                cx.error(&arg.name, "`idempotent` and `not_idempotent` exclude each other");
            }
            _ => self.idempotent.fill(cx, arg, |cx, arg| value::flag(cx, arg).map(|at| At { value, at })),
        }
    }

    /// Of an attribute that cannot be read at all; nothing in it is missing then.
    fn broken() -> Self {
        Self { path: Slot::Broken, idempotent: Slot::Broken, ..Self::default() }
    }
}

/// `"/{id}"`
fn path(cx: &mut Ctxt, at: &Phrase, usage: &str) -> Option<At<Vec<Part>>> {
    let Some(literal) = value::literal(at.trees()) else {
        cx.error(at, format_args!("path comes first, as a string literal: `{usage}`"));
        return None;
    };
    let text = literal.value();
    if text.is_empty() {
        // The trait's path may be all of it.
        return Some(At { value: Vec::new(), at: at.to_token_stream() });
    }
    template(cx, &text, &literal).map(|value| At { value, at: at.to_token_stream() })
}

/// Whether an argument that stands where the path belongs is one of the arguments after it.
fn is_key(arg: &Arg) -> bool {
    arg.name != PATH && VERB_KEYS.iter().any(|key| arg.name == *key)
}
