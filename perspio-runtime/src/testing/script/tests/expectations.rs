//! Answers by endpoint and by call, and what is said of requests that fit none.

use super::*;

const UPDATE: Endpoint =
    Endpoint::new("update", Method::Patch, &[Part::Text("/assets/"), Part::Value("id")]).idempotent(true);

/// What `#[endpoints]` makes, by hand.
struct Assets(Client);

impl From<Client> for Assets {
    fn from(client: Client) -> Self {
        Self(client)
    }
}

impl Assets {
    async fn get(&self, id: &str) -> Result<(), Error> {
        self.0.call(&GET).path("id", id).json().await
    }

    async fn update(&self, id: &str, name: &str, page: u8) -> Result<(), Error> {
        let call = self.0.call(&UPDATE).path("id", id).query("page", &page).header("x-tag", "a");
        call.body_json(&json!({ "name": name })).json().await
    }
}

#[tokio::test(start_paused = true)]
async fn calls_and_endpoints_have_answers_of_their_own() {
    let script = Script::new().reply(418);
    let seven = script.when(async |assets: Assets| assets.get("7").await);
    seven.reply(503).reply(200);
    let any = script.on(&GET);
    any.reply(404).always(410);
    let base = script.client_builder().base_url("https://api.test/v1").build().unwrap();
    let assets = Assets(base);
    let status = async |id: &str| assets.get(id).await.unwrap_err().status().unwrap().as_u16();
    assert_eq!(status("8").await, 404);
    assets.get("7").await.unwrap();
    // Its answers are used up.
    assert_eq!((status("7").await, status("8").await), (410, 410));
    assert_eq!(assets.update("7", "a", 1).await.unwrap_err().status().unwrap().as_u16(), 418);
    let ids: Vec<_> = any.requests().iter().map(|request| request.path_value("id").unwrap()).collect();
    assert_eq!((seven.count(), ids), (2, vec!["8".to_owned(), "7".to_owned(), "8".to_owned()]));
}

#[tokio::test(start_paused = true)]
async fn a_redirect_of_a_call_is_a_part_of_it() {
    let script = Script::new();
    script.when(async |assets: Assets| assets.get("7").await).reply(Reply::redirect("/assets/8")).reply(200);
    Assets(script.client().unwrap()).get("7").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn where_a_redirect_leads_the_one_who_gave_it_answers() {
    let script = Script::new().reply(Reply::redirect("/assets/7")).reply(410);
    let seven = script.when(async |assets: Assets| assets.get("7").await);
    let eight = script.when(async |assets: Assets| assets.get("8").await);
    seven.reply(404);
    eight.reply(Reply::redirect("/assets/7")).reply(Reply::redirect("/assets/9")).reply(409);
    let assets = Assets(script.client().unwrap());
    let status = async |id: &str| assets.get(id).await.unwrap_err().status().unwrap().as_u16();
    // A plain answer is followed by plain ones.
    assert_eq!((status("6").await, status("8").await, status("7").await), (410, 409, 404));
    assert_eq!((seven.count(), eight.count()), (1, 3));
    script.verify();
    // Two calls at once do not get into each other's way, and what is missing is said.
    eight.replies(2, Reply::redirect("/assets/7").after(seconds(1))).reply(409);
    let (one, other) = tokio::join!(assets.get("8"), assets.get("8"));
    let faults = [one, other].map(|result| result.unwrap_err().attempts()[1].fault());
    assert!(faults.contains(&None) && faults.contains(&Some(Fault::Unexpected)), "{faults:?}");
    let report = failure(|| script.verify());
    let said = "nearest is GET /assets/8 (`get`), of which 6 had been answered, and no more was to be\n";
    assert!(report.contains(said), "{report}");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_fits_nothing_is_held_against_the_nearest() {
    let script = Script::new();
    script.when(async |assets: Assets| assets.get("7").await).reply(200);
    script.when(async |assets: Assets| assets.update("7", "Pump 7", 1).await).reply(200);
    Assets(script.client().unwrap()).update("8", "Pump 8", 1).await.unwrap_err();
    assert_eq!(
        failure(|| drop(script)),
        r#"the script was not played as it is written
  request 1 was not expected: PATCH /assets/8?page=1 (`update`)
    nearest is PATCH /assets/7?page=1 (`update`)
                  expected   actual
      path        /assets/7  /assets/8
      body /name  "Pump 7"   "Pump 8"
  not asked for: GET /assets/7 (`get`): 200 OK
  not asked for: PATCH /assets/7?page=1 (`update`): 200 OK
timeline:
  0.000 s  PATCH /assets/8?page=1: no answer to it in the test
"#
    );
}

#[tokio::test(start_paused = true)]
async fn the_nearest_has_the_nearest_values_or_else_the_nearest_path() {
    const OTHER: Endpoint = Endpoint::new("got", Method::Post, &[Part::Text("/assets/"), Part::Value("id")]);
    let script = Script::new().allow_unused();
    script.on(&OTHER).reply(200);
    script.on(&HEAD).reply(200);
    get(&script).await.unwrap_err();
    assert!(failure(|| script.verify()).contains("nearest is POST /assets/{id} (`got`)"));
    for id in ["1234", "1289", "7777"] {
        script.when(async |assets: Assets| assets.get(id).await).reply(200);
    }
    Assets(script.client().unwrap()).get("1288").await.unwrap_err();
    assert!(failure(|| script.verify()).contains("nearest is GET /assets/1289 (`get`)"));
}

#[tokio::test(start_paused = true)]
async fn what_differs_is_named() {
    let script = Script::new().allow_unused();
    script.on(&UPDATE).reply(200);
    let client = script.client().unwrap();
    Assets(client.clone()).get("7").await.unwrap_err();
    Assets(client.clone()).update("7", "a", 1).await.unwrap();
    Assets(client).update("7", "a", 1).await.unwrap_err();
    let report = failure(|| script.verify());
    let lines: Vec<_> = report.lines().skip(1).take(6).collect();
    assert_eq!(
        lines,
        [
            "  request 1 was not expected: GET /assets/7 (`get`)",
            "    nearest is PATCH /assets/{id} (`update`)",
            "                expected  actual",
            "      endpoint  update    get",
            "  request 3 was not expected: PATCH /assets/7?page=1 (`update`)",
            "    nearest is PATCH /assets/{id} (`update`), of which 1 had been answered, and no more was to be",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn json_is_compared_by_value_and_headers_by_those_of_the_call() {
    let script = Script::new();
    let expected = script.when(async |assets: Assets| assets.update("7", "a", 2).await);
    expected.replies(2, 200);
    let client = script.client_builder().header("x-more", "1").user_agent("another").build().unwrap();
    let call = |tag: &'static str| {
        let call = client.call(&UPDATE).path("id", "7").query("page", "2").header("x-tag", tag);
        let call = call.header("content-type", "application/json");
        call.body_text("{ \"name\": \"a\" }").json::<(), Error>()
    };
    call("a").await.unwrap();
    call("b").await.unwrap_err();
    let report = failure(|| script.verify());
    assert!(report.contains("      x-tag  a         b\n"), "{report}");
}

#[tokio::test(start_paused = true)]
async fn headers_are_held_against_each_other_both_ways() {
    async fn call(client: &Client, name: &'static str, value: &str) -> Result<(), Error> {
        let call = client.call(&GET).path("id", "7");
        let call = match name {
            "" => call,
            "x-key" => call.secret_header(name, value),
            _ => call.header(name, value),
        };
        call.json().await
    }
    for (expected, actual, line) in [
        (("", ""), ("x-a", "1"), "x-a  none      1\n"),
        (("x-a", "1"), ("", ""), "x-a  1         none\n"),
        (("x-a", "\u{e9}"), ("x-a", "\u{e8}"), "x-a  \u{e9}         \u{e8}\n"),
        (("accept", "text/a"), ("accept", "text/b"), "accept  text/a    text/b\n"),
        (("x-key", "a"), ("x-key", "b"), "x-key  [secret]  [secret], differs\n"),
    ] {
        let script = Script::new().allow_unused();
        script.when(async |client: Client| call(&client, expected.0, expected.1).await).reply(200);
        call(&script.client().unwrap(), actual.0, actual.1).await.unwrap_err();
        let report = failure(|| script.verify());
        assert!(report.contains(line), "{report}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_expectation_without_a_reply_is_named() {
    let script = Script::new();
    let _forgotten = script.on(&GET);
    get(&script).await.unwrap_err();
    let report = failure(|| script.verify());
    assert!(report.contains("    nearest is GET /assets/{id} (`get`), but it has no reply\n"), "{report}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_no_request_fails_where_it_is_expected() {
    let script = Script::new();
    let said = failure(|| drop(script.when(async |assets: Assets| assets.get("").await)));
    assert_eq!(said, "the call that is expected sends no request: a value may be refused, or it waits before it sends");
}

#[test]
fn an_endpoint_is_found_by_name() {
    const ALL: &[Endpoint] = &[GET, UPDATE];
    use crate::testing::endpoint;
    assert_eq!(endpoint(ALL, "update").to_string(), "PATCH /assets/{id}");
    assert_eq!(
        failure(|| _ = endpoint(ALL, "updat")),
        "there is no endpoint `updat`; did you mean `update`? there are `get`, `update`"
    );
    assert_eq!(failure(|| _ = endpoint(ALL, "xyzzy")), "there is no endpoint `xyzzy`; there are `get`, `update`");
}
