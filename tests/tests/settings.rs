//! Settings that cannot be used are refused by name, and never echoed.

mod common;

use std::time::Duration;

use perspio_runtime::auth::Bearer;
use perspio_runtime::{Client, ClientBuilder, ErrorKind, Retry};

#[test]
fn a_wrong_setting_is_named_and_its_value_not_shown() {
    type Change = fn(ClientBuilder) -> ClientBuilder;
    let cases: [(&str, Change); 38] = [
        ("base_url", |b| b.base_url("")),
        ("base_url", |b| b.base_url("canary")),
        ("base_url", |b| b.base_url("/canary")),
        ("base_url", |b| b.base_url("ftp://canary")),
        ("base_url", |b| b.base_url("file:///canary")),
        ("base_url", |b| b.base_url("https://")),
        ("base_url", |b| b.base_url("https://canary/?q")),
        ("base_url", |b| b.base_url("https://canary/#f")),
        ("base_url", |b| b.base_url("https://user:canary@h/")),
        ("base_url", |b| b.base_url("https://canary@h/")),
        ("base_url", |b| b.base_url("http://canary/")),
        ("base_url", |b| b.base_url("http://127.0.0.1.canary/")),
        ("base_url", |b| b.base_url("http://localhost.canary/")),
        ("base_url", |b| b.base_url("http://192.168.0.1/")),
        ("base_url", |b| b.base_url("https://{canary}.h/")),
        ("base_url", |b| b.base_url("https://h\n.canary/")),
        ("base_url", |b| b.base_url(" https://canary/ ")),
        ("base_url", |b| b.base_url("https:canary")),
        ("base_url", |b| b.base_url("https:\\\\canary")),
        ("base_url", |b| b.base_url("https://@canary/")),
        ("base_url", |b| b.base_url("https://h/canary/../b")),
        ("base_url", |b| b.base_url("https://h/can ary")),
        ("header", |b| b.auth(Bearer::new("token")).header("Authorization", "canary")),
        ("base_url", |b| b.base_url("https://can`ary/")),
        ("auth", |b| b.auth(Bearer::new(""))),
        ("auth", |b| b.auth(Bearer::new("canary\n"))),
        ("auth", |b| b.auth(Bearer::new(" canary"))),
        ("subscription_key", |b| b.subscription_key("")),
        ("subscription_key", |b| b.subscription_key("canary\r\nx: y")),
        ("tenant_id", |b| b.tenant_id("")),
        ("tenant_id", |b| b.tenant_id("canary\0")),
        ("header", |b| b.header("x", "canary\n")),
        ("header", |b| b.header("x y", "canary")),
        ("header", |b| b.header("Transfer-Encoding", "canary")),
        ("user_agent", |b| b.user_agent("canary\n")),
        ("retry", |b| b.retry(Retry::new().attempts(0))),
        ("retry", |b| b.retry(Retry::new().cap(Duration::from_millis(1)))),
        ("reqwest", |b| b.reqwest(|http| http.user_agent("canary\n"))),
    ];
    for (index, (setting, change)) in cases.into_iter().enumerate() {
        let error = change(Client::builder()).build().unwrap_err();
        assert_eq!((error.kind(), error.parameter()), (ErrorKind::Config, Some(setting)), "{index}: {error}");
        let text = common::printed(&error);
        assert!(!text.contains("canary"), "{text}");
        assert!(text.starts_with(&format!("invalid setting: `{setting}` ")), "{text}");
        assert!(error.attempts().is_empty() && error.endpoint().is_none() && !error.may_have_been_processed());
    }
}

#[test]
fn what_is_fine_is_taken() {
    for url in [
        "https://talk.perspio.io",
        "https://h/v1",
        "https://h/v1/",
        "https://h:8443",
        "http://127.0.0.1:1",
        "http://127.9.9.9",
        "http://localhost:80/",
        "http://[::1]:80/",
        "HTTPS://H.test:443/A%20b",
        "https://b\u{fc}cher.test",
    ] {
        assert!(Client::builder().base_url(url).build().is_ok(), "{url}");
    }
    assert!(Client::builder().base_url("http://h/").allow_insecure_http().build().is_ok());
    assert!(Client::builder().header("Authorization", "Basic x").build().is_ok());
    assert!(Client::builder().timeout(Duration::ZERO).deadline(Duration::MAX).build().is_ok());
}

#[test]
fn nothing_that_is_printed_holds_a_secret() {
    let builder = common::builder("https://h");
    let printed = format!("{builder:?} {:?} {:?}", builder, Bearer::new(common::SECRETS[0]));
    let printed = format!("{printed} {:?}", builder.build().unwrap());
    for secret in common::SECRETS {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[tokio::test]
async fn the_longest_durations_do_no_harm() {
    let server = perspio_tests::Listener::start([perspio_tests::reply(204, &[], "")]).await.unwrap();
    let client = Client::builder()
        .base_url(server.url())
        .pool_idle_timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .timeout(Duration::MAX)
        .deadline(Duration::MAX)
        .build();
    items(client.unwrap()).await;
}

#[tokio::test]
async fn credentials_and_the_agent_are_sent_once() {
    let server = perspio_tests::Listener::start([perspio_tests::reply(204, &[], "")]).await.unwrap();
    let builder = common::builder(&server.url()).header("User-Agent", "mine").header("tid", "other").header("X", "1");
    items(builder.header("X", "2").build().unwrap()).await;
    let request = server.requests().remove(0);
    assert_eq!((request.headers("user-agent"), request.headers("tid")), (vec!["mine"], vec![common::SECRETS[2]]));
    assert_eq!(request.headers("x"), ["1", "2"]);
}

#[tokio::test]
async fn the_path_of_the_base_url_is_put_before_every_path() {
    for path in ["/base/v1", "/base/v1/"] {
        let server = perspio_tests::Listener::start([perspio_tests::reply(204, &[], "")]).await.unwrap();
        let client = common::client(&format!("{}{path}", server.url()));
        items(client).await;
        assert_eq!(server.requests()[0].line(), "GET /base/v1/items");
    }
}

async fn items(client: Client) {
    #[perspio_runtime::endpoints]
    trait Items {
        #[get("/items")]
        async fn items(&self) -> perspio_runtime::Result<()>;
    }
    ItemsClient::new(client).items().await.unwrap();
}
