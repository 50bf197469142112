//! What the page shows, and what it must not.

use std::time::Duration;

use http::Request;

use super::*;
use crate::testing::faults::Faults;
use crate::testing::{FaultPlan, Inject};
use crate::time;

/// A double's state with a page, and as many requests as are asked for.
fn state(bound: usize) -> State {
    State::new(bound, Some("http://127.0.0.1:8080".to_owned()))
}

fn head(method: &str, uri: &str) -> Parts {
    let secrets = [("authorization", "Bearer foreign-secret"), ("ocp-apim-subscription-key", "foreign-secret")];
    let request = Request::builder().method(method).uri(uri).header("tid", "foreign-secret");
    let request = secrets.into_iter().fold(request, |request, (name, value)| request.header(name, value));
    request.body(()).unwrap().into_parts().0
}

fn page(state: &State) -> String {
    let reply = answer(state, &head("GET", "/"), time::now()).unwrap();
    String::from_utf8(reply.into_body().to_vec()).unwrap()
}

#[test]
fn what_came_in_is_text_and_never_markup() {
    let mut state = state(10);
    // `<` and `>` cannot stand in a request line, quotes and ampersands can.
    for uri in ["/\"onclick='x'&amp;", "/assets/v3/%3Cscript%3E?a='&lt;b=`"] {
        state.receive(head("GET", uri), Bytes::new(), true);
    }
    state.plan.push_back(Inject::Redirect { status: 302, location: "<svg onload='x'>".to_owned() });
    state.receive(head("GET", "/b"), Bytes::new(), true);
    let page = page(&state);
    assert!(!page.contains("<svg"), "{page}");
    assert!(page.contains("<td class=\"path\">/&quot;onclick=&#39;x&#39;&amp;amp;</td>"), "{page}");
    assert!(page.contains("/assets/v3/%3Cscript%3E?a=&#39;&amp;lt;b=`</td>"), "{page}");
    assert!(page.contains("answered with 302 to &lt;svg onload=&#39;x&#39;&gt;"), "{page}");

    let mut html = Html::default();
    html.text("<script>\"&amp;\" 'é\u{202e}\u{0}'</script>\n");
    let escaped = "&lt;script&gt;&quot;&amp;amp;&quot; &#39;é\u{202e}\u{fffd}&#39;&lt;/script&gt;\n";
    assert_eq!(html.into_string(), escaped);
}

#[test]
fn a_long_path_is_cut_between_characters() {
    let mut state = state(10);
    for length in [198, 199, 5_000] {
        state.receive(head("GET", &format!("/{}?", "ä".repeat(length))), Bytes::new(), true);
    }
    let page = page(&state);
    assert_eq!(page.matches(&format!("/{}?<", "ä".repeat(198))).count(), 1, "{page}");
    assert_eq!(page.matches(&format!("/{}\u{2026}<", "ä".repeat(199))).count(), 2, "{page}");
}

#[test]
fn no_secret_that_came_in_is_shown() {
    let mut state = state(10);
    let queries =
        "access_token=foreign-secret&Subscription-Key=foreign-secret&%74id=foreign-secret&%6bey=foreign-secret";
    for uri in
        ["/assets/v3/?pageSize=7&plain", &format!("/a?{queries}"), &format!("/oauth2/v2.0/authorize?{queries}&z=1")]
    {
        state.receive(head("GET", uri), Bytes::from_static(b"foreign-secret"), true);
    }
    let page = page(&state);
    assert!(!page.contains("foreign-secret"), "{page}");
    assert!(page.contains("/assets/v3/?pageSize=7&amp;plain<"), "{page}");
    assert!(
        page.contains("/a?access_token=[hidden]&amp;Subscription-Key=[hidden]&amp;%74id=[hidden]&amp;%6bey=[hidden]<")
    );
    assert!(
        page.contains("/oauth2/v2.0/authorize?access_token&amp;Subscription-Key&amp;%74id&amp;%6bey&amp;z<"),
        "{page}"
    );
}

#[test]
fn the_last_requests_are_kept_and_all_are_counted() {
    let mut state = state(200);
    assert!(page(&state).contains("None yet"));
    for number in 0..500 {
        let (serial, _) = state.receive(head("GET", &format!("/number-{number}-")), Bytes::new(), true);
        state.ended(serial, Some(StatusCode::UNAUTHORIZED));
    }
    let (serial, _) = state.receive(head("POST", "/oauth2/v2.0/token"), Bytes::new(), true);
    state.ended(serial, None);
    assert_eq!((state.log.kept().len(), state.log.total(), state.token_log.total()), (200, 500, 1));
    let page = page(&state);
    assert_eq!(page.matches("<tr><td").count(), 200);
    // The newest comes first, and takes the place of the oldest.
    assert!(page.find("/oauth2/v2.0/token</td>").unwrap() < page.find("/number-499-").unwrap());
    assert!(page.contains("/number-301-") && !page.contains("/number-300-"));
    for (name, count) in [
        ("Requests to the API", 500),
        ("Requests for tokens", 1),
        ("Under way", 0),
        ("<span class=\"status client\">401</span> Unauthorized", 500),
        ("<span class=\"status server\">No answer</span> ", 1),
    ] {
        assert!(page.contains(&format!("<dt>{name}</dt><dd>{count}</dd>")), "{name}: {page}");
    }

    // One that was forgotten while it was under way is in no figure.
    let (serial, _) = state.receive(head("GET", "/"), Bytes::new(), true);
    state.forget();
    state.ended(serial, Some(StatusCode::OK));
    assert!(state.ends.is_empty() && state.log.total() == 0);
}

#[test]
fn limits_and_faults_are_said_in_words() {
    let mut state = state(10);
    assert!(page(&state).contains("<dt>Fault plan</dt><dd>none</dd>"));
    let second = Duration::from_secs(1);
    let plan = FaultPlan::with_seed(7).latency(second..=second).server_errors(1.0).statuses([503]);
    state.faults = Some(Faults::new(plan.throttle_requests(2, 1, second).build().unwrap()));
    state.plan.extend([Inject::CutBody, Inject::Delay(second), Inject::Pass]);
    assert!(page(&state).contains("<dt>Injected</dt><dd>3 requests to come</dd>"));
    for _ in 0..4 {
        state.receive(head("GET", "/a"), Bytes::new(), true);
    }
    let page = page(&state);
    for said in [
        "seed 7; requests so far: 1",
        "</dd><dd class=\"wide\"><ul><li>1s of latency</li><li>100% answered with 503</li><li>429 for the last 1 of every 2 requests, Retry-After 1s</li>",
        "in force</span>: the next request gets 429",
        "<dt>Access tokens live</dt><dd>3599s</dd>",
        "<dt>Largest body</dt><dd>1 MiB; more is answered with 413</dd>",
        "<td class=\"fault\">cut in the body</td>",
        "<td class=\"fault\">1.0s late</td>",
        "<td class=\"fault\"></td>",
        "<td class=\"fault\">answered with 503, 1.0s late</td>",
        "<span class=\"quiet\">under way</span>",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Injected"));
}

#[test]
fn it_is_there_only_if_asked_for_and_runs_and_loads_nothing() {
    let state = state(10);
    for (method, uri) in [("POST", "/"), ("GET", "//"), ("GET", "/index.html"), ("OPTIONS", "*")] {
        assert!(answer(&state, &head(method, uri), time::now()).is_none(), "{method} {uri}");
    }
    assert!(answer(&State::new(10, None), &head("GET", "/"), time::now()).is_none());
    for (method, uri, refreshes) in [("GET", "/", true), ("HEAD", "/?x", true), ("GET", "/?refresh=off", false)] {
        let reply = answer(&state, &head(method, uri), time::now()).unwrap();
        let policy = reply.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
        let page = String::from_utf8(reply.into_body().to_vec()).unwrap();
        assert_eq!(page.contains("http-equiv=\"refresh\""), refreshes, "{uri}");
        assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("style="));
    }
}
