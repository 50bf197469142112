//! `testdata/redirects.json`, and chains of redirects.

use http::header::{AUTHORIZATION, LOCATION, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use super::*;
use crate::error::{Decision, ErrorKind, Reason, Why};
use crate::redirect::{Hop, Limits, follow};
use crate::time;

const SECRET: Endpoint = GET.secret_headers(&[("x-fixed", "hidden")]);
const PUT: Endpoint = Endpoint::new("put", Method::Put, &[Part::Text("/a")]);

fn rule(name: &str) -> Redirect {
    [Redirect::SameOrigin, Redirect::AnyOrigin, Redirect::Never]
        .into_iter()
        .find(|rule| rule.to_string() == name)
        .unwrap()
}

/// A first request, and where it went.
fn hop(url: &str, method: http::Method, with_body: bool) -> (Hop, Url) {
    let url = Url::parse(url).unwrap();
    (Hop::first(method, with_body), url)
}

#[test]
fn every_redirect_leads_where_the_table_says() {
    type Line = (String, u16, Option<String>, String, String);
    let table: Vec<Line> = serde_json::from_str(include_str!("../../../testdata/redirects.json")).unwrap();
    assert!(table.len() > 40);
    for (method, status, location, name, expected) in table {
        let method: http::Method = method.parse().unwrap();
        let with_body = method != http::Method::GET && method != http::Method::HEAD;
        let (hop, here) = hop("https://api.test/v1/a", method, with_body);
        let mut headers = HeaderMap::new();
        if let Some(location) = &location {
            headers.insert(LOCATION, location.parse().unwrap());
        }
        let limits = Limits { rule: rule(&name), most: 10, insecure_http: false };
        let seen = match follow(&hop, &here, StatusCode::from_u16(status).unwrap(), &headers, limits) {
            Err(reason) => reason.to_owned(),
            Ok(next) => [
                format!("{} {}", next.method, next.elsewhere.unwrap()),
                if next.with_body { " with body" } else { "" }.to_owned(),
                if next.withheld { " withheld" } else { "" }.to_owned(),
                if next.took_effect { " took effect" } else { "" }.to_owned(),
            ]
            .concat(),
        };
        assert_eq!(seen, expected, "{} {status} {location:?} {name}", hop.method);
    }
}

#[test]
fn any_bytes_as_a_location_are_a_target_or_a_refusal() {
    let (hop, here) = hop("http://127.0.0.1/a", http::Method::GET, false);
    let limits = Limits { rule: Redirect::AnyOrigin, most: 10, insecure_http: false };
    let long = vec![b'a'; 64 * 1024];
    for (bytes, reason) in [
        (&b"\xff\xfe"[..], "its location is not text"),
        (&long[..], "its location is too long"),
        (&long[..=8 * 1024], "its location is too long"),
        (b"http://example.com/", "it leads to plain http"),
    ] {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, HeaderValue::from_bytes(bytes).unwrap());
        assert_eq!(follow(&hop, &here, StatusCode::FOUND, &headers, limits).unwrap_err(), reason);
    }
    let mut headers = HeaderMap::new();
    headers.insert(LOCATION, HeaderValue::from_bytes(&long[..8 * 1024]).unwrap());
    assert!(follow(&hop, &here, StatusCode::FOUND, &headers, limits).is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_self_redirect_ends_after_eleven_requests() {
    let script = Script::new().always(Reply::status(302).header("location", "/v1/a"));
    let client = client(&script, |_| {});
    let error = send(client.call(&GET)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts().len(), script.count()), (ErrorKind::Redirect, 11, 11));
    assert_eq!(error.location(), Some("/v1/a"));
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_a_redirect_starts_at_the_first_url_on_the_same_counts() {
    let moved = || Reply::status(302).header("location", "/v1/b");
    let script =
        Script::from_iter([moved(), Reply::status(503), moved(), Reply::status(503), moved(), Reply::status(200)]);
    let client = client(&script, |_| {});
    let response = send(client.call(&GET)).await.unwrap();
    let paths = seen(&script, |seen| seen.iter().map(|request| request.path().to_owned()).collect::<Vec<_>>());
    assert_eq!(paths, ["/v1/a", "/v1/b", "/v1/a", "/v1/b", "/v1/a", "/v1/b"]);
    let why: Vec<Why> = response.attempts().iter().map(Attempt::why).collect();
    assert_eq!(why, [Why::First, Why::Redirect, Why::BackOff, Why::Redirect, Why::BackOff, Why::Redirect]);
    assert_eq!(client.core().budget.left(), 486);
}

#[tokio::test(start_paused = true)]
async fn a_redirect_that_says_retry_after_is_followed_that_much_later() {
    let script = Script::from_iter([
        Reply::status(302).header("location", "/v1/b").header("retry-after", "7"),
        Reply::status(200),
    ]);
    let client = client(&script, |_| {});
    let start = time::now();
    let response = send(client.call(&GET)).await.unwrap();
    assert_eq!(time::now() - start, Duration::from_secs(7));
    assert_eq!(response.attempts()[1].wait(), Duration::from_secs(7));
    assert_eq!(response.attempts()[0].decision(), Decision::Follow);
    assert!(response.headers().get(RETRY_AFTER).is_none());
}

#[tokio::test(start_paused = true)]
async fn what_is_secret_stays_at_home_for_the_rest_of_the_chain() {
    let script = Script::from_iter([
        Reply::status(302).header("location", "https://other.test/b"),
        Reply::status(302).header("location", "https://api.test/v1/c"),
        Reply::status(200),
    ]);
    let client = client(&script, |core| {
        core.settings.redirect = Redirect::AnyOrigin;
        core.defaults.headers_mut().insert("cookie", HeaderValue::from_static("session=1"));
        core.defaults.headers_mut().append("x-plain", HeaderValue::from_static("second"));
    });
    send(client.call(&SECRET).header("x-own", "kept").secret_header("x-given", "hidden")).await.unwrap();
    seen(&script, |seen| {
        for name in ["authorization", "ocp-apim-subscription-key", "tid", "cookie", "x-fixed", "x-given"] {
            let held: Vec<bool> = seen.iter().map(|request| request.headers().contains_key(name)).collect();
            assert_eq!(held, [true, false, false], "{name}");
        }
        for request in seen {
            assert_eq!(request.headers()["x-own"], "kept");
            assert_eq!(request.headers().get_all("x-plain").iter().collect::<Vec<_>>(), ["plain", "second"]);
            assert!(!request.headers().contains_key("referer"));
        }
    });
}

#[tokio::test(start_paused = true)]
async fn an_authorization_header_of_the_callers_own_stays_at_home_too() {
    let script = Script::from_iter([Reply::status(302).header("location", "https://other.test/b"), Reply::status(200)]);
    let client = client(&script, |core| core.settings.redirect = Redirect::AnyOrigin);
    send(client.call(&GET).header("Authorization", "Basic mine")).await.unwrap();
    seen(&script, |seen| {
        assert_eq!(seen[0].headers().get_all(AUTHORIZATION).iter().collect::<Vec<_>>(), ["Basic mine"]);
        assert!(!seen[1].headers().contains_key(AUTHORIZATION));
    });
}

#[tokio::test(start_paused = true)]
async fn a_secret_stays_one_when_a_call_has_a_value_of_its_own() {
    let script = Script::from_iter([Reply::status(302).header("location", "https://other.test/b"), Reply::status(200)]);
    let client = client(&script, |core| {
        core.settings.redirect = Redirect::AnyOrigin;
        let mut value = HeaderValue::from_static("default");
        value.set_sensitive(true);
        core.defaults.headers_mut().insert("x-key", value);
    });
    let names = ["tid", "Ocp-Apim-Subscription-Key", "x-key", "Cookie", "Proxy-Authorization"];
    let call = names.iter().fold(client.call(&GET), |call, name| call.header(name, "own"));
    send(call).await.unwrap();
    seen(&script, |seen| {
        for name in names {
            assert_eq!(seen[0].headers().get_all(name).iter().collect::<Vec<_>>(), ["own"]);
            assert!(seen[0].headers()[name].is_sensitive() && !seen[1].headers().contains_key(name), "{name}");
        }
    });
}

#[tokio::test(start_paused = true)]
async fn a_write_that_was_redirected_may_have_been_processed_unless_asked_for_again_elsewhere() {
    for (status, processed) in
        [(300, true), (301, true), (302, true), (303, true), (304, true), (307, false), (308, false)]
    {
        for (endpoint, processed) in [(&POST, processed), (&GET, false)] {
            let script = Script::from_iter([Reply::status(status).header("location", "https://other.test/")]);
            let error = send(client(&script, |_| {}).call(endpoint)).await.unwrap_err();
            assert_eq!((error.kind(), error.may_have_been_processed()), (ErrorKind::Redirect, processed), "{status}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_see_other_after_a_write_loses_the_body_and_what_describes_it() {
    let script = Script::from_iter([Reply::status(303).header("location", "/v1/b"), Reply::status(200)]);
    let client = client(&script, |_| {});
    let names = ["content-type", "content-encoding", "content-language", "digest"];
    let call = names[1..].iter().fold(client.call(&POST).body_json(&1), |call, name| call.header(name, "x"));
    send(call.header("x-own", "kept")).await.unwrap();
    seen(&script, |seen| {
        assert_eq!((seen[0].method(), seen[0].body().as_ref()), ("POST", &b"1"[..]));
        assert_eq!((seen[1].method(), seen[1].body().as_ref()), ("GET", &b""[..]));
        for name in names {
            assert!(seen[0].headers().contains_key(name) && !seen[1].headers().contains_key(name), "{name}");
        }
        assert_eq!(seen[1].headers()["x-own"], "kept");
    });
}

#[tokio::test(start_paused = true)]
async fn a_write_that_took_effect_is_not_repeated_over_what_came_after_it() {
    for status in [429, 503, 401] {
        let script = Script::from_iter([Reply::status(303).header("location", "/v1/b"), Reply::status(status)]);
        let client = client(&script, |_| {});
        let error = send(client.call(&POST).body_json(&1)).await.unwrap_err();
        assert_eq!(script.count(), 2, "{status}");
        assert!(error.may_have_been_processed(), "{status}");
    }
    let script = Script::from_iter([
        Reply::status(303).header("location", "/v1/b"),
        Reply::status(429),
        Reply::status(303).header("location", "/v1/b"),
        Reply::status(200),
    ]);
    send(client(&script, |_| {}).call(&PUT).body_json(&1)).await.unwrap();
    assert_eq!(script.count(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_kept_body_is_sent_byte_for_byte() {
    for status in [307, 308] {
        let script = Script::from_iter([Reply::status(status).header("location", "/v1/b"), Reply::status(200)]);
        let client = client(&script, |_| {});
        send(client.call(&POST).body_text("the body")).await.unwrap();
        seen(&script, |seen| {
            assert_eq!(seen[0].body(), seen[1].body());
            assert_eq!(seen[0].headers(), seen[1].headers());
            assert_eq!(seen[1].url(), "https://api.test/v1/b");
        });
    }
}

#[tokio::test(start_paused = true)]
async fn a_redirect_after_the_deadline_is_not_followed() {
    let step = Reply::status(302).header("location", "/v1/b").after(Duration::from_secs(4));
    let script = Script::new().always(step);
    let client = client(&script, |core| core.settings.deadline = Duration::from_secs(10));
    let start = time::now();
    let error = send(client.call(&GET)).await.unwrap_err();
    assert_eq!((time::now() - start, script.count()), (Duration::from_secs(10), 3));
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Timeout, Some(Reason::Deadline)));
}
