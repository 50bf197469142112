//! The rules that need the whole endpoint: turns what was read into what is printed.

mod enums;
mod merge;
mod params;
mod statuses;

use proc_macro2::TokenStream;

pub(crate) use self::enums::status_enum;

use crate::ast::{CheckedItem, Draft, DraftParam, Endpoint, Item, Service, Trait};
use crate::attr::{At, Placement, Retry, Rules, Slot, VerbArgs};
use crate::ctxt::Ctxt;
use crate::path::{self, Part};
use crate::word::{Body, Response, Verb, Word};

/// The whole trait, if there is no mistake in it.
pub(crate) fn service<'a>(cx: &mut Ctxt, read: &'a Trait) -> Option<Service<'a>> {
    let Trait { head, items, path, rules } = read;
    merge::check(cx, rules, None);
    statuses::check_defaults(cx, rules);
    let mut checked = Vec::new();
    for item in items {
        match item {
            Item::Endpoint(draft) => {
                checked
                    .extend(endpoint(cx, draft, path, rules).map(|endpoint| CheckedItem::Endpoint(Box::new(endpoint))));
            }
            Item::Own(own) => checked.push(CheckedItem::Own(own)),
            Item::Kept(tokens) => checked.push(CheckedItem::Kept(tokens)),
            Item::Invalid(_) | Item::Missing(_) => {}
        }
    }
    cx.is_clean().then_some(Service { head, items: checked })
}

fn endpoint<'a>(cx: &mut Ctxt, draft: &'a Draft, front: &Slot<Vec<Part>>, defaults: &'a Rules) -> Option<Endpoint<'a>> {
    let Draft { signature, verb, verb_at, args, params, success, failure } = draft;
    let VerbArgs { path, idempotent, expect, none, response, rules } = args;
    let verb = *verb;
    check_idempotent(cx, verb, verb_at, idempotent);
    merge::check(cx, rules, Some(defaults));
    statuses::check(cx, expect, none, rules, defaults);
    if let Some(At { value, .. }) = idempotent.get() {
        statuses::check_unsafe(cx, *value, rules);
    }
    check_streamed(cx, rules, params);
    check_head(cx, verb, response);
    let template = template(cx, front, path);
    let rules = merge::merge(rules, defaults);
    let params = params::check(cx, verb, &rules, params, template.as_deref(), path.get());
    Some(Endpoint {
        signature,
        verb,
        path: template?,
        idempotent: idempotent.as_ref().value().or(verb.is_idempotent())?,
        said_idempotent: !idempotent.is_unset() || verb.is_idempotent().is_none(),
        expect: statuses::values(expect),
        none: statuses::values(none),
        response: response.plain().copied().unwrap_or(Response::Json),
        rules,
        params: params?,
        success: success.as_ref()?,
        failure: failure.as_ref(),
    })
}

/// POST and PATCH have to say whether they may be sent again.
fn check_idempotent(cx: &mut Ctxt, verb: Verb, at: &TokenStream, said: &Slot<At<bool>>) {
    if verb.is_idempotent().is_none() && said.is_unset() {
        cx.error(
            at,
            format_args!(
                "`{verb}` has to say `idempotent` or `not_idempotent`\n\
                 note: `idempotent` means that the call may be sent again when it may already have taken effect, \
                 after a server error or a lost answer; `not_idempotent` means that it may not\n\
                 note: RFC 9110 section 9.2.2 warns against sending {http} again by itself, and only you know what a \
                 second one would do",
                verb = verb.name(),
                http = verb.http(),
            ),
        );
    }
}

/// The answer to HEAD has no body that could be read in any way.
fn check_head(cx: &mut Ctxt, verb: Verb, response: &Slot<At<Response>>) {
    if let (Verb::Head, Some(At { at, .. })) = (verb, response.get()) {
        cx.error(at, "the answer to HEAD has no body to read\nnote: `Response<()>` has its status and headers");
    }
}

/// A streamed body is sent once, so what a method says about sending it again would never hold.
fn check_streamed(cx: &mut Ctxt, own: &Rules, params: &[DraftParam]) {
    let is_stream =
        |param: &DraftParam| matches!(&param.placement, Placement::Body(body) if body.value == Body::Stream);
    let Some(At { value: Retry::Keys(keys), at }) = own.retry.get() else {
        return;
    };
    let once = keys.attempts.get().is_some_and(|attempts| attempts.value == 1);
    if !once && params.iter().any(is_stream) {
        cx.error(
            at,
            "a streamed body is sent once, so this call is never sent again\n\
             note: `retry = never` says so; `#[body(bytes)]` can be sent again",
        );
    }
}

/// The trait's path and the method's as one, if both are good.
fn template(cx: &mut Ctxt, front: &Slot<Vec<Part>>, path: &Slot<At<Vec<Part>>>) -> Option<Vec<Part>> {
    let path = path.get()?;
    let front = match front {
        Slot::Unset if path.value.is_empty() => {
            cx.error(&path.at, "path is empty, and the trait has none that could stand for it\nnote: the root is `/`");
            return None;
        }
        Slot::Unset => return Some(path.value.clone()),
        Slot::Broken => return None,
        Slot::Set(front) => front,
    };
    if let Some(name) =
        path::placeholders(&path.value).find(|name| path::placeholders(front).any(|other| other == *name))
    {
        cx.error(&path.at, format_args!("path has `{{{name}}}`, which the path of the trait has as well"));
        return None;
    }
    Some(path::join(front, &path.value))
}
