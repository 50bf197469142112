//! Bodies that are declared as streams and forms, as bytes on the wire.

mod common;

use std::io;

use common::{client, printed};
use futures_util::{Stream, StreamExt, stream};
use perspio_runtime::multipart::{Form, Part};
use perspio_runtime::{BodyStream, Bytes, ErrorKind, Reason, Response, Result, endpoints};
use perspio_tests::{Act, Listener, Request, reply};

type Chunks = stream::Iter<std::vec::IntoIter<io::Result<Bytes>>>;

#[endpoints(path = "/files")]
pub trait Files {
    #[put("/{name}")]
    async fn upload(
        &self,
        name: &str,
        #[header("Content-Type")] kind: Option<&str>,
        #[body(stream)] content: impl Stream<Item = Result<Bytes, io::Error>> + Send + 'static,
    ) -> Result<()>;
    #[put("/{name}", retry = never)]
    async fn upload_once(&self, name: &str, #[body(stream)] content: Chunks) -> Result<()>;
    #[post("/", idempotent)]
    async fn attach(&self, #[body(multipart)] form: &Form) -> Result<Response<()>>;
    #[post("/", not_idempotent)]
    async fn attach_once(&self, #[body(multipart)] form: Form) -> Result<()>;
    #[get("/{name}", response = stream)]
    async fn download(&self, name: &str) -> Result<BodyStream>;
    #[get("/{name}", response = stream, none = 404)]
    async fn find(&self, name: &str) -> Result<Option<BodyStream>>;
    #[get("/{name}", response = stream, none = 404)]
    async fn find_with_head(&self, name: &str) -> Result<Response<Option<BodyStream>>>;
    #[get("/{name}", response = stream, retry = never)]
    async fn download_with_head(&self, name: &str) -> Result<Response<BodyStream>>;
    #[put("/{to}", response = stream, retry = never)]
    async fn convert(&self, to: &str, #[body(stream)] content: BodyStream) -> Result<BodyStream>;
}

fn chunks(pieces: &[&'static str]) -> Chunks {
    stream::iter(pieces.iter().map(|piece| Ok(Bytes::from_static(piece.as_bytes()))).collect::<Vec<_>>())
}

async fn start(acts: impl IntoIterator<Item = Act>) -> (Listener, FilesClient) {
    let server = Listener::start(acts).await.unwrap();
    let files = FilesClient::new(client(&server.url()));
    (server, files)
}

fn chunked(chunks: &[&str], end: &str) -> Vec<u8> {
    let mut answer = String::from("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\netag: e\r\n\r\n");
    for chunk in chunks {
        answer.push_str(&format!("{:x}\r\n{chunk}\r\n", chunk.len()));
    }
    (answer + end).into_bytes()
}

async fn whole(mut body: BodyStream) -> Result<String> {
    let mut text = Vec::new();
    while let Some(piece) = body.chunk().await? {
        text.extend_from_slice(&piece);
    }
    assert!(body.chunk().await?.is_none());
    Ok(String::from_utf8(text).unwrap())
}

#[tokio::test]
async fn a_streamed_body_arrives_whole_in_chunks() {
    let (server, files) = start([reply(204, &[], ""), reply(204, &[], ""), reply(204, &[], "")]).await;
    files.upload("a b", None, chunks(&["one", "", "two\r\n0\r\n\r\n", "three"])).await.unwrap();
    files.upload("b", Some("text/csv"), stream::repeat_with(|| Ok(vec![7; 1 << 16].into())).take(16)).await.unwrap();
    files.upload_once("c", chunks(&[])).await.unwrap();
    let requests = server.requests();
    let is_chunked = |request: &Request| request.headers("transfer-encoding") == ["chunked"];
    assert!(requests.iter().all(|request| is_chunked(request) && request.headers("content-length").is_empty()));
    assert_eq!((requests[0].line(), &requests[0].body[..]), ("PUT /files/a%20b", &b"onetwo\r\n0\r\n\r\nthree"[..]));
    assert_eq!(requests[0].headers("content-type"), ["application/octet-stream"]);
    assert_eq!((requests[1].headers("content-type"), requests[1].body.len()), (vec!["text/csv"], 1 << 20));
    assert_eq!((requests[2].body.len(), server.connections()), (0, 1));
}

#[tokio::test]
async fn a_streamed_body_is_sent_once() {
    let (server, files) = start([reply(503, &[("retry-after", "0")], "down"), reply(503, &[], "")]).await;
    let error = files.upload("a", None, chunks(&["one"])).await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Server, Some(Reason::NotReplayable)));
    assert_eq!((error.attempts().len(), server.requests().len(), &error.body()[..]), (1, 1, &b"down"[..]));
    assert!(printed(&error).contains("not sent again: body not replayable"));
    let error = files.upload_once("a", chunks(&["one"])).await.unwrap_err();
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Server, 2));
}

#[tokio::test]
async fn a_stream_that_fails_ends_the_call() {
    let (server, files) = start([]).await;
    let pieces = vec![Ok(Bytes::from_static(b"one")), Err(io::Error::other("disk"))];
    let error = files.upload("a", None, stream::iter(pieces)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::Transport, 1));
    assert!(printed(&error).contains("the stream of the body failed: disk"));
    assert!(server.requests().is_empty());
}

/// The parts of a form: headers and content of each.
fn parts(request: &Request) -> Vec<(String, String)> {
    let kind = request.headers("content-type").concat();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = String::from_utf8(request.body.clone()).unwrap();
    let body = body.strip_prefix(&format!("--{boundary}\r\n")).unwrap();
    let body = body.strip_suffix(&format!("\r\n--{boundary}--\r\n")).unwrap();
    let split = |part: &str| part.split_once("\r\n\r\n").map(|(head, content)| (head.to_owned(), content.to_owned()));
    body.split(&format!("\r\n--{boundary}\r\n")).map(|part| split(part).unwrap()).collect()
}

#[tokio::test]
async fn a_form_reads_back_and_is_the_same_in_every_attempt() {
    let again = [("retry-after", "0")];
    let (server, files) = start([
        reply(503, &again, ""),
        reply(429, &again, ""),
        reply(204, &[], ""),
        reply(503, &again, ""),
        reply(204, &[], ""),
    ])
    .await;
    let photo = Part::bytes("--perspio-0000000000\r\n").file_name("p\u{e9}.png").content_type("image/png");
    let form = Form::new().text("title", "a\r\n\r\nb").part("photo", photo);
    assert_eq!(files.attach(&form).await.unwrap().attempts().len(), 3);
    assert_eq!(files.attach_once(form).await.unwrap_err().reason(), Some(Reason::NotIdempotent));
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    for request in &requests {
        assert_eq!((request.line(), &request.body), ("POST /files/", &requests[0].body));
        assert_eq!(request.headers("content-type"), requests[0].headers("content-type"));
    }
    let head = "Content-Disposition: form-data; name=";
    let photo = format!("{head}\"photo\"; filename=\"p\u{e9}.png\"\r\nContent-Type: image/png");
    assert_eq!(
        parts(&requests[0]),
        [(format!("{head}\"title\""), "a\r\n\r\nb".to_owned()), (photo, "--perspio-0000000000\r\n".to_owned())]
    );
}

#[tokio::test]
async fn an_answer_comes_in_pieces_or_as_a_stream() {
    let answer = Act::Send(chunked(&["one", "two"], "0\r\n\r\n"));
    let (server, files) = start([answer.clone(), answer.clone(), answer]).await;
    assert_eq!(whole(files.download("a").await.unwrap()).await.unwrap(), "onetwo");
    let pieces: Vec<Result<Bytes>> = files.download("a").await.unwrap().collect().await;
    assert_eq!(pieces.into_iter().map(Result::unwrap).collect::<Vec<_>>().concat(), b"onetwo");
    let response = files.download_with_head("a").await.unwrap();
    assert_eq!((response.status().as_u16(), &response.headers()["etag"]), (200, &"e".parse().unwrap()));
    assert_eq!((response.attempts().len(), response.body().length()), (1, None));
    assert_eq!(whole(response.into_body()).await.unwrap(), "onetwo");
    assert_eq!(server.requests()[0].headers("accept"), ["*/*"]);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn an_answer_that_is_none_has_no_stream() {
    let (server, files) = start([404, 200, 404, 200, 204].map(|status| reply(status, &[], "one"))).await;
    assert!(files.find("a").await.unwrap().is_none());
    let body = files.find("a").await.unwrap().unwrap();
    assert_eq!((body.length(), whole(body).await.unwrap()), (Some(3), "one".to_owned()));
    let response = files.find_with_head("a").await.unwrap();
    assert_eq!((response.status().as_u16(), response.into_body().is_none()), (404, true));
    assert_eq!(whole(files.find_with_head("a").await.unwrap().into_body().unwrap()).await.unwrap(), "one");
    assert!(files.find("a").await.unwrap().is_none());
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn a_stream_is_retried_up_to_its_head_and_no_further() {
    let cut = Act::Close(chunked(&["one"], "5\r\ntw"));
    let (server, files) = start([reply(503, &[("retry-after", "0")], ""), cut.clone(), reply(503, &[], ""), cut]).await;
    let mut body = files.download("a").await.unwrap();
    assert_eq!(server.requests().len(), 2);
    let error = loop {
        match body.chunk().await {
            Ok(piece) => assert!(piece.is_some(), "the end is not the end of the message"),
            Err(error) => break error,
        }
    };
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Transport, 200));
    assert_eq!((error.attempts().len(), server.requests().len()), (2, 2));
    assert!(error.may_have_been_processed() && body.next().await.is_none());
    let error = files.download_with_head("a").await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Server, Some(Reason::Attempts)));
    printed(&error);
}

#[tokio::test]
async fn a_stream_that_comes_in_can_be_sent_out() {
    let (server, files) = start([Act::Send(chunked(&["one", "two"], "0\r\n\r\n")), reply(200, &[], "done")]).await;
    let body = files.download("a").await.unwrap();
    assert_eq!(whole(files.convert("b", body).await.unwrap()).await.unwrap(), "done");
    assert_eq!(server.requests()[1].body, b"onetwo");
}
