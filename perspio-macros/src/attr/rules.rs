//! The arguments that `#[endpoints(..)]` and the verbs share.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::LitStr;

use super::args::{self, Arg, Form};
use super::slot::{At, Slot};
use super::value::{self, Patterns};
use crate::ctxt::Ctxt;
use crate::duration::Millis;
use crate::header;
use crate::path;
use crate::suggest;
use crate::symbol::{
    ATTEMPTS, BASE, CAP, DEADLINE, HEADER, HEADER_PARAM, MAX_WAIT, ON, QUERY, QUERY_PARAM, REDIRECT, RETRY, RETRY_KEYS,
    SECRET, Symbol, THROTTLE_BASE, TIMEOUT,
};
use crate::tokens::Phrase;
use crate::word::Redirect;

/// Rules of a trait, which are defaults, or of one method.
#[derive(Default)]
pub(crate) struct Rules {
    pub(crate) retry: Slot<At<Retry>>,
    pub(crate) timeout: Slot<At<Millis>>,
    pub(crate) deadline: Slot<At<Millis>>,
    pub(crate) redirect: Slot<Redirect>,
    pub(crate) headers: Vec<Fixed>,
    pub(crate) query: Vec<Fixed>,
}

/// What is said about being sent again.
pub(crate) enum Retry {
    Never,
    Keys(Box<RetryKeys>),
}

/// `retry(..)`
#[derive(Default)]
pub(crate) struct RetryKeys {
    pub(crate) attempts: Slot<At<u32>>,
    pub(crate) base: Slot<At<Millis>>,
    pub(crate) throttle_base: Slot<At<Millis>>,
    pub(crate) cap: Slot<At<Millis>>,
    pub(crate) max_wait: Slot<At<Millis>>,
    pub(crate) on: Slot<Patterns>,
}

/// A header or query pair with a fixed value.
#[derive(Clone)]
pub(crate) struct Fixed {
    pub(crate) name: String,
    pub(crate) value: String,
    /// Headers only.
    pub(crate) secret: bool,
}

impl Rules {
    /// Reads the argument if it is one of the rules, and says whether it was.
    pub(crate) fn take(&mut self, cx: &mut Ctxt, arg: &Arg) -> bool {
        if arg.name == RETRY {
            self.retry.fill(cx, arg, |cx, arg| Some(At { value: retry(cx, arg)?, at: arg.name.to_token_stream() }));
        } else if arg.name == TIMEOUT {
            self.timeout.fill(cx, arg, |cx, arg| value::duration(cx, arg, TIMEOUT));
        } else if arg.name == DEADLINE {
            self.deadline.fill(cx, arg, |cx, arg| value::duration(cx, arg, DEADLINE));
        } else if arg.name == REDIRECT {
            self.redirect.fill(cx, arg, |cx, arg| value::word(cx, arg, REDIRECT));
        } else if arg.name == HEADER {
            self.headers.extend(fixed_header(cx, arg, &self.headers));
        } else if arg.name == QUERY {
            self.query.extend(fixed_query(cx, arg, &self.query));
        } else {
            return false;
        }
        true
    }
}

/// The one word that `retry` takes.
const NEVER: &str = "never";

/// `retry(attempts = 4, ..)` or `retry = never`
fn retry(cx: &mut Ctxt, arg: &Arg) -> Option<Retry> {
    match &arg.form {
        Form::Value(value) if value.to_string() == NEVER => Some(Retry::Never),
        Form::List(list) if !list.is_empty() => Some(Retry::Keys(Box::new(retry_keys(cx, list.clone())))),
        Form::Value(value) if suggest::closest(&value.to_string(), [NEVER]).is_some() => {
            cx.error(value, format_args!("`{value}` is not a value of `retry`; did you mean `{NEVER}`"));
            None
        }
        Form::Value(_) | Form::List(_) | Form::Flag => {
            args::wrong_form(cx, arg, RETRY);
            None
        }
    }
}

fn retry_keys(cx: &mut Ctxt, list: TokenStream) -> RetryKeys {
    let mut keys = RetryKeys::default();
    for arg in args::split_named(cx, list) {
        if arg.name == ATTEMPTS {
            keys.attempts.fill(cx, &arg, |cx, arg| value::count(cx, arg, ATTEMPTS));
        } else if arg.name == BASE {
            keys.base.fill(cx, &arg, |cx, arg| value::duration(cx, arg, BASE));
        } else if arg.name == THROTTLE_BASE {
            keys.throttle_base.fill(cx, &arg, |cx, arg| value::duration(cx, arg, THROTTLE_BASE));
        } else if arg.name == CAP {
            keys.cap.fill(cx, &arg, |cx, arg| value::duration(cx, arg, CAP));
        } else if arg.name == MAX_WAIT {
            keys.max_wait.fill(cx, &arg, |cx, arg| value::duration(cx, arg, MAX_WAIT));
        } else if arg.name == ON {
            keys.on.fill(cx, &arg, |cx, arg| value::patterns(cx, arg, ON));
        } else {
            args::unknown(cx, &arg.name, "`retry`", RETRY_KEYS);
        }
    }
    keys
}

/// `header("name" = "value")` or `header("name" = "value", secret)`
fn fixed_header(cx: &mut Ctxt, arg: &Arg, before: &[Fixed]) -> Option<Fixed> {
    let pieces = pieces(cx, arg)?;
    let Some((name, value, secret)) = pair(&pieces).and_then(|(name, value, rest)| match rest {
        [] => Some((name, value, false)),
        [flag] if flag.to_string() == SECRET.name => Some((name, value, true)),
        _ => None,
    }) else {
        args::wrong_form(cx, arg, HEADER);
        return None;
    };
    let text = name.value();
    let lower = header::name(&text).map_err(|fault| cx.error(&name, quoted(&text, &fault)));
    let good = header::check_value(&value.value())
        .map_err(|fault| cx.error(&value, format_args!("value of header `{}` {fault}", text.escape_debug())));
    let fixed = Fixed { name: lower.ok()?, value: good.map(|()| value.value()).ok()?, secret };
    refuse_placeholder(cx, HEADER_PARAM, &fixed, &value);
    once(cx, fixed, &name, before)
}

/// `query("name" = "value")`
fn fixed_query(cx: &mut Ctxt, arg: &Arg, before: &[Fixed]) -> Option<Fixed> {
    let pieces = pieces(cx, arg)?;
    let Some((name, value)) = pair(&pieces).and_then(|(name, value, rest)| rest.is_empty().then_some((name, value)))
    else {
        args::wrong_form(cx, arg, QUERY);
        return None;
    };
    if name.value().is_empty() {
        cx.error(&name, "query name is empty");
        return None;
    }
    let fixed = Fixed { name: name.value(), value: value.value(), secret: false };
    refuse_placeholder(cx, QUERY_PARAM, &fixed, &value);
    once(cx, fixed, &name, before)
}

/// A fixed value is sent as it stands: who writes `{id}` there means a parameter.
fn refuse_placeholder(cx: &mut Ctxt, place: Symbol, fixed: &Fixed, at: &LitStr) {
    if let Some(hidden) = path::placeholder_in(&fixed.value) {
        let (kind, name) = (place.name, &fixed.name);
        cx.error(
            at,
            format_args!(
                "fixed value of {kind} `{name}` has the placeholder `{{{hidden}}}`, which nothing fills\n\
 note: a parameter sends it: `#[{kind}(\"{name}\")] {hidden}: ..`"
            ),
        );
    }
}

fn once(cx: &mut Ctxt, fixed: Fixed, name: &LitStr, before: &[Fixed]) -> Option<Fixed> {
    if before.iter().any(|other| other.name == fixed.name) {
        cx.error(name, quoted(&fixed.name, "is given twice"));
        return None;
    }
    Some(fixed)
}

pub(super) fn quoted(text: &str, fault: &str) -> String {
    format!("`{}` {fault}", text.escape_debug())
}

/// What there is between the commas of a list; of another form nothing. `None` if there are commas alone.
fn pieces(cx: &mut Ctxt, arg: &Arg) -> Option<Vec<Phrase>> {
    match &arg.form {
        Form::List(list) => args::commas(cx, list.clone()),
        Form::Flag | Form::Value(_) => Some(Vec::new()),
    }
}

/// The two literals of `("name" = "value", ..)`, and what else there is between the commas.
fn pair(pieces: &[Phrase]) -> Option<(LitStr, LitStr, &[Phrase])> {
    let (first, rest) = pieces.split_first()?;
    let (name, value) = match first.trees() {
        [name, TokenTree::Punct(equals), value @ ..] if equals.as_char() == '=' => (std::slice::from_ref(name), value),
        _ => return None,
    };
    Some((value::literal(name)?, value::literal(value)?, rest))
}
