//! A status means one thing.

use crate::attr::{At, Patterns, Retry, Rules, Slot};
use crate::ctxt::Ctxt;
use crate::status::{INTERIM, Pattern, SUCCESS};

/// What is retried where no `on` is declared: `Rules::DEFAULT` of the runtime.
const DEFAULT_ON: [Pattern; 2] = [THROTTLED, Pattern { first: 500, last: 599 }];
/// Refused before any work.
const THROTTLED: Pattern = Pattern { first: 429, last: 429 };
/// What cannot be retried: it is no failure.
const NO_FAILURE: [Pattern; 2] = [INTERIM, Pattern { first: 300, last: 399 }];

/// The patterns without their tokens.
pub(super) fn values(patterns: &Slot<Patterns>) -> Vec<Pattern> {
    slice(patterns).iter().map(|pattern| pattern.value).collect()
}

/// Checks what the trait retries against what is a success where nothing else is said.
pub(super) fn check_defaults(cx: &mut Ctxt, defaults: &Rules) {
    check_failures(cx, defaults);
    for pattern in retried(defaults).iter().filter(|pattern| pattern.value.overlaps(SUCCESS)) {
        cx.error(&pattern.at, retries_success(pattern.value));
    }
}

/// Interim answers and redirects are never retried.
fn check_failures(cx: &mut Ctxt, rules: &Rules) {
    for pattern in retried(rules) {
        if NO_FAILURE.iter().any(|other| other.overlaps(pattern.value)) {
            cx.error(
                &pattern.at,
                format_args!("`{}` in `on` is not retried; legal are statuses of 4xx and 5xx", pattern.value),
            );
        }
    }
}

/// Checks what a method says of statuses, and what the trait says that they should be retried on.
pub(super) fn check(cx: &mut Ctxt, expect: &Slot<Patterns>, none: &Slot<Patterns>, own: &Rules, defaults: &Rules) {
    let (expect_list, none_list) = (slice(expect), slice(none));
    overlap(cx, "none", none_list, expect_list, "`expect`");
    for (key, list) in [("expect", expect_list), ("none", none_list)] {
        for At { value, at } in list.iter().filter(|pattern| pattern.value.overlaps(INTERIM)) {
            cx.error(at, format_args!("`{value}` in `{key}` is no last answer; legal are statuses of 2xx to 5xx"));
        }
    }
    if let (true, Some(all)) = (expect.is_unset(), none_list.iter().find(|none| none.value.covers(SUCCESS))) {
        let none = all.value;
        cx.error(
            &all.at,
            format_args!("`{none}` in `none` leaves no status for a success\nnote: `expect` may name one"),
        );
    }
    check_failures(cx, own);
    if on(own).is_unset() {
        // What the trait retries stays as it is, so what the method says has to be edited.
        let never = |rules: &Rules| matches!(rules.retry.plain(), Some(Retry::Never));
        if never(own) || (never(defaults) && own.retry.is_unset()) {
            return;
        }
        if on(defaults).is_unset() {
            overlap_default(cx, "expect", expect_list);
            overlap_default(cx, "none", none_list);
        } else {
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

/// Checks what a method that is not idempotent says that it should be retried on: only a 429 was surely refused before
/// any work.
pub(super) fn check_unsafe(cx: &mut Ctxt, idempotent: bool, own: &Rules) {
    for At { value, at } in retried(own).iter().filter(|pattern| !idempotent && pattern.value != THROTTLED) {
        cx.error(
            at,
            format_args!(
                "`{value}` in `on` may come after the call has taken effect, and it is `not_idempotent`, so it is never \
                 sent again then\n\
                 note: legal is `429`, which comes before any work; `idempotent` allows the others"
            ),
        );
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

/// Reports each pattern that the runtime would retry, since nothing else is said.
fn overlap_default(cx: &mut Ctxt, key: &str, patterns: &[At<Pattern>]) {
    for At { value, at } in patterns {
        if let Some(other) = DEFAULT_ON.iter().find(|other| other.overlaps(*value)) {
            cx.error(
                at,
                format_args!(
                    "`{value}` in `{key}` overlaps `{other}`, which is retried unless `retry(on = ..)` says otherwise\n\
                     note: a status means one thing"
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
    match rules.retry.plain() {
        Some(Retry::Keys(keys)) => &keys.on,
        Some(Retry::Never) | None => &Slot::Unset,
    }
}

fn slice(patterns: &Slot<Patterns>) -> &[At<Pattern>] {
    patterns.get().map_or(&[], Vec::as_slice)
}
