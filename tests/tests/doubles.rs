//! Doubles for the tests of users: mocks of `mockall`, and types that implement a trait by hand.

use std::sync::Arc;

use mockall::{automock, mock};
use perspio_runtime::{BodyStream, BoxFuture, Client, ErrorKind, Result, endpoints};
use perspio_tests::{Listener, reply};
use serde::de::DeserializeOwned;

/// `mockall` has to see what `#[endpoints]` makes of the trait, so it stands below. It wants the lifetimes in generic
/// types named.
#[endpoints(path = "/assets")]
#[automock]
pub trait Assets {
    #[get("/{id}", none = 404)]
    async fn find(&self, id: &str) -> Result<Option<String>>;
    #[get("/")]
    async fn list<'a>(&self, #[query] ids: &[u32], #[query] tag: Option<&'a str>) -> Result<Vec<String>>;
    #[get("/{id}/raw", response = stream)]
    async fn raw(&self, id: String) -> Result<BodyStream>;
    async fn first(&self, ids: &[u32]) -> Result<Option<String>> {
        match self.list(ids, Some("x")).await?.first() {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }
}

#[endpoints(path = "/assets", boxed)]
pub trait Boxed: Send + Sync {
    #[get("/{id}", none = 404)]
    async fn find(&self, id: &str) -> Result<Option<String>>;
    #[get("/")]
    async fn list(&self, #[query] ids: &[u32], #[query] tag: Option<&str>) -> Result<Vec<String>>;
    async fn first(&self, ids: &[u32]) -> Result<Option<String>> {
        match self.list(ids, Some("x")).await?.first() {
            Some(id) => self.find(id).await,
            None => Ok(None),
        }
    }
}

// What is left out keeps the trait's own body.
mock! {
    pub Store {}
    impl Assets for Store {
        async fn find(&self, id: &str) -> Result<Option<String>>;
        async fn list<'a>(&self, ids: &[u32], tag: Option<&'a str>) -> Result<Vec<String>>;
        async fn raw(&self, id: String) -> Result<BodyStream>;
    }
}

// The futures of a mock hold nothing of the call, which the trait allows.
mock! {
    pub Boxed {}
    impl Boxed for Boxed {
        fn find(&self, id: &str) -> BoxFuture<'static, Result<Option<String>>>;
        fn list<'a>(&self, ids: &[u32], tag: Option<&'a str>) -> BoxFuture<'static, Result<Vec<String>>>;
    }
}

/// With no references among the parameters, `automock` is enough for `boxed`.
#[endpoints(boxed)]
#[automock]
pub trait Numbers: Send + Sync {
    #[get("/{id}")]
    async fn get(&self, id: u32) -> Result<u32>;
}

/// By hand, without `mockall`.
struct Double(Vec<&'static str>);

impl Assets for Double {
    async fn find(&self, id: &str) -> Result<Option<String>> {
        Ok(self.0.iter().find(|name| name.starts_with(id)).map(|&name| name.to_owned()))
    }
    async fn list(&self, ids: &[u32], tag: Option<&str>) -> Result<Vec<String>> {
        Ok(self.0.iter().take(ids.len()).map(|name| format!("{}{}", &name[..1], tag.unwrap_or_default())).collect())
    }
    async fn raw(&self, id: String) -> Result<BodyStream> {
        unimplemented!("{id}")
    }
}

impl Boxed for Double {
    fn find<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<String>>> {
        Box::pin(Assets::find(self, id))
    }
    fn list<'a>(&'a self, ids: &'a [u32], tag: Option<&'a str>) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(Assets::list(self, ids, tag))
    }
}

#[endpoints(path = "/{kind}", boxed)]
pub trait Crud<T: DeserializeOwned>: Send + Sync {
    #[get("/{id}")]
    async fn get(&self, kind: &str, id: u32) -> Result<T>;
}

/// A type that holds no borrow outlives every future, so a double has nothing to say about it.
impl Crud<String> for Double {
    fn get<'a>(&'a self, kind: &'a str, id: u32) -> BoxFuture<'a, Result<String>> {
        Box::pin(async move { Ok(format!("{kind} {id}")) })
    }
}

/// The user's code, for any implementation.
async fn title(api: &(impl Assets + Sync)) -> Result<String> {
    Ok(api.first(&[1, 2]).await?.unwrap_or_else(|| "none".to_owned()))
}

/// The same with `dyn`, in another task.
async fn boxed_title(api: Arc<dyn Boxed>) -> Result<String> {
    let title = tokio::spawn(async move { api.first(&[1, 2]).await });
    Ok(title.await.unwrap()?.unwrap_or_else(|| "none".to_owned()))
}

async fn server() -> (Listener, Client) {
    let server = Listener::start([reply(200, &[], r#"["a"]"#), reply(200, &[], r#""ax pump""#)]).await.unwrap();
    let client = Client::builder().base_url(server.url()).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn the_client_and_its_doubles_do_for_the_same_code() {
    let (_server, client) = server().await;
    assert_eq!(title(&AssetsClient::new(client)).await.unwrap(), "ax pump");
    assert_eq!(title(&Double(vec!["ax pump", "bx"])).await.unwrap(), "ax pump");
    assert_eq!(title(&Double(vec![])).await.unwrap(), "none");
    let (_server, client) = server().await;
    assert_eq!(boxed_title(Arc::new(BoxedClient::new(client))).await.unwrap(), "ax pump");
    assert_eq!(boxed_title(Arc::new(Double(vec!["ax pump"]))).await.unwrap(), "ax pump");
    let crud: Box<dyn Crud<String>> = Box::new(Double(vec![]));
    assert_eq!(crud.get("pumps", 7).await.unwrap(), "pumps 7");
}

#[tokio::test]
async fn automock_mocks_every_method() {
    let mut mock = MockAssets::new();
    mock.expect_find().withf(|id| id == "7").times(1).returning(|id| {
        let name = format!("pump {id}");
        Box::pin(async move { Ok(Some(name)) })
    });
    mock.expect_list()
        .withf(|ids, tag| ids == [1] && *tag == Some("x"))
        .returning(|_, _| Box::pin(async { Ok(vec![]) }));
    mock.expect_first().returning(|_| Box::pin(async { Ok(Some("first".to_owned())) }));
    assert_eq!(mock.find("7").await.unwrap().unwrap(), "pump 7");
    assert!(mock.list(&[1], Some("x")).await.unwrap().is_empty());
    assert_eq!(title(&mock).await.unwrap(), "first");
    let mut mock = MockNumbers::new();
    mock.expect_get().returning(|id| Box::pin(async move { Ok(id * 2) }));
    let numbers: Box<dyn Numbers> = Box::new(mock);
    assert_eq!(numbers.get(3).await.unwrap(), 6);
}

#[tokio::test]
async fn a_mock_written_out_keeps_the_default_methods() {
    let mut mock = MockStore::new();
    mock.expect_list().withf(|ids, tag| ids == [1, 2] && *tag == Some("x")).returning(|_, _| Ok(vec!["7".to_owned()]));
    mock.expect_find().withf(|id| id == "7").returning(|id| Ok(Some(format!("pump {id}"))));
    assert_eq!(title(&mock).await.unwrap(), "pump 7");
    let mut mock = MockBoxed::new();
    mock.expect_list().returning(|_, _| Box::pin(async { Ok(vec!["7".to_owned()]) }));
    mock.expect_find().withf(|id| id == "7").returning(|_| Box::pin(async { Ok(None) }));
    assert_eq!(boxed_title(Arc::new(mock)).await.unwrap(), "none");
}

/// An error for a double to give: the real one, from a server that answers so.
#[tokio::test]
async fn a_mock_can_give_an_error() {
    let server = Listener::start([reply(403, &[], "")]).await.unwrap();
    let client = Client::builder().base_url(server.url()).build().unwrap();
    let error = AssetsClient::new(client).find("7").await.unwrap_err();
    let mut mock = MockStore::new();
    mock.expect_list().return_once(|_, _| Err(error));
    assert_eq!(title(&mock).await.unwrap_err().kind(), ErrorKind::Forbidden);
}
