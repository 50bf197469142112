//! HTTP/2, over a real connection with prior knowledge.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{http2_builder, printed};
use h2::{Reason, RecvStream, server::SendResponse};
use http::Request;
use perspio_runtime::{Bytes, ClientBuilder, ErrorKind, Response, Result, endpoints};
use tokio::net::TcpListener;

#[endpoints]
pub trait Api {
    #[get("/")]
    async fn number(&self) -> Result<u32>;
    #[get("/")]
    async fn unit(&self) -> Result<()>;
    #[get("/", response = bytes)]
    async fn bytes(&self) -> Result<Bytes>;
    #[head("/")]
    async fn head(&self) -> Result<Response<()>>;
    #[post("/", not_idempotent)]
    async fn act(&self, #[body] body: &str) -> Result<u32>;
}

/// One answer: status, headers, the pieces of the body, and how the stream ends.
#[derive(Debug, Clone)]
struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Option<&'static str>,
    end: Option<Reason>,
    /// Does the end come in a frame of its own?
    apart: bool,
}

fn answer(status: u16, body: &'static str) -> Answer {
    Answer { status, headers: Vec::new(), body: Some(body), end: None, apart: false }
}

impl Answer {
    fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The stream is reset after the body.
    fn reset(mut self, reason: Reason) -> Self {
        self.end = Some(reason);
        self
    }

    /// The end of the stream comes in a frame of its own.
    fn apart(mut self) -> Self {
        self.apart = true;
        self
    }

    /// There is no body at all.
    fn bare(mut self) -> Self {
        self.body = None;
        self
    }
}

struct Server {
    url: String,
    requests: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Gives the answers in turn, the last one for ever.
    async fn start(answers: Vec<Answer>) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", socket.local_addr().unwrap());
        let server = Self { url, requests: Arc::default(), connections: Arc::default() };
        let (requests, connections) = (server.requests.clone(), server.connections.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = socket.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let (requests, answers) = (requests.clone(), answers.clone());
                tokio::spawn(async move {
                    let Ok(mut connection) = h2::server::handshake(stream).await else { return };
                    while let Some(Ok((request, respond))) = connection.accept().await {
                        let number = requests.fetch_add(1, Ordering::SeqCst);
                        let answer = answers[number.min(answers.len() - 1)].clone();
                        tokio::spawn(give(request, respond, answer));
                    }
                });
            }
        });
        server
    }

    fn api(&self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> ApiClient {
        ApiClient::new(change(http2_builder(&self.url)).build().unwrap())
    }

    fn seen(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

async fn give(mut request: Request<RecvStream>, mut respond: SendResponse<Bytes>, answer: Answer) {
    while let Some(Ok(chunk)) = request.body_mut().data().await {
        let _ = request.body_mut().flow_control().release_capacity(chunk.len());
    }
    let mut head = http::Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        head = head.header(*name, value);
    }
    let bare = answer.body.is_none() && answer.end.is_none();
    let mut stream = respond.send_response(head.body(()).unwrap(), bare).unwrap();
    if let Some(body) = answer.body {
        let _ = stream.send_data(Bytes::from_static(body.as_bytes()), answer.end.is_none() && !answer.apart);
    }
    if answer.apart {
        tokio::task::yield_now().await;
        let _ = stream.send_data(Bytes::new(), true);
    }
    if let Some(reason) = answer.end {
        // The data goes first.
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        stream.send_reset(reason);
    }
}

#[tokio::test]
async fn whole_answers_are_read_over_one_connection() {
    let server = Server::start(vec![
        answer(200, "12"),
        answer(200, "12").header("content-length", "2"),
        answer(201, "").bare(),
        answer(204, "").bare(),
        answer(200, "").bare().header("content-length", "999"),
        answer(200, "12").apart(),
        answer(200, "12").header("content-length", "2").apart(),
    ])
    .await;
    let api = server.api(|builder| builder);
    assert_eq!(api.number().await.unwrap(), 12);
    assert_eq!(api.act("x").await.unwrap(), 12);
    api.unit().await.unwrap();
    api.unit().await.unwrap();
    assert_eq!(api.head().await.unwrap().headers()["content-length"], "999");
    assert_eq!(api.number().await.unwrap(), 12);
    assert_eq!(api.act("x").await.unwrap(), 12);
    assert_eq!((server.seen(), server.connections.load(Ordering::SeqCst)), (7, 1));
}

#[tokio::test]
async fn a_stream_that_ends_early_is_never_ok() {
    for reason in [Reason::NO_ERROR, Reason::CANCEL, Reason::INTERNAL_ERROR, Reason::REFUSED_STREAM] {
        let lengths = ["2", "100"].map(|length| answer(200, "12").header("content-length", length));
        for cut in lengths.into_iter().chain([answer(200, "12")]) {
            let server = Server::start(vec![cut.reset(reason)]).await;
            let api = server.api(|builder| builder);
            let error = api.act("x").await.unwrap_err();
            assert_eq!((error.kind(), server.seen()), (ErrorKind::Transport, 1), "{reason:?}: {error:?}");
            assert!(error.may_have_been_processed());
            printed(&error);
            assert_eq!(api.bytes().await.unwrap_err().kind(), ErrorKind::Transport, "{reason:?}");
            assert_eq!(api.unit().await.unwrap_err().kind(), ErrorKind::Transport, "{reason:?}");
        }
    }
}

#[tokio::test]
async fn a_write_is_sent_once_however_its_stream_ends() {
    for reason in [Reason::NO_ERROR, Reason::REFUSED_STREAM, Reason::INTERNAL_ERROR, Reason::ENHANCE_YOUR_CALM] {
        let server = Server::start(vec![answer(200, "").bare().reset(reason), answer(200, "7")]).await;
        let error = server.api(|builder| builder).act("x").await.unwrap_err();
        assert_eq!((server.seen(), error.attempts().len()), (1, 1), "{reason:?}: {error:?}");
    }
}

#[tokio::test]
async fn a_read_is_sent_again_after_a_reset() {
    let server = Server::start(vec![answer(200, "1").reset(Reason::NO_ERROR), answer(200, "7")]).await;
    assert_eq!(server.api(|builder| builder).number().await.unwrap(), 7);
    assert_eq!(server.seen(), 2);
}

#[tokio::test]
async fn a_long_head_costs_its_own_call_and_no_other() {
    let long = "x".repeat(20_000);
    let server = Server::start(vec![
        answer(200, "7").header("x-long", long.clone()),
        answer(404, "").header("x-long", long),
        answer(200, "7"),
    ])
    .await;
    let api = server.api(|builder| builder.max_head(4_096));
    assert_eq!(api.number().await.unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(api.number().await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(api.number().await.unwrap(), 7);
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
}
