//! `#[derive(StatusError)]` on the wire: which answer becomes which variant.

mod common;

use std::error::Error as StdError;
use std::fmt;

use common::{client, printed};
use perspio_runtime::{Error, ErrorKind, Reason, StatusError, endpoints};
use perspio_tests::{Act, Listener, reply};
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
pub struct Problem {
    code: u32,
}

#[derive(Debug, StatusError)]
pub enum Refused {
    #[status(4xx)]
    Client { problem: Problem },
    #[status(409)]
    Exists(Problem),
    #[status([403, 410])]
    NotYours,
    #[status(422)]
    Maybe(Option<Problem>),
    #[status(503)]
    Busy,
    #[status(5xx)]
    Down(String),
    #[status(201)]
    Created(),
    #[other]
    Other(Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client { problem } | Self::Exists(problem) => write!(f, "refused with code {}", problem.code),
            Self::Other(_) => f.write_str("not created"),
            other => write!(f, "{other:?}"),
        }
    }
}

impl StdError for Refused {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Other(error) => Some(error),
            _ => None,
        }
    }
}

#[endpoints(retry = never)]
pub trait Assets {
    #[put("/{id}", expect = 200)]
    async fn create(&self, id: &str) -> Result<u32, Refused>;
    #[get("/{id}", none = 404, deadline = "1h")]
    async fn find(&self, id: &str) -> Result<Option<u32>, Refused>;
    async fn both(&self) -> Result<u32, Refused> {
        Ok(self.create("a").await? + self.find("b").await?.unwrap_or(1))
    }
}

async fn created(act: Act) -> (Refused, usize) {
    let server = Listener::start([act]).await.unwrap();
    let refused = AssetsClient::new(client(&server.url())).create("a").await.unwrap_err();
    (refused, server.requests().len())
}

async fn other(act: Act) -> Error {
    match created(act).await {
        (Refused::Other(error), 1) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn each_answer_has_one_variant() {
    let problem = r#"{"code":7,"more":true}"#;
    for (status, body, expected) in [
        (400, problem, "Client { problem: Problem { code: 7 } }"),
        (404, problem, "Client { problem: Problem { code: 7 } }"),
        (429, problem, "Client { problem: Problem { code: 7 } }"),
        (499, problem, "Client { problem: Problem { code: 7 } }"),
        (409, problem, "Exists(Problem { code: 7 })"),
        (403, "", "NotYours"),
        (403, "no JSON", "NotYours"),
        (410, problem, "NotYours"),
        (422, problem, "Maybe(Some(Problem { code: 7 }))"),
        (422, "null", "Maybe(None)"),
        (422, "", "Maybe(None)"),
        (503, "later", "Busy"),
        (500, "down \u{e9}", "Down(\"down \u{e9}\")"),
        (502, problem, "Down(\"{\\\"code\\\":7,\\\"more\\\":true}\")"),
        (599, "", "Down(\"\")"),
        (201, "5", "Created"),
    ] {
        let (refused, requests) = created(reply(status, &[], body)).await;
        assert_eq!((format!("{refused:?}"), requests), (expected.to_owned(), 1), "{status}");
    }
}

#[tokio::test]
async fn an_answer_that_nobody_declared_is_the_other_error() {
    for (status, kind) in
        [(204, ErrorKind::UnexpectedStatus), (304, ErrorKind::Redirect), (600, ErrorKind::UnexpectedStatus)]
    {
        let error = other(reply(status, &[], "")).await;
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (kind, status));
    }
}

#[tokio::test]
async fn an_exact_status_beats_a_range_even_where_its_body_is_unreadable() {
    // 4xx would read it, but 409 declares another body.
    let error = other(reply(409, &[("etag", "e")], r#"{"code":"seven"}"#)).await;
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::ClientError, 409));
    assert_eq!((&error.body()[..], &error.headers()["etag"]), (&br#"{"code":"seven"}"#[..], &"e".parse().unwrap()));
    assert_eq!((error.reason(), error.attempts().len()), (Some(Reason::NotRetryable), 1));
    assert!(error.source().unwrap().to_string().contains("expected u32"), "{}", printed(&error));
    assert!(error.to_string().contains("the body is not the JSON that was declared"), "{error}");
    assert!(!error.to_string().contains("seven"), "{error}");
}

#[tokio::test]
async fn a_success_that_cannot_be_read_is_the_other_error() {
    let error = other(reply(200, &[], "\"five\"")).await;
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Decode, 200));
    assert_eq!(&error.body()[..], b"\"five\"");
    assert!(error.source().is_some());
}

#[tokio::test]
async fn a_broken_connection_is_the_other_error() {
    let error = other(Act::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n5".to_vec())).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    let error = other(Act::Reset).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Transport, None));
    printed(&error);
}

#[tokio::test]
async fn a_body_that_is_cut_short_is_as_good_as_it_reads() {
    let cut =
        |status, body| Act::Close(format!("HTTP/1.1 {status} Status\r\ncontent-length: 99\r\n\r\n{body}").into_bytes());
    let error = other(cut(409, "{\"code\":")).await;
    assert_eq!((error.kind(), &error.body()[..]), (ErrorKind::ClientError, &b"{\"code\":"[..]));
    assert!(matches!(created(cut(403, "")).await, (Refused::NotYours, 1)));
    assert!(matches!(created(cut(500, "do")).await, (Refused::Down(text), 1) if text == "do"));
}

#[tokio::test]
async fn a_value_that_cannot_be_sent_is_the_other_error() {
    let server = Listener::start([]).await.unwrap();
    let refused = AssetsClient::new(client(&server.url())).create("").await.unwrap_err();
    let Refused::Other(error) = refused else { panic!("{refused:?}") };
    assert_eq!((error.kind(), error.parameter(), server.connections()), (ErrorKind::InvalidRequest, Some("id"), 0));
}

/// A caller with an error of its own.
async fn caller(api: &(impl Assets + Sync)) -> Result<u32, Box<dyn StdError + Send + Sync>> {
    Ok(api.both().await?)
}

#[tokio::test]
async fn the_enum_is_an_error_like_any_other() {
    let answers = [reply(200, &[], "1"), reply(404, &[], ""), reply(409, &[], r#"{"code":7}"#), reply(304, &[], "")];
    let server = Listener::start(answers).await.unwrap();
    let api = AssetsClient::new(client(&server.url()));
    assert_eq!(caller(&api).await.unwrap(), 2);
    assert_eq!(caller(&api).await.unwrap_err().to_string(), "refused with code 7");
    let error = caller(&api).await.unwrap_err();
    let source = error.source().unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!((error.to_string(), source.kind()), ("not created".to_owned(), ErrorKind::Redirect));
}

/// The error of a generic client: the body is what the caller says.
#[derive(Debug, StatusError)]
pub enum Of<T> {
    #[status(409)]
    Exists(T),
    #[other]
    Other(Box<Error>),
}

#[endpoints(boxed)]
pub trait Numbers {
    #[get("/")]
    async fn get(&self) -> Result<u32, Of<Vec<u8>>>;
}

#[tokio::test]
async fn a_generic_enum_reads_its_parameter() {
    let server = Listener::start([reply(409, &[], "[1]"), reply(400, &[], "[1]")]).await.unwrap();
    let api: Box<dyn Numbers> = Box::new(NumbersClient::new(client(&server.url())));
    assert!(matches!(api.get().await, Err(Of::Exists(body)) if body == [1]));
    assert!(matches!(api.get().await, Err(Of::Other(error)) if error.kind() == ErrorKind::BadRequest));
}
