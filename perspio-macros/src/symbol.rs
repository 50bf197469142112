//! Each attribute name once, with the way it is written.

use proc_macro2::Ident;
use syn::Path;

/// The name of an argument or attribute.
#[derive(Clone, Copy)]
pub(crate) struct Symbol {
    /// As the user writes it.
    pub(crate) name: &'static str,
    /// The whole argument in all its forms, between backticks, for messages.
    pub(crate) usage: &'static str,
}

macro_rules! symbols {
    ($($constant:ident = $name:literal, $usage:literal;)*) => {
        $(pub(crate) const $constant: Symbol = Symbol { name: $name, usage: $usage };)*
    };
}

symbols! {
    ATTEMPTS = "attempts", "attempts = 4";
    BASE = "base", "base = \"500ms\"";
    BODY = "body", "#[body]`, `#[body(form)]`, `#[body(text)]`, `#[body(bytes)]`, `#[body(stream)]` or `#[body(multipart)]";
    BOXED = "boxed", "boxed";
    CAP = "cap", "cap = \"20s\"";
    CLIENT = "client", "client = Name";
    CRATE = "crate", "crate = path::to::runtime";
    DEADLINE = "deadline", "deadline = \"2m\"";
    ENDPOINTS = "endpoints", "#[endpoints(path = \"/path\")]";
    EXPECT = "expect", "expect = 201`, `expect = 2xx` or `expect = [200, 201]";
    HEADER = "header", "header(\"name\" = \"value\")` or `header(\"name\" = \"value\", secret)";
    HEADER_PARAM = "header", "#[header(\"Name\")]` or `#[header(\"Name\", secret)]";
    IDEMPOTENT = "idempotent", "idempotent";
    LOCAL = "local", "local";
    MAX_WAIT = "max_wait", "max_wait = \"90s\"";
    NONE = "none", "none = 404`, `none = 4xx` or `none = [404, 410]";
    NOT_IDEMPOTENT = "not_idempotent", "not_idempotent";
    ON = "on", "on = [429, 5xx]";
    OTHER = "other", "#[other]";
    PATH = "path", "path = \"/path\"";
    PATH_PARAM = "path", "#[path]` or `#[path(\"placeholder\")]";
    QUERY = "query", "query(\"name\" = \"value\")";
    QUERY_PARAM = "query", "#[query]` or `#[query(\"name\")]";
    REDIRECT = "redirect", "redirect = same_origin";
    RESPONSE = "response", "response = json";
    RETRY = "retry", "retry(attempts = 4)` or `retry = never";
    SECRET = "secret", "secret";
    STATUS = "status", "#[status(409)]`, `#[status(4xx)]` or `#[status([409, 422])]";
    THROTTLE_BASE = "throttle_base", "throttle_base = \"1s\"";
    TIMEOUT = "timeout", "timeout = \"30s\"";
}

/// The arguments of `#[endpoints(..)]`.
pub(crate) const SERVICE_KEYS: &[Symbol] =
    &[PATH, HEADER, QUERY, RETRY, TIMEOUT, DEADLINE, REDIRECT, CLIENT, BOXED, LOCAL, CRATE];

/// The arguments of a verb attribute, after the path.
pub(crate) const VERB_KEYS: &[Symbol] =
    &[IDEMPOTENT, NOT_IDEMPOTENT, EXPECT, NONE, RESPONSE, RETRY, TIMEOUT, DEADLINE, REDIRECT, HEADER, QUERY];

/// The arguments of `retry(..)`.
pub(crate) const RETRY_KEYS: &[Symbol] = &[ATTEMPTS, BASE, THROTTLE_BASE, CAP, MAX_WAIT, ON];

/// The arguments of `#[status(..)]` on an enum.
pub(crate) const ENUM_KEYS: &[Symbol] = &[CRATE];

/// What is derived for an enum of errors.
pub(crate) const STATUS_ERROR: &str = "StatusError";

/// The attributes of a parameter.
pub(crate) const PARAM_ATTRIBUTES: &[Symbol] = &[PATH_PARAM, QUERY_PARAM, HEADER_PARAM, BODY];

/// Where an argument belongs that was found in the wrong place.
pub(crate) fn home(name: &Ident) -> Option<&'static str> {
    let holds = |keys: &[Symbol]| keys.iter().any(|key| *name == *key);
    match (holds(RETRY_KEYS), holds(VERB_KEYS), holds(SERVICE_KEYS)) {
        (true, _, _) => Some("`retry(..)`"),
        (_, true, true) => Some("`#[endpoints(..)]` or a verb such as `#[get(..)]`"),
        (_, true, false) => Some("a verb such as `#[get(..)]`"),
        (_, false, true) => Some("`#[endpoints(..)]`"),
        (false, false, false) => None,
    }
}

impl PartialEq<Symbol> for Ident {
    fn eq(&self, symbol: &Symbol) -> bool {
        self == symbol.name
    }
}

impl PartialEq<Symbol> for Path {
    fn eq(&self, symbol: &Symbol) -> bool {
        self.is_ident(symbol.name)
    }
}
