//! Each kind of parameter, body and return type, as bytes on the wire.

mod common;

use std::collections::BTreeMap;

use common::client;
use perspio_runtime::{Bytes, Client, Error, ErrorKind, Response, Result, endpoints};
use perspio_tests::{Listener, Request, reply};
use serde::{Deserialize, Serialize};

/// An id of the user's own.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct Id(String);

/// An enum as it reads in JSON.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    NewestFirst,
}

/// Spreads into its fields.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Filter<'a> {
    site_id: &'a str,
    tags: Vec<&'a str>,
    limit: Option<u32>,
    #[serde(flatten)]
    more: BTreeMap<&'a str, u8>,
}

#[derive(Debug, Serialize, Deserialize, PartialEq)]
pub struct Asset {
    name: String,
}

/// An error of the user's own.
#[derive(Debug)]
pub enum Mine {
    NotFound,
    Other(Error),
}

impl From<Error> for Mine {
    fn from(error: Error) -> Self {
        if error.kind() == ErrorKind::NotFound { Self::NotFound } else { Self::Other(error) }
    }
}

/// A result of the user's own.
pub type MyResult<T> = std::result::Result<T, Mine>;

#[endpoints(path = "/v1/{tenant}", header("X-App" = "demo"), query("api" = "1"))]
pub trait Kitchen {
    #[get("/a/{id}-{part}/x")]
    async fn path(&self, part: u8, tenant: &str, #[path("id")] which: &Id) -> Result<()>;
    #[get("/q", query("fixed" = "a b"))]
    async fn query(
        &self,
        tenant: &str,
        #[query] group: Option<&str>,
        #[query("pageSize")] size: u32,
        #[query] order: Order,
        #[query] ids: &[Id],
        #[query] filter: &Filter<'_>,
        #[query] r#type: bool,
    ) -> Result<()>;
    #[get("/h", header("x-fixed" = "f"), header("x-app" = "own"))]
    async fn header(
        &self,
        tenant: &str,
        #[header("If-None-Match")] etag: Option<&str>,
        #[header("X-Id")] id: Id,
        #[header("X-Count")] count: u64,
    ) -> Result<()>;
    #[put("/b")]
    async fn json(&self, tenant: &str, #[body] asset: &Asset) -> Result<()>;
    #[put("/b")]
    async fn form(&self, tenant: &str, #[body(form)] asset: &Asset) -> Result<()>;
    #[put("/b")]
    async fn text(&self, tenant: &str, #[body(text)] text: String) -> Result<()>;
    #[put("/b")]
    async fn bytes(
        &self,
        tenant: &str,
        #[header("Content-Type")] kind: &str,
        #[body(bytes)] bytes: Bytes,
    ) -> Result<()>;
    #[patch("/b", not_idempotent)]
    async fn generic<B>(&self, tenant: impl Serialize, #[body] body: &B) -> Result<()>
    where
        B: Serialize + ?Sized;
    #[head("/b")]
    async fn head(&self, tenant: &str) -> Result<Response<()>>;
}

#[endpoints]
pub trait Returns {
    #[get("/")]
    async fn unit(&self) -> Result<()>;
    #[get("/")]
    async fn json(&self) -> Result<Asset>;
    #[get("/", none = [404, 410])]
    async fn option(&self) -> Result<Option<Asset>>;
    #[get("/")]
    async fn response(&self) -> Result<Response<Asset>>;
    #[get("/", response = text)]
    async fn text(&self) -> Result<String>;
    #[get("/", response = bytes)]
    async fn bytes(&self) -> Result<Response<Bytes>>;
    #[get("/", response = bytes, none = 404)]
    async fn maybe_bytes(&self) -> Result<Option<Bytes>>;
    #[get("/")]
    async fn own_error(&self) -> Result<Asset, Mine>;
    #[get("/")]
    async fn alias(&self) -> MyResult<Asset>;
    #[get("/")]
    async fn qualified(&self) -> ::std::result::Result<Vec<Asset>, Error>;
}

/// The one request that `call` sends.
async fn sent<E: std::fmt::Debug>(call: impl AsyncFnOnce(KitchenClient) -> Result<(), E>) -> Request {
    let server = Listener::start([reply(204, &[], "")]).await.unwrap();
    call(KitchenClient::new(client(&server.url()))).await.unwrap();
    assert_eq!(server.requests().len(), 1);
    server.requests().remove(0)
}

#[tokio::test]
async fn placeholders_take_their_values_by_name() {
    let request = sent(async |api| api.path(7, "t/1", &Id("a b".to_owned())).await).await;
    assert_eq!(request.line(), "GET /v1/t%2F1/a/a%20b-7/x?api=1");
}

#[tokio::test]
async fn query_parameters_are_pairs() {
    let filter = Filter { site_id: "s&1", tags: vec!["x", "y"], limit: None, more: BTreeMap::from([("z", 1)]) };
    let ids = [Id("1".to_owned()), Id("2".to_owned())];
    let request = sent(async |api| api.query("t", None, 50, Order::NewestFirst, &ids, &filter, true).await).await;
    assert_eq!(
        request.line(),
        "GET /v1/t/q?api=1&fixed=a%20b&pageSize=50&order=newest-first&ids=1&ids=2&siteId=s%261&tags=x&tags=y&z=1&type=true"
    );
}

#[tokio::test]
async fn headers_are_sent_once_each() {
    let request = sent(async |api| api.header("t", Some("\"v1\""), Id("i".to_owned()), 9).await).await;
    for (name, value) in [
        ("if-none-match", "\"v1\""),
        ("x-id", "i"),
        ("x-count", "9"),
        ("x-fixed", "f"),
        ("x-app", "own"),
        ("accept", "application/json"),
        ("authorization", "Bearer canary-token"),
        ("ocp-apim-subscription-key", "canary-key"),
        ("tid", "canary-tenant"),
        ("user-agent", concat!("perspio-runtime/", env!("CARGO_PKG_VERSION"))),
    ] {
        assert_eq!(request.headers(name), [value], "{name}");
    }
    let request = sent(async |api| api.header("t", None, Id("i".to_owned()), 9).await).await;
    assert!(request.headers("if-none-match").is_empty());
    for name in ["content-type", "content-length", "cookie", "referer", "expect", "accept-encoding"] {
        assert!(request.headers(name).is_empty(), "{name}");
    }
}

#[tokio::test]
async fn bodies_are_written_as_declared() {
    let asset = Asset { name: "a b&c".to_owned() };
    let json = sent(async |api| api.json("t", &asset).await).await;
    assert_eq!(
        (json.headers("content-type"), json.body.as_slice()),
        (vec!["application/json"], &br#"{"name":"a b&c"}"#[..])
    );
    let form = sent(async |api| api.form("t", &asset).await).await;
    assert_eq!(form.headers("content-type"), ["application/x-www-form-urlencoded"]);
    assert_eq!(form.body, b"name=a%20b%26c");
    let text = sent(async |api| api.text("t", "h\u{e9}".to_owned()).await).await;
    assert_eq!(
        (text.headers("content-type"), text.body.as_slice()),
        (vec!["text/plain; charset=utf-8"], "h\u{e9}".as_bytes())
    );
    let bytes = sent(async |api| api.bytes("t", "image/png", Bytes::from_static(b"\x89PNG")).await).await;
    assert_eq!((bytes.headers("content-type"), bytes.body.as_slice()), (vec!["image/png"], &b"\x89PNG"[..]));
    let generic = sent(async |api| api.generic(5, "str").await).await;
    assert_eq!((generic.line(), generic.body.as_slice()), ("PATCH /v1/5/b?api=1", &b"\"str\""[..]));
}

#[tokio::test]
async fn head_reads_no_body() {
    let answer = perspio_tests::Act::Send(b"HTTP/1.1 200 OK\r\ncontent-length: 999\r\nx-a: b\r\n\r\n".to_vec());
    let server = Listener::start([answer, reply(200, &[], "")]).await.unwrap();
    let api = KitchenClient::new(client(&server.url()));
    assert_eq!(api.head("t").await.unwrap().headers()["x-a"], "b");
    api.head("t").await.unwrap();
    assert_eq!((server.requests()[1].line(), server.connections()), ("HEAD /v1/t/b?api=1", 1));
}

/// What `call` makes of one answer.
async fn returned<T, E>(
    status: u16,
    body: &str,
    call: impl AsyncFnOnce(ReturnsClient) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    let server = Listener::start([reply(status, &[("x-a", "b")], body)]).await.unwrap();
    call(ReturnsClient::from(client(&server.url()))).await
}

#[tokio::test]
async fn each_return_type_is_made_from_the_answer() {
    let body = r#"{"name":"crane"}"#;
    let asset = || Asset { name: "crane".to_owned() };
    returned(200, body, async |api| api.unit().await).await.unwrap();
    assert_eq!(returned(200, body, async |api| api.json().await).await.unwrap(), asset());
    assert_eq!(returned(200, body, async |api| api.option().await).await.unwrap(), Some(asset()));
    for status in [404, 410, 204] {
        assert_eq!(returned(status, "", async |api| api.option().await).await.unwrap(), None);
    }
    let response = returned(201, body, async |api| api.response().await).await.unwrap();
    assert_eq!((response.status().as_u16(), &response.headers()["x-a"]), (201, &"b".parse().unwrap()));
    assert_eq!((response.attempts().len(), response.into_body()), (1, asset()));
    assert_eq!(returned(200, "h\u{e9}", async |api| api.text().await).await.unwrap(), "h\u{e9}");
    assert_eq!(returned(200, "raw", async |api| api.bytes().await).await.unwrap().body(), "raw");
    assert_eq!(returned(404, "raw", async |api| api.maybe_bytes().await).await.unwrap(), None);
    assert_eq!(returned(200, body, async |api| api.own_error().await).await.unwrap(), asset());
    assert!(matches!(returned(404, "", async |api| api.own_error().await).await, Err(Mine::NotFound)));
    assert!(matches!(returned(404, "", async |api| api.alias().await).await, Err(Mine::NotFound)));
    assert!(matches!(returned(500, "", async |api| api.alias().await).await, Err(Mine::Other(_))));
    assert_eq!(returned(200, "[]", async |api| api.qualified().await).await.unwrap(), []);
}

#[tokio::test]
async fn a_trait_can_be_doubled_and_its_futures_sent_to_other_threads() {
    #[endpoints]
    trait Small {
        #[get("/")]
        async fn number(&self) -> Result<u32>;
        async fn twice(&self) -> Result<u32> {
            Ok(self.number().await? * 2)
        }
        fn plain(&self) -> u32 {
            1
        }
    }
    struct Double;
    impl Small for Double {
        async fn number(&self) -> Result<u32> {
            Ok(21)
        }
    }
    async fn answer(small: impl Small + Send + Sync + 'static) -> u32 {
        tokio::spawn(async move { small.twice().await.unwrap() + small.plain() }).await.unwrap()
    }
    assert_eq!(answer(Double).await, 43);
    let server = Listener::start([reply(200, &[], "2")]).await.unwrap();
    let client: Client = client(&server.url());
    assert_eq!(answer(SmallClient::new(client.clone())).await, 5);
    assert!(format!("{:?}", SmallClient::new(client).clone()).contains("127.0.0.1"));
    assert_eq!(SmallClient::ENDPOINTS.len(), 1);
}

#[test]
fn the_table_of_endpoints_is_in_the_order_of_the_trait() {
    let names: Vec<&str> = KitchenClient::ENDPOINTS.iter().map(|endpoint| endpoint.name()).collect();
    assert_eq!(names, ["path", "query", "header", "json", "form", "text", "bytes", "generic", "head"]);
    assert_eq!(KitchenClient::ENDPOINTS[0].to_string(), "GET /v1/{tenant}/a/{id}-{part}/x");
    assert_eq!(ReturnsClient::ENDPOINTS[2].rules().to_string(), "2xx, None on 404 410; idempotent");
}
