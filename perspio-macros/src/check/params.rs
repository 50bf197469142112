//! Every parameter goes to one place, and every placeholder gets one parameter.

use proc_macro2::TokenStream;

use crate::ast::{DraftParam, Pair, Param, Place, Rules};
use crate::attr::{At, HeaderName, Placement};
use crate::ctxt::Ctxt;
use crate::path::{self, Part};
use crate::word::{self, Verb};

/// The parameters in the order in which they are handed over, if every one has its place.
pub(super) fn check<'a>(
    cx: &mut Ctxt,
    verb: Verb,
    rules: &Rules,
    params: &'a [DraftParam],
    template: Option<&[Part]>,
    path: Option<&At<Vec<Part>>>,
) -> Option<Vec<Param<'a>>> {
    check_bodies(cx, verb, params);
    check_names(cx, params, rules);
    let (placed, at) = (place(cx, params, template?), &path?.at);
    check_placeholders(cx, template?, params, &placed, at);
    let whole: Option<Vec<_>> = placed.into_iter().collect();
    whole.map(|params| in_order(template.unwrap_or_default(), params))
}

/// The place of each parameter, `None` where it has none.
fn place<'a>(cx: &mut Ctxt, params: &'a [DraftParam], template: &[Part]) -> Vec<Option<Param<'a>>> {
    let mut placed = Vec::new();
    for DraftParam { name, text, placement, cfgs } in params {
        let place = match placement {
            Placement::Unmarked if has(template, text) => Some(Place::Path(text.clone())),
            Placement::Path(to) if has(template, &to.value) => Some(Place::Path(to.value.clone())),
            Placement::Path(to) => {
                let legal = word::backticked(path::placeholders(template));
                let legal = if legal.is_empty() { "the path has none".into() } else { format!("it has {legal}") };
                let (missing, shown) = (&to.value, path::show(template));
                cx.error(&to.at, format_args!("`{missing}` is not a placeholder of `{shown}`\nnote: {legal}"));
                None
            }
            Placement::Query(name) => Some(Place::Query(name.value.clone())),
            Placement::Header(At { value: HeaderName { name, secret }, .. }) => {
                Some(Place::Header { name: name.clone(), secret: *secret })
            }
            Placement::Body(body) => Some(Place::Body(body.value)),
            Placement::Unmarked | Placement::Broken => None,
        };
        placed.push(name.as_ref().zip(place).map(|(name, place)| Param { name, place, cfgs }));
        if let (Some(Some(Param { place: Place::Path(_), .. })), Some(cfg)) = (placed.last(), cfgs.first()) {
            cx.error(
                cfg,
                format_args!(
                    "`{text}` is part of the path, which is always there, so it cannot have a `cfg`\n\
 note: write the method twice and put it there"
                ),
            );
        }
    }
    placed
}

/// Reports parameters that go nowhere, and placeholders that get no parameter or two.
fn check_placeholders(
    cx: &mut Ctxt,
    template: &[Part],
    params: &[DraftParam],
    placed: &[Option<Param<'_>>],
    at: &TokenStream,
) {
    let mut empty: Vec<&str> = Vec::new();
    for placeholder in path::placeholders(template) {
        let mut filling = placed
            .iter()
            .zip(params)
            .filter(|(param, _)| matches!(param, Some(Param { place: Place::Path(name), .. }) if name == placeholder));
        match (filling.next(), filling.next()) {
            (None, _) => empty.push(placeholder),
            (Some(_), Some((Some(second), _))) => {
                cx.error(second.name, format_args!("placeholder `{{{placeholder}}}` has two parameters"));
            }
            (Some(_), _) => {}
        }
    }
    // A parameter that goes nowhere may be the one that a placeholder lacks: that is one mistake.
    let mut empty = empty.into_iter();
    let mut unread = 0;
    for (param, placed) in params.iter().zip(placed) {
        match (&param.placement, &param.name, placed) {
            (Placement::Unmarked, Some(name), None) => {
                let lacking = empty.next().map(|lacking| {
                    format!(
                        "\nnote: placeholder `{{{lacking}}}` has no parameter; `#[path(\"{lacking}\")]` would fill it"
                    )
                });
                cx.error(name, format_args!("{}{}", nowhere(&param.text), lacking.unwrap_or_default()));
            }
            (_, _, None) => unread += 1,
            (_, _, Some(_)) => {}
        }
    }
    for lacking in empty.skip(unread) {
        let shown = path::show(template);
        cx.error(
            at,
            format_args!(
                "placeholder `{{{lacking}}}` of `{shown}` has no parameter\n\
                 note: a parameter called `{lacking}` or one with `#[path(\"{lacking}\")]` fills it"
            ),
        );
    }
}

fn nowhere(name: &str) -> String {
    format!(
        "`{name}` goes nowhere\n\
         note: it goes to a placeholder of the path by its name or with `#[path(\"placeholder\")]`, \
         or elsewhere with `#[query]`, `#[header(\"Name\")]` or `#[body]`"
    )
}

fn check_bodies(cx: &mut Ctxt, verb: Verb, params: &[DraftParam]) {
    let mut bodies = params.iter().filter_map(|param| match &param.placement {
        Placement::Body(body) => Some((body, may_be_absent(param))),
        _ => None,
    });
    match (bodies.next(), bodies.next()) {
        (Some((body, _)), _) if !verb.takes_body() => {
            cx.error(&body.at, format_args!("{} has no body\nnote: `#[query]` parameters may say it", verb.http()));
        }
        (Some((_, first)), Some((second, other))) if !(first && other) => {
            cx.error(&second.at, "an endpoint has one body, and this would be the second");
        }
        _ => {}
    }
}

/// Reports a query or header name that is taken.
fn check_names(cx: &mut Ctxt, params: &[DraftParam], rules: &Rules) {
    let names = |pairs: &[Pair]| pairs.iter().map(|pair| (pair.name.clone(), None)).collect();
    // With the parameter that takes the name, if it is not a fixed value that does.
    let mut queries: Vec<(String, Option<&DraftParam>)> = names(&rules.query);
    let mut headers: Vec<(String, Option<&DraftParam>)> = names(&rules.headers);
    for param in params {
        let (taken, name, kind) = match &param.placement {
            Placement::Query(At { value, at }) => (&mut queries, (value, at), "query"),
            Placement::Header(At { value, at }) => (&mut headers, (&value.name, at), "header"),
            _ => continue,
        };
        let (name, at) = name;
        match taken.iter().find(|(other, _)| other == name) {
            Some((_, None)) => cx.error(at, format_args!("{kind} `{name}` is taken by a fixed value")),
            // Of two that may be absent, one may stand for the other.
            Some((_, Some(by))) if may_be_absent(by) && may_be_absent(param) => {}
            Some((_, Some(_))) => cx.error(at, format_args!("{kind} `{name}` is taken by another parameter")),
            None => taken.push((name.clone(), Some(param))),
        }
    }
}

/// Whether a parameter may not be there.
fn may_be_absent(param: &DraftParam) -> bool {
    !param.cfgs.is_empty()
}

/// Path parameters in the order of the template, then queries, headers and the body, each in their own order.
fn in_order<'a>(template: &[Part], params: Vec<Param<'a>>) -> Vec<Param<'a>> {
    let order: Vec<&str> = path::placeholders(template).collect();
    let mut params = params;
    params.sort_by_key(|param| match &param.place {
        Place::Path(name) => (0, order.iter().position(|other| other == name)),
        Place::Query(_) => (1, None),
        Place::Header { .. } => (2, None),
        Place::Body(_) => (3, None),
    });
    params
}

fn has(template: &[Part], name: &str) -> bool {
    path::placeholders(template).any(|placeholder| placeholder == name)
}
