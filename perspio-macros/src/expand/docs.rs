//! What the documentation of an endpoint says about its rules.

use crate::ast::{Endpoint, Place, Retry, Rules};
use crate::path;
use crate::status::{Pattern, SUCCESS};
use crate::word::{Body, Redirect};

/// What comes after the user's own, in one piece.
pub(super) fn text(endpoint: &Endpoint<'_>) -> String {
    let mut lines = vec![
        format!(" `{} {}`", endpoint.verb.http(), path::show(&endpoint.path)),
        String::new(),
        format!(" - {}", statuses(endpoint)),
        format!(" - {}", sent_again(endpoint)),
    ];
    let Rules { retry, timeout, deadline, redirect, headers: _, query: _ } = &endpoint.rules;
    if !is_sent_once(endpoint) {
        let rule = retry.as_ref().map_or_else(|| "as the client says".into(), retry_rule);
        lines.push(format!(" - retry: {rule}"));
    }
    lines.extend(timeout.map(|timeout| format!(" - timeout of one attempt: {timeout}")));
    lines.extend(deadline.map(|deadline| format!(" - deadline of the whole call: {deadline}")));
    lines.extend(redirect.map(|redirect| format!(" - redirects: {}", followed(redirect))));
    lines.join("\n")
}

/// Whether the user has documented an endpoint.
pub(super) fn follow(endpoint: &Endpoint<'_>) -> bool {
    endpoint.signature.attributes.iter().any(|attribute| attribute.path().is_ident("doc"))
}

/// `success: 2xx; None: 404`
fn statuses(endpoint: &Endpoint<'_>) -> String {
    let success = if endpoint.expect.is_empty() { list(&[SUCCESS]) } else { list(&endpoint.expect) };
    if endpoint.none.is_empty() {
        format!("success: {success}")
    } else {
        format!("success: {success}; `None`: {}", list(&endpoint.none))
    }
}

/// Whether nothing can make it be sent again.
fn is_sent_once(endpoint: &Endpoint<'_>) -> bool {
    is_never(endpoint) || is_streamed(endpoint)
}

fn is_never(endpoint: &Endpoint<'_>) -> bool {
    matches!(endpoint.rules.retry, Some(Retry::Never | Retry::Keys { attempts: Some(1), .. }))
}

fn is_streamed(endpoint: &Endpoint<'_>) -> bool {
    endpoint.params.iter().any(|param| matches!(param.place, Place::Body(Body::Stream)))
}

fn sent_again(endpoint: &Endpoint<'_>) -> &'static str {
    match (is_never(endpoint), endpoint.idempotent) {
        _ if is_streamed(endpoint) => "its body is a stream, so it is sent once",
        (true, true) => "idempotent, but never sent again",
        (true, false) => "not idempotent, and never sent again",
        (_, true) => "idempotent: sent again even when an attempt may have taken effect",
        (_, false) => "not idempotent: sent again only when an attempt surely had no effect",
    }
}

/// `4 attempts, base 500ms, on 429, 5xx`
fn retry_rule(rule: &Retry) -> String {
    let Retry::Keys { attempts, base, throttle_base, cap, max_wait, on } = rule else {
        return "never".into();
    };
    let mut said = Vec::new();
    said.extend(attempts.map(|attempts| format!("{attempts} attempt{}", if attempts == 1 { "" } else { "s" })));
    said.extend(base.map(|base| format!("base {base}")));
    said.extend(throttle_base.map(|base| format!("base {base} after a 429")));
    said.extend(cap.map(|cap| format!("cap {cap}")));
    said.extend(max_wait.map(|wait| format!("no wait longer than {wait}")));
    if !on.is_empty() {
        said.push(format!("on {}", list(on)));
    }
    said.join(", ")
}

fn followed(redirect: Redirect) -> &'static str {
    match redirect {
        Redirect::SameOrigin => "followed within the same origin",
        Redirect::AnyOrigin => "followed to any origin, without credentials elsewhere",
        Redirect::Never => "never followed",
    }
}

fn list(patterns: &[Pattern]) -> String {
    let patterns: Vec<_> = patterns.iter().map(ToString::to_string).collect();
    patterns.join(", ")
}
