//! What a trait may be: boxed, local, generic, with parameters behind `cfg` and defaults for its methods.

mod common;

use std::rc::Rc;
use std::sync::Arc;

use common::client;
use perspio_runtime::{ErrorKind, LocalBoxFuture, Reason, Response, Result, endpoints};
use perspio_tests::{Act, Listener, reply};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

async fn server(acts: impl IntoIterator<Item = Act>) -> Listener {
    Listener::start(acts).await.unwrap()
}

fn lines(server: &Listener) -> Vec<String> {
    server.requests().iter().map(|request| request.line().to_owned()).collect()
}

#[endpoints(path = "/assets", boxed)]
pub trait Boxed: Send + Sync {
    #[get("/{id}", none = 404)]
    async fn find(&self, id: &str, #[query] fields: Option<&[&str]>) -> Result<Option<String>>;
    #[get("/")]
    async fn first<T>(&self) -> Result<T>
    where
        T: DeserializeOwned + Send,
        Self: Sized;
    async fn name(&self, ids: &[&str]) -> Result<String> {
        for id in ids {
            if let Some(name) = self.find(id, Some(&["name"])).await? {
                return Ok(name);
            }
        }
        Ok("none".to_owned())
    }
}

#[tokio::test]
async fn a_boxed_trait_is_used_as_dyn_in_another_task() {
    let server = server([reply(404, &[], ""), reply(200, &[], "\"Pump\""), reply(200, &[], "7")]).await;
    let client = BoxedClient::new(client(&server.url()));
    let assets: Arc<dyn Boxed> = Arc::new(client.clone());
    let name = tokio::spawn(async move { assets.name(&["1", "2", "3"]).await });
    assert_eq!(name.await.unwrap().unwrap(), "Pump");
    assert_eq!(client.first::<u8>().await.unwrap(), 7);
    assert_eq!(lines(&server), ["GET /assets/1?fields=name", "GET /assets/2?fields=name", "GET /assets/"]);
}

#[tokio::test]
async fn a_boxed_future_may_wait_before_it_is_sent() {
    let server = server([reply(200, &[], "\"Pump\"")]).await;
    let assets: Box<dyn Boxed> = Box::new(BoxedClient::new(client(&server.url())));
    let call = {
        let id = String::from("gone");
        drop(assets.find(&id, None));
        assets.find("1", None)
    };
    assert_eq!(server.connections(), 0);
    assert_eq!(call.await.unwrap().unwrap(), "Pump");
    assert_eq!(lines(&server), ["GET /assets/1"]);
}

/// Stays on its thread.
pub struct Shared(Rc<str>);

impl Serialize for Shared {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[endpoints(local)]
pub trait Local {
    #[get("/{id}")]
    async fn get(&self, id: Shared, #[query] tag: &Shared) -> Result<u32>;
    async fn twice(&self, id: Rc<str>) -> Result<u32> {
        let first = self.get(Shared(id.clone()), &Shared(id.clone())).await?;
        Ok(first + self.get(Shared(id.clone()), &Shared(id)).await?)
    }
}

#[endpoints(local, boxed, client = BoxedHere)]
pub trait LocalBoxed {
    #[get("/{id}")]
    async fn get(&self, id: Shared) -> Result<u32>;
}

#[tokio::test]
async fn a_local_trait_takes_what_cannot_be_sent_between_threads() {
    let server = server([reply(200, &[], "1"), reply(200, &[], "2"), reply(200, &[], "3")]).await;
    let client = client(&server.url());
    assert_eq!(LocalClient::new(client.clone()).twice("a b".into()).await.unwrap(), 3);
    let assets: Rc<dyn LocalBoxed> = Rc::new(BoxedHere::new(client));
    let call: LocalBoxFuture<'_, Result<u32>> = assets.get(Shared("c".into()));
    assert_eq!(call.await.unwrap(), 3);
    assert_eq!(lines(&server), ["GET /a%20b?tag=a%20b", "GET /a%20b?tag=a%20b", "GET /c"]);
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Pump {
    flow: u32,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Valve(String);

#[endpoints(path = "/{kind}")]
pub trait Crud<T: Serialize + DeserializeOwned + Send + Sync> {
    #[get("/{id}", none = 404)]
    async fn get(&self, kind: &str, id: u32) -> Result<Option<T>>;
    #[put("/{id}")]
    async fn put(&self, kind: &str, id: u32, #[body] item: &T) -> Result<()>;
    async fn copy(&self, kind: &str, from: u32, to: u32) -> Result<bool> {
        let Some(item) = self.get(kind, from).await? else { return Ok(false) };
        self.put(kind, to, &item).await?;
        Ok(true)
    }
}

#[tokio::test]
async fn one_client_serves_a_generic_trait_for_two_types() {
    let (pump, valve) = (r#"{"flow":7}"#, r#""open""#);
    let server =
        server([reply(200, &[], pump), reply(204, &[], ""), reply(200, &[], valve), reply(404, &[], "")]).await;
    let client = CrudClient::new(client(&server.url()));
    assert!(Crud::<Pump>::copy(&client, "pumps", 1, 2).await.unwrap());
    let found: Option<Valve> = client.get("valves", 3).await.unwrap();
    assert_eq!(found, Some(Valve("open".to_owned())));
    assert!(!Crud::<Valve>::copy(&client, "valves", 4, 5).await.unwrap());
    assert_eq!(lines(&server), ["GET /pumps/1", "PUT /pumps/2", "GET /valves/3", "GET /valves/4"]);
    assert_eq!(server.requests()[1].body, pump.as_bytes());
    assert_eq!(CrudClient::ENDPOINTS.len(), 2);
}

#[endpoints]
pub trait Cfg {
    #[put("/{id}")]
    async fn put(
        &self,
        #[cfg(not(test))]
        #[query("a")]
        absent: Missing,
        id: u32,
        #[cfg(test)]
        #[query]
        a: u32,
        #[cfg(not(test))]
        #[header("X-B")]
        b: Missing,
        #[cfg(test)]
        #[header("X-B")]
        b: &str,
        #[cfg(not(test))]
        #[body]
        body: &Missing,
        #[cfg(test)]
        #[body(text)]
        body: &str,
    ) -> Result<()>;
}

#[tokio::test]
async fn only_the_parameters_whose_cfg_holds_are_there() {
    let server = server([reply(204, &[], "")]).await;
    CfgClient::new(client(&server.url())).put(1, 2, "three", "four").await.unwrap();
    let request = server.requests().remove(0);
    assert_eq!((request.line(), request.headers("x-b")), ("PUT /1?a=2", vec!["three"]));
    assert_eq!((request.headers("content-type"), &request.body[..]), (vec!["text/plain; charset=utf-8"], &b"four"[..]));
}

#[endpoints(header("x-app" = "trait"), header("x-kept" = "trait"), query("api" = "1"), query("API" = "2"), retry = never)]
pub trait Defaults {
    #[get("/")]
    async fn plain(&self) -> Result<()>;
    #[get("/", header("X-App" = "method"), query("api" = "3"))]
    async fn replaced(&self) -> Result<()>;
    #[get("/", header("x-kept" = ""), query("api" = ""))]
    async fn emptied(&self) -> Result<()>;
    #[put("/", retry(attempts = 2))]
    async fn again(&self) -> Result<Response<()>>;
}

#[tokio::test]
async fn fixed_values_of_a_method_replace_those_of_the_trait() {
    let server = server([reply(204, &[], ""), reply(204, &[], ""), reply(204, &[], "")]).await;
    let api = DefaultsClient::new(client(&server.url()));
    api.plain().await.unwrap();
    api.replaced().await.unwrap();
    api.emptied().await.unwrap();
    assert_eq!(lines(&server), ["GET /?api=1&API=2", "GET /?API=2&api=3", "GET /?API=2&api="]);
    let headers: Vec<_> = server.requests().iter().map(|request| values(&request.headers("x-app"))).collect();
    assert_eq!(headers, ["trait", "method", "trait"]);
    let headers: Vec<_> = server.requests().iter().map(|request| values(&request.headers("x-kept"))).collect();
    assert_eq!(headers, ["trait", "trait", ""]);
}

fn values(values: &[&str]) -> String {
    assert_eq!(values.len(), 1);
    values.concat()
}

#[tokio::test]
async fn never_on_the_trait_holds_unless_a_method_says_otherwise() {
    let again = [("retry-after", "0")];
    let server = server([reply(503, &again, ""), reply(503, &again, ""), reply(204, &[], "")]).await;
    let api = DefaultsClient::new(client(&server.url()));
    let error = api.plain().await.unwrap_err();
    assert_eq!((error.kind(), error.reason(), error.attempts().len()), (ErrorKind::Server, Some(Reason::Attempts), 1));
    assert_eq!(api.again().await.unwrap().attempts().len(), 2);
    assert_eq!(lines(&server), ["GET /", "PUT /", "PUT /"].map(|line| format!("{line}?api=1&API=2")));
}
