//! A method's rules over the trait's, key by key.

use crate::ast::{self, Pair};
use crate::attr::{At, Fixed, Retry, RetryKeys, Rules, Slot};
use crate::ctxt::Ctxt;
use crate::duration::Millis;

/// What the runtime takes where neither is declared: `Rules::DEFAULT` there.
const DEFAULT_BASE: Millis = Millis(500);
const DEFAULT_CAP: Millis = Millis(20_000);

/// Checks the times of one set of rules against each other; those of a method together with the trait's.
pub(super) fn check(cx: &mut Ctxt, rules: &Rules, defaults: Option<&Rules>) {
    check_timeout(cx, rules, defaults);
    if let Some(keys) = keys(rules) {
        check_cap(cx, keys, defaults.and_then(self::keys));
        check_only_attempt(cx, keys);
    }
}

/// The method's rules, and the trait's where the method has none.
pub(super) fn merge(rules: &Rules, defaults: &Rules) -> ast::Rules {
    let Rules { retry, timeout, deadline, redirect, headers, query } = rules;
    ast::Rules {
        retry: merge_retry(retry, &defaults.retry),
        timeout: timeout.as_ref().or(defaults.timeout.as_ref()).value(),
        deadline: deadline.as_ref().or(defaults.deadline.as_ref()).value(),
        redirect: redirect.or(defaults.redirect).get().copied(),
        headers: merge_fixed(headers, &defaults.headers),
        query: merge_fixed(query, &defaults.query),
    }
}

fn merge_retry(own: &Slot<At<Retry>>, default: &Slot<At<Retry>>) -> Option<ast::Retry> {
    let (keys, defaults) = match (own.plain(), default.plain()) {
        (None, None) => return None,
        (Some(Retry::Never), _) | (None, Some(Retry::Never)) => return Some(ast::Retry::Never),
        (Some(Retry::Keys(own)), Some(Retry::Keys(default))) => (own, default),
        (Some(Retry::Keys(keys)), None | Some(Retry::Never)) | (None, Some(Retry::Keys(keys))) => (keys, keys),
    };
    let RetryKeys { attempts, base, throttle_base, cap, max_wait, on } = &**keys;
    let on = on.as_ref().or(defaults.on.as_ref());
    Some(ast::Retry::Keys {
        attempts: attempts.as_ref().or(defaults.attempts.as_ref()).value(),
        base: base.as_ref().or(defaults.base.as_ref()).value(),
        throttle_base: throttle_base.as_ref().or(defaults.throttle_base.as_ref()).value(),
        cap: cap.as_ref().or(defaults.cap.as_ref()).value(),
        max_wait: max_wait.as_ref().or(defaults.max_wait.as_ref()).value(),
        on: on.get().into_iter().flat_map(|on| on.iter()).map(|pattern| pattern.value).collect(),
    })
}

/// The trait's pairs that the method does not replace, then the method's.
fn merge_fixed(own: &[Fixed], defaults: &[Fixed]) -> Vec<Pair> {
    let kept = defaults.iter().filter(|default| own.iter().all(|own| own.name != default.name));
    let pair =
        |Fixed { name, value, secret }: &Fixed| Pair { name: name.clone(), value: value.clone(), secret: *secret };
    kept.chain(own).map(pair).collect()
}

fn check_timeout(cx: &mut Ctxt, rules: &Rules, defaults: Option<&Rules>) {
    // Said of the trait alone, it has been reported there.
    let Some(declared) = rules.timeout.get().or(rules.deadline.get()) else {
        return;
    };
    let or = |own: &Slot<At<Millis>>, of: fn(&Rules) -> &Slot<At<Millis>>| match defaults {
        Some(defaults) => own.as_ref().or(of(defaults).as_ref()).value(),
        None => own.as_ref().value(),
    };
    let timeout = or(&rules.timeout, |rules| &rules.timeout);
    let deadline = or(&rules.deadline, |rules| &rules.deadline);
    if let (Some(timeout), Some(deadline)) = (timeout, deadline) {
        if timeout > deadline {
            cx.error(
                &declared.at,
                format_args!(
                    "`timeout` of {timeout} is longer than `deadline` of {deadline}\n\
                     note: `timeout` is of one attempt, `deadline` of the whole call"
                ),
            );
        }
    }
}

/// One attempt is followed by nothing that could be described.
fn check_only_attempt(cx: &mut Ctxt, keys: &RetryKeys) {
    let RetryKeys { attempts, base, throttle_base, cap, max_wait, on } = keys;
    let more = [base, throttle_base, cap, max_wait].into_iter().any(|time| !time.is_unset()) || !on.is_unset();
    if let (Some(At { value: 1, at }), true) = (attempts.get(), more) {
        cx.error(
            at,
            "one attempt is never sent again, so the rest of `retry` says nothing\nnote: `retry = never` says the same",
        );
    }
}

/// A wait is never longer than `cap`, so what it starts from cannot be.
fn check_cap(cx: &mut Ctxt, keys: &RetryKeys, defaults: Option<&RetryKeys>) {
    let or = |of: fn(&RetryKeys) -> &Slot<At<Millis>>| match defaults {
        Some(defaults) => of(keys).as_ref().or(of(defaults).as_ref()),
        None => of(keys).as_ref(),
    };
    let cap = or(|keys| &keys.cap);
    let bases = [
        ("base", &keys.base, or(|keys| &keys.base)),
        ("throttle_base", &keys.throttle_base, or(|keys| &keys.throttle_base)),
    ];
    for (name, own, base) in bases {
        // Said of the trait alone, it has been reported there.
        let Some(declared) = keys.cap.get().or(own.get()) else {
            continue;
        };
        // Nobody who lowers `cap` alone means to wait longer after a 429.
        let assumed = (name == "base").then_some(DEFAULT_BASE);
        let Some(base_value) = base.value().or(assumed).filter(|_| !base.is_broken() && !cap.is_broken()) else {
            continue;
        };
        let cap = cap.value().unwrap_or(DEFAULT_CAP);
        if cap < base_value {
            cx.error(
                &declared.at,
                format_args!(
                    "`cap` of {cap} is below `{name}` of {base_value}\n\
                     note: where they are not given, `cap` is {DEFAULT_CAP} and `base` {DEFAULT_BASE}"
                ),
            );
        }
    }
}

fn keys(rules: &Rules) -> Option<&RetryKeys> {
    match rules.retry.plain() {
        Some(Retry::Keys(keys)) => Some(keys),
        Some(Retry::Never) | None => None,
    }
}
