//! What a test fails over.

use std::fmt::Write as _;

use super::super::difference::side_by_side;
use super::super::{Captured, fail};
use super::state::{From, State};
use super::{Answer, Shared};

/// Of how many calls a report has the error, at most.
const LAST: usize = 5;

/// Notes a request that has no answer, and says so for the error of its call.
pub(super) fn unexpected(state: &mut State, place: usize, request: &Captured) -> String {
    let line = format!("request {} was not expected: {} (`{}`)", place + 1, request.line(), request.endpoint().name());
    let nearest = nearest(state, request).map(|nearest| format!("\n{}", nearest.trim_end())).unwrap_or_default();
    state.unexpected.push(format!("{line}{nearest}"));
    line
}

/// The expectation that comes nearest, and in what the request differs from it.
fn nearest(state: &State, request: &Captured) -> Option<String> {
    let from = match state.from(request) {
        From::Route(place) => state.routes.get(place),
        From::Any | From::Plain => None,
    };
    let nearest = from.or_else(|| state.routes.iter().min_by_key(|route| route.distance(request)))?;
    let differences = if from.is_some() { Vec::new() } else { nearest.differences(request) };
    let shown = nearest.shown();
    Some(if differences.is_empty() && nearest.has_no_reply() {
        format!("    nearest is {shown}, but it has no reply")
    } else if differences.is_empty() {
        format!("    nearest is {shown}, of which {} had been answered, and no more was to be", nearest.given())
    } else {
        format!("    nearest is {shown}\n{}", side_by_side("      ", &differences))
    })
}

/// At the end of a test: fails it if something is wrong, or adds to what it fails over already.
#[allow(clippy::print_stderr, reason = "a test that fails already has no other way to say more")]
pub(super) fn at_the_end(shared: &Shared) {
    if let Some(plan) = &shared.lock().faults {
        plan.print_if_panicking();
    }
    let Some(report) = of(shared) else { return };
    if std::thread::panicking() {
        eprintln!("{report}");
    } else {
        fail(report);
    }
}

/// What is wrong, if anything. It is not found again.
pub(super) fn of(shared: &Shared) -> Option<String> {
    let mut wrong = take(&mut shared.lock(), "");
    if let Some(tokens) = shared.used_tokens() {
        wrong.push_str(&take(&mut tokens.lock(), "tokens: "));
    }
    if wrong.is_empty() {
        return None;
    }
    let mut report = format!("the script was not played as it is written\n{wrong}");
    if let Some(plan) = &shared.lock().faults {
        let _ = writeln!(report, "  fault plan: {plan}");
    }
    for error in shared.lock().failed.iter().rev().take(LAST).rev() {
        let _ = writeln!(report, "  a call ended with {error}");
    }
    report.push_str("timeline:\n");
    for line in shared.lock().timeline().to_string().lines() {
        let _ = writeln!(report, "  {line}");
    }
    Some(report)
}

/// `503 Service Unavailable (3 times), 200 OK`.
fn counted<'a>(answers: impl Iterator<Item = &'a Answer>) -> String {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for answer in answers.map(|answer| format!("{answer:?}")) {
        match counted.last_mut() {
            Some((last, count)) if *last == answer => *count += 1,
            _ => counted.push((answer, 1)),
        }
    }
    let texts =
        counted.into_iter().map(|(text, count)| if count == 1 { text } else { format!("{text} ({count} times)") });
    texts.collect::<Vec<_>>().join(", ")
}

/// What is wrong with one script, a line each.
fn take(state: &mut State, lead: &str) -> String {
    let mut wrong = String::new();
    for line in std::mem::take(&mut state.unexpected) {
        let _ = writeln!(wrong, "  {lead}{line}");
    }
    for route in &mut state.routes {
        let left = std::mem::take(&mut route.answers);
        if !state.allow_unused && !left.is_empty() {
            let _ = writeln!(wrong, "  {lead}not asked for: {}: {}", route.shown(), counted(left.iter()));
        }
    }
    let left = std::mem::take(&mut state.answers);
    if !state.allow_unused && !left.is_empty() {
        let _ = writeln!(wrong, "  {lead}not asked for: {}", counted(left.iter()));
    }
    wrong
}
