//! Who names the host, and what stays with the first one.

mod common;

use std::sync::{Arc, Mutex};

use common::{builder, http2_builder};
use perspio_runtime::{Result, endpoints};
use perspio_tests::{Listener, reply};
use tokio::net::TcpListener;

#[endpoints]
pub trait Api {
    #[get("/")]
    async fn read(&self) -> Result<u32>;

    #[get("/", redirect = any_origin)]
    async fn keyed(&self, #[header("x-key")] key: Option<&str>) -> Result<u32>;
}

#[tokio::test]
async fn the_host_is_named_once_and_first_wherever_a_request_goes() {
    let other = Listener::start([reply(200, &[], "7")]).await.unwrap();
    let elsewhere = format!("{}/x", other.url());
    let first = Listener::start([reply(302, &[("location", "/y")], ""), reply(302, &[("location", &elsewhere)], "")]);
    let first = first.await.unwrap();
    let client = builder(&first.url()).build().unwrap();
    assert_eq!(ApiClient::new(client).keyed(None).await.unwrap(), 7);
    for (server, count) in [(&first, 2), (&other, 1)] {
        let requests = server.requests();
        assert_eq!(requests.len(), count);
        for request in requests {
            assert_eq!(request.headers("host"), [format!("127.0.0.1:{}", server.port())]);
        }
    }
}

#[tokio::test]
async fn a_host_that_is_set_on_reqwest_itself_stays() {
    if common::over_hyper() {
        return;
    }
    let server = Listener::start([reply(200, &[], "7")]).await.unwrap();
    let host = [("host".parse().unwrap(), "virtual.test".parse().unwrap())].into_iter().collect();
    let client = builder(&server.url()).reqwest(|http| http.default_headers(host)).build().unwrap();
    ApiClient::new(client).read().await.unwrap();
    assert_eq!(server.requests()[0].headers("host"), ["virtual.test"]);
}

#[tokio::test]
async fn over_http2_the_authority_alone_names_the_host() {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    let hosts: Arc<Mutex<Vec<bool>>> = Arc::default();
    let seen = hosts.clone();
    tokio::spawn(async move {
        let (stream, _) = socket.accept().await.unwrap();
        let mut connection = h2::server::handshake(stream).await.unwrap();
        while let Some(Ok((request, mut respond))) = connection.accept().await {
            seen.lock().unwrap().push(request.headers().contains_key("host"));
            respond.send_response(http::Response::new(()), false).unwrap().send_data("7".into(), true).unwrap();
        }
    });
    ApiClient::new(http2_builder(&url).build().unwrap()).read().await.unwrap();
    assert_eq!(*hosts.lock().unwrap(), [false]);
}

#[tokio::test]
async fn one_secret_value_makes_a_name_secret() {
    let other = Listener::start([reply(200, &[], "7")]).await.unwrap();
    let first = Listener::start([reply(302, &[("location", &other.url())], "")]).await.unwrap();
    let client = builder(&first.url()).header("x-key", "public").secret_header("x-key", "s1").build().unwrap();
    ApiClient::new(client).keyed(Some("own-secret")).await.unwrap();
    assert_eq!(first.requests()[0].headers("x-key"), ["own-secret"]);
    assert!(other.requests()[0].headers("x-key").is_empty());
}
