//! What becomes of connections: reused, given up, raced for.
#![allow(clippy::disallowed_methods, reason = "an idle connection is idle in real time")]

mod common;

use std::time::Duration;

use common::client;
use futures_util::stream;
use perspio_runtime::testing::PerspioTalk;
use perspio_runtime::{Bytes, Endpoint, Error, Method, Part, Result, endpoints};
use perspio_tests::{Act, Listener, reply};

#[endpoints]
pub trait Api {
    #[get("/")]
    async fn number(&self) -> Result<u32>;
    #[get("/", none = 404)]
    async fn maybe(&self) -> Result<Option<u32>>;
    #[delete("/")]
    async fn unit(&self) -> Result<()>;
}

const SEVEN: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7";

#[tokio::test]
async fn the_race_for_an_idle_connection_reaches_no_caller() {
    // Gaps as long as the server's patience: its close and the next request cross on the wire.
    let workers: Vec<_> = (0..40)
        .map(|worker| {
            tokio::spawn(async move {
                let idle = Duration::from_millis(1_000);
                let server = Listener::start((0..20).map(|_| Act::Linger(SEVEN.to_vec(), idle))).await.unwrap();
                let api = ApiClient::new(client(&server.url()));
                for _ in 0..5 {
                    assert_eq!(api.number().await.unwrap(), 7);
                    tokio::time::sleep(idle - Duration::from_micros(50 * worker)).await;
                }
            })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
}

#[tokio::test]
async fn short_bodies_that_nobody_wants_keep_their_connection_and_long_ones_do_not() {
    let long = "x".repeat(4 * 1024 * 1024);
    for (body, connections) in [("short", 1), (long.as_str(), 4)] {
        let server = Listener::start([
            reply(302, &[("location", "/b")], body),
            reply(503, &[], body),
            reply(400, &[], body),
            reply(200, &[], "7"),
        ])
        .await
        .unwrap();
        let api = ApiClient::new(client(&server.url()));
        api.number().await.unwrap_err();
        assert_eq!(api.number().await.unwrap(), 7);
        assert_eq!(server.connections(), connections);
    }
    // What is read to its end for a success keeps the connection however long it is.
    let server = Listener::start([reply(200, &[], &long), reply(404, &[], &long), reply(200, &[], "7")]).await.unwrap();
    let api = ApiClient::new(client(&server.url()));
    api.unit().await.unwrap();
    assert_eq!(api.maybe().await.unwrap(), None);
    assert_eq!((api.number().await.unwrap(), server.connections()), (7, 1));
}

#[tokio::test]
async fn a_call_dropped_in_an_attempt_sends_no_more_and_leaves_the_client_whole() {
    let server = Listener::start([Act::Silence(Vec::new()), reply(200, &[], "7")]).await.unwrap();
    let client = client(&server.url());
    let api = ApiClient::new(client.clone());
    assert!(tokio::time::timeout(Duration::from_millis(100), api.number()).await.is_err());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!((server.requests().len(), client.stats().budget()), (1, 500));
    assert_eq!(api.number().await.unwrap(), 7);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_streamed_body_arrives_as_it_was_and_once() {
    const CREATE: Endpoint = Endpoint::new("create", Method::Post, &[Part::Text("/assets/v3/")]).idempotent(true);
    let talk = PerspioTalk::start().await.unwrap();
    let client = talk.client().unwrap();
    let chunks = || stream::iter(["{\"name\":", "\"Pump", " 7\"}"].map(|chunk| Ok::<_, Error>(Bytes::from(chunk))));
    client.call(&CREATE).body_stream(chunks()).json::<(), Error>().await.unwrap();
    assert_eq!(talk.requests()[0].body(), r#"{"name":"Pump 7"}"#);
    assert_eq!(talk.requests()[0].header("content-type"), Some("application/octet-stream"));
    talk.clear();
    talk.inject([perspio_runtime::testing::Inject::Status(503)]);
    let error = client.call(&CREATE).body_stream(chunks()).json::<(), Error>().await.unwrap_err();
    assert_eq!((error.reason(), talk.count()), (Some(perspio_runtime::Reason::NotReplayable), 1));
    let broken = stream::iter([Ok(Bytes::from("{")), Err("the disk is gone")]);
    let error = client.call(&CREATE).body_stream(broken).json::<(), Error>().await.unwrap_err();
    assert!(error.may_have_been_processed());
    assert_eq!((error.attempts().len(), error.reason()), (1, Some(perspio_runtime::Reason::NotReplayable)));
}
