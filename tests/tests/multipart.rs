//! Forms of several parts, as bytes on the wire.

mod common;

use common::{client, printed};
use perspio_runtime::multipart::{Form, IntoMultipart, Part};
use perspio_runtime::testing::{Inject, PerspioTalk};
use perspio_runtime::{Client, Endpoint, Error, ErrorKind, Method, Part as Place, Reason, Result, reqwest};
use perspio_tests::{Listener, reply};

const UPLOAD: Endpoint = Endpoint::new("upload", Method::Post, &[Place::Text("/files")]).idempotent(true);

const FIXED: Endpoint = UPLOAD.headers(&[("Content-Type", "text/fixed")]);

const SENT: &str = "--perspio-0000000001\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nPump 7\r\n\
    --perspio-0000000001\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a%22.png\"\r\n\
    Content-Type: image/png\r\n\r\nperspio-0000000000\r\n--perspio-0000000001--\r\n";

fn form() -> Form {
    let photo = Part::bytes("perspio-0000000000").file_name("a\".png").content_type("image/png");
    Form::new().text("title", "Pump 7").part("photo", photo)
}

async fn upload(client: &Client, form: impl IntoMultipart) -> Result<(), Error> {
    client.call(&UPLOAD).body_multipart(form).json().await
}

#[tokio::test]
async fn a_form_is_sent_again_byte_for_byte() {
    let server = Listener::start([reply(503, &[], ""), reply(204, &[], ""), reply(204, &[], "")]).await.unwrap();
    let client = client(&server.url());
    let form = form();
    upload(&client, &form).await.unwrap();
    upload(&client, form).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    for request in requests {
        assert_eq!(request.line(), "POST /files");
        assert_eq!(request.headers("content-type"), ["multipart/form-data; boundary=perspio-0000000001"]);
        assert_eq!(request.headers("content-length"), [SENT.len().to_string()]);
        assert_eq!(request.body, SENT.as_bytes());
    }
}

#[tokio::test]
async fn no_header_takes_the_boundary_away() {
    let server = Listener::start([reply(204, &[], ""), reply(204, &[], ""), reply(204, &[], "")]).await.unwrap();
    let client = client(&server.url());
    let before = client.call(&UPLOAD).header("Content-Type", "text/before").body_multipart(form());
    before.json::<(), Error>().await.unwrap();
    let after = client.call(&UPLOAD).body_multipart(form()).header("content-type", "text/after");
    after.json::<(), Error>().await.unwrap();
    client.call(&FIXED).body_multipart(form()).json::<(), Error>().await.unwrap();
    for request in server.requests() {
        assert_eq!(request.headers("content-type"), ["multipart/form-data; boundary=perspio-0000000001"]);
    }
}

#[tokio::test]
async fn a_content_type_that_is_none_is_refused_before_anything_is_sent() {
    let server = Listener::start([]).await.unwrap();
    let form = Form::new().part("file", Part::bytes("").content_type("canary-token\r\nx: y"));
    let error = upload(&client(&server.url()), form).await.unwrap_err();
    assert_eq!((error.kind(), server.connections()), (ErrorKind::InvalidRequest, 0));
    assert!(printed(&error).contains("the content type of part 1 of the form is no media type"));
}

#[tokio::test]
async fn a_form_of_reqwests_is_sent_once() {
    let talk = PerspioTalk::start().await.unwrap();
    talk.inject([Inject::Status(503), Inject::Status(204)]);
    let form = reqwest::multipart::Form::new().text("title", "Pump 7");
    let boundary = form.boundary().to_owned();
    let error = upload(&talk.client().unwrap(), form).await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Server, Some(Reason::NotReplayable)));
    let requests = talk.requests();
    assert_eq!((requests.len(), talk.pending()), (1, 1));
    assert_eq!(requests[0].header("content-type").unwrap(), format!("multipart/form-data; boundary={boundary}"));
    let head = "Content-Disposition: form-data; name=\"title\"";
    assert_eq!(requests[0].body(), &format!("--{boundary}\r\n{head}\r\n\r\nPump 7\r\n--{boundary}--\r\n"));
}
