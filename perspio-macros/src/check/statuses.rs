//! A status means one thing.

use crate::attr::{At, Patterns, Retry, Rules, Slot};
use crate::ctxt::Ctxt;
use crate::status::{Pattern, SUCCESS};

/// The patterns without their tokens.
pub(super) fn values(patterns: &Slot<Patterns>) -> Vec<Pattern> {
    slice(patterns).iter().map(|pattern| pattern.value).collect()
}

/// Checks what the trait retries against what is a success where nothing else is said.
pub(super) fn check_defaults(cx: &mut Ctxt, defaults: &Rules) {
    for pattern in retried(defaults).iter().filter(|pattern| pattern.value.overlaps(SUCCESS)) {
        cx.error(&pattern.at, retries_success(pattern.value));
    }
}

/// Checks what a method says of statuses, and what the trait says that they should be retried on.
pub(super) fn check(cx: &mut Ctxt, expect: &Slot<Patterns>, none: &Slot<Patterns>, own: &Rules, defaults: &Rules) {
    let (expect_list, none_list) = (slice(expect), slice(none));
    overlap(cx, "none", none_list, expect_list, "`expect`");
    if on(own).is_unset() {
        // What the trait retries stays as it is, so what the method says has to be edited.
        if !matches!(own.retry.get(), Some(Retry::Never)) {
            overlap(cx, "expect", expect_list, retried(defaults), "`on` of the trait");
            overlap(cx, "none", none_list, retried(defaults), "`on` of the trait");
        }
        return;
    }
    overlap(cx, "on", retried(own), none_list, "`none`");
    if expect.is_unset() {
        for pattern in retried(own).iter().filter(|pattern| pattern.value.overlaps(SUCCESS)) {
            cx.error(&pattern.at, retries_success(pattern.value));
        }
    } else {
        overlap(cx, "on", retried(own), expect_list, "`expect`");
    }
}

/// Reports each pattern that shares a status with one of the others.
fn overlap(cx: &mut Ctxt, key: &str, patterns: &[At<Pattern>], others: &[At<Pattern>], other_key: &str) {
    for pattern in patterns {
        if let Some(other) = others.iter().find(|other| other.value.overlaps(pattern.value)) {
            let (pattern, at, other) = (pattern.value, &pattern.at, other.value);
            cx.error(
                at,
                format_args!(
                    "`{pattern}` in `{key}` overlaps `{other}` in {other_key}\nnote: a status means one thing"
                ),
            );
        }
    }
}

fn retries_success(pattern: Pattern) -> String {
    format!("`{pattern}` in `on` overlaps `{SUCCESS}`, which is success unless `expect` says otherwise")
}

fn retried(rules: &Rules) -> &[At<Pattern>] {
    slice(on(rules))
}

fn on(rules: &Rules) -> &Slot<Patterns> {
    match rules.retry.get() {
        Some(Retry::Keys(keys)) => &keys.on,
        Some(Retry::Never) | None => &Slot::Unset,
    }
}

fn slice(patterns: &Slot<Patterns>) -> &[At<Pattern>] {
    patterns.get().map_or(&[], Vec::as_slice)
}
