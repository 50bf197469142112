//! The parts of the page.

use http::StatusCode;

use super::html::Html;
use crate::testing::received::{Ended, Received};
use crate::testing::state::State;
use crate::testing::{ACCESS_TOKEN, CLIENT_ID, CLIENT_SECRET, SUBSCRIPTION_KEY, TENANT_ID, server};
use crate::time::Instant;

/// How many requests are shown at most, the last ones.
const ROWS: usize = 200;

/// How many characters of a path and its query are shown at most.
const LONGEST: usize = 200;

pub(super) fn header(page: &mut Html, state: &State, base_url: &str, still: bool, now: Instant) {
    let minutes = now.saturating_duration_since(state.started).as_secs() / 60;
    page.markup("<header>\n<div>\n<h1>The double of PerspioTalk</h1>\n<p class=\"quiet\"><code>");
    page.text(base_url).markup("</code>, up for ").text(minutes).markup(" min</p>\n</div>\n<p>");
    page.markup(if still {
        "This page stands still. <a href=\"/\">Keep it up to date</a>"
    } else {
        "Up to date every 2 s. <a href=\"/?refresh=off\">Keep it still</a>"
    });
    page.markup("</p>\n</header>\n");
}

/// How many requests came in, and what they were answered.
pub(super) fn figures(page: &mut Html, state: &State) {
    let (api, tokens) = (state.log.total(), state.token_log.total());
    let ended: u64 = state.ends.values().sum();
    let all = u64::try_from(api.saturating_add(tokens)).unwrap_or(u64::MAX);
    page.markup("<dl class=\"figures\" aria-label=\"Requests and answers, counted\">\n");
    for (name, count) in [("Requests to the API", api), ("Requests for tokens", tokens)] {
        page.markup("<div><dt>").text(name).markup("</dt><dd>").text(count).markup("</dd></div>\n");
    }
    page.markup("<div><dt>Under way</dt><dd>").text(all.saturating_sub(ended)).markup("</dd></div>\n");
    for (status, count) in &state.ends {
        page.markup("<div><dt>");
        answer(page, *status);
        let reason = status.and_then(|status| status.canonical_reason()).unwrap_or_default();
        page.markup(" ").text(reason).markup("</dt><dd>").text(count).markup("</dd></div>\n");
    }
    page.markup("</dl>\n");
}

/// A status, or that there was none.
fn answer(page: &mut Html, status: Option<StatusCode>) {
    let class = match status {
        Some(status) if status.is_success() => "<span class=\"status good\">",
        Some(status) if status.is_redirection() => "<span class=\"status moved\">",
        Some(status) if status.is_client_error() => "<span class=\"status client\">",
        _ => "<span class=\"status server\">",
    };
    page.markup(class);
    match status {
        Some(status) => page.text(status.as_str()),
        None => page.markup("No answer"),
    };
    page.markup("</span>");
}

pub(super) fn limits(page: &mut Html, state: &State, now: Instant) {
    page.markup("<section class=\"limits\">\n<h2>Limits in force</h2>\n<dl class=\"list\">\n<dt>Fault plan</dt><dd>");
    match &state.faults {
        None => _ = page.markup("none"),
        Some(faults) => {
            page.markup("seed ").text(faults.plan().seed()).markup("; requests so far: ").text(faults.met());
            page.markup("</dd><dd class=\"wide\"><ul>");
            for rule in faults.plan().rules() {
                page.markup("<li>").text(rule).markup("</li>");
            }
            page.markup("</ul></dd>\n<dt>Rate limit now</dt><dd>");
            page.markup(if faults.throttles(now) {
                "<span class=\"status client\">in force</span>: the next request gets 429"
            } else {
                "not in force"
            });
        }
    }
    page.markup("</dd>\n");
    if !state.plan.is_empty() {
        page.markup("<dt>Injected</dt><dd>").text(state.plan.len()).markup(" requests to come</dd>\n");
    }
    for (name, lifetime) in state.tokens.lifetimes() {
        page.markup("<dt>").text(name).markup("</dt><dd>").text(format_args!("{lifetime:?}")).markup("</dd>\n");
    }
    let body = server::BODY / (1024 * 1024);
    page.markup("<dt>Largest body</dt><dd>").text(body).markup(" MiB; more is answered with 413</dd>\n");
    page.markup("<dt>Client credentials</dt><dd>read only; writes are answered with 403</dd>\n</dl>\n</section>\n");
}

pub(super) fn credentials(page: &mut Html, base_url: &str) {
    page.markup(
        "<section class=\"credentials\">\n<h2 id=\"credentials\">Credentials of the double</h2>\n<dl class=\"list\">\n",
    );
    for (name, value) in [
        ("Access token", ACCESS_TOKEN),
        ("Ocp-Apim-Subscription-Key", SUBSCRIPTION_KEY),
        ("tid", TENANT_ID),
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
    ] {
        page.markup("<dt>").text(name).markup("</dt><dd><code>").text(value).markup("</code></dd>\n");
    }
    let urls = crate::testing::tokens::Urls::below(base_url);
    page.markup("<dt>Token URL</dt><dd><code>")
        .text(urls.token())
        .markup("</code></dd>\n</dl>\n<pre tabindex=\"0\"><code>");
    page.text(curl(base_url)).markup("</code></pre>\n</section>\n");
}

/// A command that lists the assets.
fn curl(base_url: &str) -> String {
    format!(
        "curl -i {base_url}/assets/v3/ \\\n  -H 'Authorization: Bearer {ACCESS_TOKEN}' \\\n  -H \
         'Ocp-Apim-Subscription-Key: {SUBSCRIPTION_KEY}' \\\n  -H 'tid: {TENANT_ID}'"
    )
}

/// The last requests of both logs, the newest first.
pub(super) fn requests(page: &mut Html, state: &State) {
    let mut rows: Vec<_> = state.log.iter().chain(state.token_log.iter()).collect();
    rows.sort_unstable_by_key(|request| std::cmp::Reverse(request.serial));
    rows.truncate(ROWS);
    let total = state.log.total().saturating_add(state.token_log.total());
    page.markup("<section class=\"requests\">\n<h2 id=\"requests\">Requests</h2>\n");
    if rows.is_empty() {
        page.markup("<p class=\"quiet\">None yet. The command under <a href=\"#credentials\">credentials</a> makes one.</p>\n</section>\n");
        return;
    }
    page.markup("<p class=\"quiet\">The last ")
        .text(rows.len())
        .markup(" of ")
        .text(total)
        .markup(", the newest first.</p>\n");
    page.markup(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"requests\">\n<table>\n<thead><tr>",
    );
    page.markup("<th scope=\"col\" class=\"number\">At</th><th scope=\"col\">Method</th><th scope=\"col\">Path</th>");
    page.markup(
        "<th scope=\"col\">Answer</th><th scope=\"col\">Fault</th><th scope=\"col\" class=\"number\">Took</th>",
    );
    page.markup("</tr></thead>\n<tbody>\n");
    for request in rows {
        row(page, request, state.started);
    }
    page.markup("</tbody>\n</table>\n</div>\n</section>\n");
}

fn row(page: &mut Html, request: &Received, started: Instant) {
    let at = request.came().saturating_duration_since(started);
    page.markup("<tr><td class=\"number\">").text(format_args!("{:.3} s", at.as_secs_f64()));
    page.markup("</td><td>").text(request.method()).markup("</td><td class=\"path\">").text(short(request));
    page.markup("</td><td>");
    match request.end {
        Some(Ended { status, .. }) => answer(page, status),
        None => _ = page.markup("<span class=\"quiet\">under way</span>"),
    }
    page.markup("</td><td class=\"fault\">").text(request.fault.as_deref().unwrap_or_default());
    page.markup("</td><td class=\"number\">");
    if let Some(Ended { at, .. }) = request.end {
        let took = at.saturating_duration_since(request.came());
        page.text(format_args!("{:.1} ms", took.as_secs_f64() * 1_000.0));
    }
    page.markup("</td></tr>\n");
}

/// Path and query, or how they begin.
fn short(request: &Received) -> String {
    let query = request.harmless_query().map(|query| format!("?{query}")).unwrap_or_default();
    let whole = format!("{}{query}", request.path());
    match whole.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}\u{2026}", whole.get(..end).unwrap_or_default()),
        None => whole,
    }
}
