//! Every rule and every injection, seen through a plain HTTP client.

use std::time::Duration;

use http::{Method, StatusCode};
use reqwest::{RequestBuilder, Response};

use super::*;
use crate::Bytes;

mod faults;
mod plans;
mod settings;
mod tokens;

const ASSETS: &str = "/assets/v3/";

/// A double and an HTTP client that does nothing by itself.
struct Bench {
    talk: PerspioTalk,
    http: reqwest::Client,
}

impl Bench {
    async fn new() -> Self {
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let http = http.retry(reqwest::retry::never()).build().unwrap();
        Self { talk: PerspioTalk::start().await.unwrap(), http }
    }

    /// A request without credentials.
    fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.talk.base_url()))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.bare(method, path).bearer_auth(self.talk.access_token());
        request.header("ocp-apim-subscription-key", self.talk.subscription_key()).header("tid", self.talk.tenant_id())
    }

    async fn send(&self, method: Method, path: &str, body: &str) -> (u16, Value) {
        read(self.request(method, path).body(body.to_owned()).send().await.unwrap()).await
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        self.send(Method::GET, path, "").await
    }
}

/// The status and the body, which is `null` if it is empty and text if it is not JSON.
async fn read(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let body = response.text().await.unwrap();
    let json = serde_json::from_str(&body).unwrap_or_else(|_| if body.is_empty() { Value::Null } else { body.into() });
    (status, json)
}

/// Is it `{"message": "<something>"}` and nothing else?
fn is_message(body: &Value) -> bool {
    body.as_object()
        .is_some_and(|body| body.len() == 1 && body["message"].as_str().is_some_and(|text| !text.is_empty()))
}

fn header<'r>(response: &'r Response, name: &str) -> Option<&'r str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_credential_is_wanted_once_and_right() {
    let bench = Bench::new().await;
    let right =
        [("authorization", "Bearer access-token-of-the-double"), ("ocp-apim-subscription-key", SUBSCRIPTION_KEY)];
    let right = [right[0], right[1], ("tid", TENANT_ID)];
    for broken in 0..3 {
        for change in ["missing", "wrong", "twice"] {
            // An unknown path and a bad body too: credentials come first.
            let mut request = bench.bare(Method::POST, "/nowhere").body("x");
            for (index, (name, value)) in right.into_iter().enumerate() {
                request = match (index == broken, change) {
                    (true, "missing") => request,
                    (true, "wrong") => request.header(name, "Bearer wrong"),
                    (true, _) => request.header(name, value).header(name, value),
                    (false, _) => request.header(name, value),
                };
            }
            let (status, body) = read(request.send().await.unwrap()).await;
            assert_eq!((status, is_message(&body)), (401, true), "{change} {}", right[broken].0);
        }
    }
    assert_eq!(bench.get("/nowhere").await.0, 404);
}

#[tokio::test]
async fn assets_are_listed_created_read_changed_replaced_and_deleted() {
    let bench = Bench::new().await;
    assert_eq!(bench.get(ASSETS).await, (200, json!([])));
    assert_eq!(bench.talk.insert(json!({ "name": "first", "group": "a" })), "IN-000001");

    let made = bench.request(Method::POST, ASSETS).body(r#"{"name":"second","id":"mine"}"#).send().await.unwrap();
    assert_eq!(header(&made, "location"), Some("/assets/v3/IN-000002"));
    assert_eq!(header(&made, "content-type"), Some("application/json"));
    assert_eq!(read(made).await, (201, json!({ "id": "IN-000002", "name": "second" })));

    let one = "/assets/v3/IN-000001";
    let changed = json!({ "id": "IN-000001", "name": "third", "group": "a", "site": null });
    let change = r#"{"name":"third","site":null,"id":"other"}"#;
    assert_eq!(bench.send(Method::PATCH, one, change).await, (200, changed.clone()));
    assert_eq!(bench.get(one).await, (200, changed));
    let replaced = json!({ "id": "IN-000001", "kind": "pump" });
    assert_eq!(bench.send(Method::PUT, one, r#"{"kind":"pump"}"#).await, (200, replaced.clone()));
    assert_eq!(bench.get(ASSETS).await, (200, json!([replaced, { "id": "IN-000002", "name": "second" }])));

    assert_eq!(bench.send(Method::DELETE, one, "").await, (204, Value::Null));
    for method in [Method::GET, Method::PATCH, Method::PUT, Method::DELETE] {
        let (status, body) = bench.send(method.clone(), one, "{}").await;
        assert_eq!((status, is_message(&body)), (404, true), "{method}");
    }
    assert_eq!(bench.get(ASSETS).await.1.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn ids_are_percent_decoded_and_kept() {
    let bench = Bench::new().await;
    assert_eq!(bench.talk.insert(json!({ "id": "a/b é%", "name": "odd" })), "a/b é%");
    assert_eq!(bench.talk.insert(json!({ "id": "IN-000001" })), "IN-000001");
    assert_eq!(bench.talk.insert(json!(7)), "IN-000002");
    assert_eq!(bench.get("/assets/v3/a%2Fb%20%c3%A9%25").await.1["name"], "odd");
    assert_eq!(bench.get("/assets/v3/IN-000002").await, (200, json!({ "id": "IN-000002", "value": 7 })));
    for nothing in ["a/b", "%", "%4", "%zz", "%ff", "IN-000001/", "IN-000003"] {
        assert_eq!(bench.get(&format!("{ASSETS}{nothing}")).await.0, 404, "{nothing}");
    }
}

#[tokio::test]
async fn a_taken_name_is_a_conflict_that_names_the_asset() {
    let bench = Bench::new().await;
    let id = bench.talk.insert(json!({ "name": "Pump 7" }));
    let (status, body) = bench.send(Method::POST, ASSETS, r#"{"name":"Pump 7"}"#).await;
    assert_eq!((status, &body["id"]), (409, &json!(id)));
    assert!(body["message"].is_string());
    // Assets without a name are in nobody's way.
    for _ in 0..2 {
        assert_eq!(bench.send(Method::POST, ASSETS, "{}").await.0, 201);
    }
}

#[tokio::test]
async fn bodies_that_are_no_objects_or_too_long_are_refused() {
    let bench = Bench::new().await;
    let id = bench.talk.insert(json!({}));
    let one = format!("{ASSETS}{id}");
    for (method, path) in [(Method::POST, ASSETS), (Method::PATCH, &one), (Method::PUT, &one)] {
        for body in ["", "{", "[]", "7", "{} x", "{\"a\":\u{1}}"] {
            let (status, said) = bench.send(method.clone(), path, body).await;
            assert_eq!((status, is_message(&said)), (400, true), "{method} {body}");
        }
        for length in [BOUND + 1, 4 * BOUND] {
            let (status, said) = bench.send(method.clone(), path, &object_of(length)).await;
            assert_eq!((status, is_message(&said)), (413, true), "{method} {length}");
            assert_eq!(bench.talk.requests().last().unwrap().body().len(), BOUND);
        }
    }
    assert_eq!(bench.send(Method::PUT, &one, &object_of(BOUND)).await.0, 200);
}

/// As documented.
const BOUND: usize = 1024 * 1024;

/// A JSON object of that many bytes.
fn object_of(length: usize) -> String {
    format!(r#"{{"a":"{}"}}"#, "x".repeat(length - r#"{"a":""}"#.len()))
}

#[tokio::test]
async fn known_paths_refuse_other_methods_and_other_paths_are_not_found() {
    let bench = Bench::new().await;
    // The methods are looked at before the asset: this one is not there.
    for (path, refused, allowed) in [
        (ASSETS, [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS], "GET, HEAD, POST"),
        ("/assets/v3/x", [Method::POST, Method::OPTIONS, Method::TRACE, Method::POST], "GET, HEAD, PATCH, PUT, DELETE"),
        ("/directory/v3/user", [Method::POST, Method::PUT, Method::PATCH, Method::DELETE], "GET, HEAD"),
    ] {
        for method in refused {
            let response = bench.request(method.clone(), path).send().await.unwrap();
            assert_eq!(header(&response, "allow"), Some(allowed), "{method} {path}");
            let (status, body) = read(response).await;
            assert_eq!((status, is_message(&body)), (405, true), "{method} {path}");
        }
    }
    for path in ["/", "/assets/v3", "/assets/v2/", "/directory/v3/user/", "/Assets/v3/"] {
        let (status, body) = bench.get(path).await;
        assert_eq!((status, is_message(&body)), (404, true), "{path}");
    }
}

#[tokio::test]
async fn the_user_is_a_flat_profile_with_nulls() {
    let bench = Bench::new().await;
    let (status, profile) = bench.get("/directory/v3/user?x=1").await;
    let profile = profile.as_object().unwrap();
    assert_eq!((status, &profile["tenantId"]), (200, &json!(TENANT_ID)));
    assert!(profile.values().all(|value| value.is_string() || value.is_null()));
    assert!(profile.values().any(Value::is_null));
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let bench = Bench::new().await;
    bench.talk.insert(json!({}));
    for (path, status) in [(ASSETS, 200), ("/assets/v3/IN-000001", 200), ("/directory/v3/user", 200), ("/x", 404)] {
        let get = bench.request(Method::GET, path).send().await.unwrap();
        let head = bench.request(Method::HEAD, path).send().await.unwrap();
        assert_eq!(header(&head, "content-length"), header(&get, "content-length"), "{path}");
        assert_eq!(header(&head, "content-type"), Some("application/json"), "{path}");
        assert_eq!(read(head).await, (status, Value::Null), "{path}");
    }
}

#[tokio::test]
async fn requests_are_kept_as_they_came_until_they_are_cleared() {
    let bench = Bench::new().await;
    let path = "/assets/v3/a%2fb?x=1&y=%20";
    let request = bench.request(Method::PUT, path).header("X-Note", "once").body("{\"a\":1}");
    assert_eq!(request.send().await.unwrap().status(), 404);
    let requests = bench.talk.requests();
    let [received] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!((received.method(), received.path()), ("PUT", "/assets/v3/a%2fb"));
    assert_eq!(received.query(), Some("x=1&y=%20"));
    assert_eq!((received.header("x-note"), received.header("missing")), (Some("once"), None));
    assert_eq!(received.headers().get_all("tid").iter().count(), 1);
    assert_eq!(received.body(), &Bytes::from_static(b"{\"a\":1}"));
    assert_eq!(received.status(), Some(StatusCode::NOT_FOUND));
    let shown = format!("{received:?} {:?}", bench.talk);
    assert!(shown.contains("x-note") && !shown.contains("of-the-double") && !shown.contains("once"), "{shown}");

    bench.talk.insert(json!({}));
    bench.talk.inject([Inject::Pass]);
    bench.talk.clear();
    assert_eq!((bench.talk.count(), bench.talk.pending()), (0, 1));
    assert_eq!(bench.get(ASSETS).await, (200, json!([{ "id": "IN-000001" }])));
    assert_eq!((bench.talk.count(), bench.talk.requests().len()), (1, 1));
}

#[tokio::test]
async fn its_own_client_is_let_in() {
    const LIST: crate::Endpoint = crate::Endpoint::new("list", crate::Method::Get, &[crate::Part::Text(ASSETS)]);
    let talk = PerspioTalk::start().await.unwrap();
    let list: Value = talk.client().unwrap().call(&LIST).json::<_, crate::Error>().await.unwrap();
    assert_eq!(list, json!([]));
}

#[tokio::test]
async fn dropping_it_closes_the_port_and_the_connections() {
    let bench = Bench::new().await;
    assert_eq!(bench.get(ASSETS).await.0, 200);
    bench.talk.inject([Inject::Delay(Duration::from_secs(60))]);
    let waiting = tokio::spawn(bench.request(Method::GET, ASSETS).send());
    while bench.talk.count() < 2 {
        tokio::task::yield_now().await;
    }
    let request = bench.request(Method::GET, ASSETS);
    let Bench { talk, .. } = bench;
    drop(talk);
    assert!(waiting.await.unwrap().is_err());
    assert!(request.send().await.unwrap_err().is_connect());
}
