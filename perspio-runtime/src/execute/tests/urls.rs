//! `testdata/path_values.json` and `query_values.json`, and what holds for every value.

use proptest::prelude::*;
use serde_json::Value;
use url::form_urlencoded;

use super::*;
use crate::error::ErrorKind;

const ITEM: Endpoint = Endpoint::new("item", Method::Delete, &[Part::Text("/items/"), Part::Value("id")]);
const RELATIVE: Endpoint = Endpoint::new("relative", Method::Get, &[Part::Text("@evil/x")]);
const EMPTY: Endpoint = Endpoint::new("empty", Method::Get, &[]);
const QUERY_IN_PATH: Endpoint = Endpoint::new("query", Method::Get, &[Part::Text("/a?b=c")]);
const TWO: Endpoint = Endpoint::new(
    "two",
    Method::Get,
    &[Part::Text("/"), Part::Value("a"), Part::Text("/x/"), Part::Value("b"), Part::Text("/y")],
);
const JOINED: Endpoint = Endpoint::new("joined", Method::Get, &[Part::Text("/"), Part::Value("a"), Part::Value("b")]);

#[derive(serde::Serialize)]
struct Id {
    part: u8,
}

/// A value that does not want to be sent.
struct Refusing;

impl serde::Serialize for Refusing {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("no such luck"))
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
}

/// The URL that was sent to, without its origin.
fn sent(script: &Script) -> String {
    seen(script, |seen| seen.last().unwrap().url().strip_prefix("https://api.test").unwrap().to_owned())
}

#[tokio::test(start_paused = true)]
async fn every_path_value_is_one_segment_or_refused() {
    let table: Vec<(String, Option<String>)> =
        serde_json::from_str(include_str!("../../../testdata/path_values.json")).unwrap();
    assert!(table.len() > 15);
    for (value, segment) in table {
        let script = Script::new().always(Reply::status(204));
        let client = client(&script, |_| {});
        let result = send(client.call(&ITEM).path("id", &value)).await;
        if let Some(segment) = segment {
            assert_eq!(sent(&script), format!("/v1/items/{segment}"));
        } else {
            let error = result.unwrap_err();
            assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidRequest, Some("id")), "{value:?}");
            assert_eq!((script.count(), error.attempts().len()), (0, 0));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn every_query_value_decodes_back_or_is_refused() {
    let table: Vec<(String, Value, Option<String>)> =
        serde_json::from_str(include_str!("../../../testdata/query_values.json")).unwrap();
    assert!(table.len() > 15);
    for (name, value, query) in table {
        let name: &'static str = name.leak();
        let script = Script::new().always(Reply::status(204));
        let client = client(&script, |_| {});
        let result = send(client.call(&GET).query(name, &value)).await;
        match query {
            Some(query) if query.is_empty() => assert_eq!(sent(&script), "/v1/a"),
            Some(query) => assert_eq!(sent(&script), format!("/v1/a?{query}")),
            None => {
                let error = result.unwrap_err();
                assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidRequest, Some(name)), "{value:?}");
                assert_eq!(script.count(), 0);
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn fixed_and_given_pairs_stand_in_order() {
    const FIXED: Endpoint = GET.query(&[("api version", "1&2"), ("v", "")]).headers(&[("x-plain", "fixed")]);
    let script = Script::new().always(Reply::status(204));
    let client = client(&script, |_| {});
    send(client.call(&FIXED).query("q", &Some("x")).query("none", &None::<u8>)).await.unwrap();
    assert_eq!(sent(&script), "/v1/a?api%20version=1%262&v=&q=x");
    send(client.call(&FIXED)).await.unwrap();
    assert_eq!(sent(&script), "/v1/a?api%20version=1%262&v=");
    seen(&script, |seen| assert_eq!(seen[0].headers().get_all("x-plain").iter().collect::<Vec<_>>(), ["fixed"]));
}

#[tokio::test(start_paused = true)]
async fn a_call_put_together_wrongly_is_refused() {
    let script = Script::new();
    let client = client(&script, |_| {});
    let relative = "the path must start with `/`";
    let (item, get, post) = (|| client.call(&ITEM), || client.call(&GET), || client.call(&POST));
    for (call, parameter, reason) in [
        (client.call(&RELATIVE), None, relative),
        (client.call(&EMPTY), None, relative),
        (client.call(&QUERY_IN_PATH), None, "not one that a URL can hold"),
        (item(), Some("id"), "has no value for its place in the path"),
        (item().path("other", "x"), Some("other"), "stands where the path wants `id`"),
        (get().path("id", "x"), Some("id"), "has no place in the path"),
        (get().query("q", "x").path("id", "x"), Some("id"), "has no place in the path"),
        (item().path("id", &None::<u8>), Some("id"), "must not be absent"),
        (item().path("id", &["a", "b"]), Some("id"), "must be a single value, not a list"),
        (item().path("id", &Id { part: 1 }), Some("id"), "must be a single value, not a struct or map"),
        (item().path("id", &Refusing), Some("id"), "no such luck"),
        (client.call(&JOINED).path("a", ".").path("b", "."), Some("b"), "must not make a segment `.` or `..`"),
        (post().body_json(&1).body_json(&2), None, "a call has one body"),
        (post().body_form(&1), None, "the body cannot be written: must be a struct or map"),
        (post().body_json(&Refusing), None, "the body cannot be written: no such luck"),
        (get().header("x y", "v"), Some("x y"), "is not a header name"),
        (get().header("Content-Length", "0"), Some("Content-Length"), "is set by the connection"),
        (get().header("host", "evil"), Some("host"), "is set by the connection"),
        (get().header("x", "a\r\nevil: 1"), Some("x"), "must not have line breaks"),
        (get().header("x", "a\0"), Some("x"), "must not have line breaks"),
        (get().header("x", &[1]), Some("x"), "must be a single value, not a list"),
        (get().query("q", &f64::NAN), Some("q"), "must be a finite number"),
        (get().query("q", &f32::INFINITY), Some("q"), "must be a finite number"),
        (get().query("q", &"x".repeat(70_000)), None, "longer than 64 KiB"),
    ] {
        let error = send(call).await.unwrap_err();
        assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidRequest, parameter), "{error}");
        assert!(error.to_string().contains(reason), "{error}");
        assert!(error.to_string().starts_with("GET @evil") || !error.to_string().contains("evil"), "{error}");
    }
    assert_eq!(script.count(), 0);
}

#[test]
fn a_call_shows_its_endpoint_and_no_value() {
    let client = client(&Script::new(), |_| {});
    let call = client.call(&ITEM).path("id", "canary").query("q", "canary").header("x", "canary").body_json("canary");
    let shown = format!("{call:#?}");
    assert!(
        shown.contains("DELETE /items/{id}") && !shown.contains("canary") && !shown.contains("the-token"),
        "{shown}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn any_values_leave_the_template_as_it_is(a in "\\PC*|[./%]{0,4}", b in "\\PC*", q in "\\PC*") {
        let script = Script::new().always(Reply::status(204));
        let client = client(&script, |_| {});
        let call = client.call(&TWO).path("a", &a).path("b", &b).query("q", &q);
        let refused = [&a, &b].iter().any(|value| ["", ".", ".."].contains(&value.as_str()));
        let result = runtime().block_on(send(call));
        prop_assert_eq!(result.is_err(), refused);
        prop_assert_eq!(script.count(), usize::from(!refused));
        if !refused {
            let target = sent(&script);
            let (path, query) = target.split_once('?').unwrap();
            let segments: Vec<String> = path.split('/').map(decode).collect();
            prop_assert_eq!(segments, ["", "v1", &a, "x", &b, "y"]);
            let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            prop_assert_eq!(pairs, [("q".to_owned(), q)]);
        }
    }
}

/// A segment as its reader sees it.
fn decode(segment: &str) -> String {
    let form = segment.replace('+', "%2B");
    form_urlencoded::parse(format!("k={form}").as_bytes()).next().unwrap().1.into_owned()
}
