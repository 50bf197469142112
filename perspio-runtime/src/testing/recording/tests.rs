//! What is kept, what is not, and that it plays.

use std::path::PathBuf;

use super::*;
use crate::auth::ClientCredentials;
use crate::client::Client;
use crate::endpoint::{Endpoint, Method, Part};
use crate::error::{Error, ErrorKind, Fault};
use crate::testing::script::tests::failure;
use crate::testing::{Reply, Script, Value, json};

const GET: Endpoint = Endpoint::new("get", Method::Get, &[Part::Text("/assets/"), Part::Value("id")]);
const POST: Endpoint = Endpoint::new("create", Method::Post, &[Part::Text("/assets/")]);

/// A file that is gone at the end.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("perspio-recording-{}-{name}", std::process::id()));
        Self(folder.join("below").join("file.json"))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        if let Some(folder) = self.0.parent().and_then(std::path::Path::parent) {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn client(transport: impl Into<Transport>) -> Client {
    let builder = Client::builder().transport(transport).subscription_key("the-key/1").tenant_id("the-tenant");
    builder.auth(ClientCredentials::new("the-id", "the-client-secret")).retry(crate::Retry::never()).build().unwrap()
}

async fn get(client: &Client, id: &str) -> Result<Value, Error> {
    client.call(&GET).path("id", id).query("key", "the-key/1").json().await
}

async fn create(client: &Client, name: &str) -> Result<String, Error> {
    client.call(&POST).body_json(&json!({ "name": name })).text().await
}

#[tokio::test(start_paused = true)]
async fn what_was_recorded_is_played_and_holds_no_secret() {
    let file = File::new("played");
    let answers = Script::from_iter([
        Reply::ok()
            .json(json!({ "name": "Pump 7", "echo": "the-key/1 token-1" }))
            .header("set-cookie", "s=the-session"),
        Reply::status(404).body("no such the-client-secret"),
        Reply::ok().body(&b"\xff\xfe"[..]),
        Reply::ok().body("cut of").cut(),
        Reply::fault(Fault::Connect),
    ]);
    let recording = Recording::to(&file.0).secret("Pump 8");
    let real = client(recording.over(&answers));
    assert_eq!(get(&real, "7").await.unwrap()["name"], "Pump 7");
    assert_eq!(get(&real, "7").await.unwrap_err().kind(), ErrorKind::NotFound);
    let bytes: bytes::Bytes = real.call(&GET).path("id", "raw").bytes::<_, Error>().await.unwrap();
    assert_eq!(bytes, &b"\xff\xfe"[..]);
    assert_eq!(create(&real, "Pump 8").await.unwrap_err().kind(), ErrorKind::Transport);
    assert_eq!(create(&real, "Pump 9").await.unwrap_err().kind(), ErrorKind::Connect);
    assert_eq!((recording.count(), answers.tokens().count()), (5, 1));
    recording.save().unwrap();

    let text = std::fs::read_to_string(&file.0).unwrap();
    for secret in
        ["the-key/1", "the-key%2F1", "the-tenant", "token-1", "the-client-secret", "the-session", "Pump 8", "the-id"]
    {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    let start = text.find("    {\n      \"request\"").unwrap();
    let first = &text[start..start + text[start..].find("\n    },").unwrap()];
    assert_eq!(
        first,
        r#"    {
      "request": {
        "endpoint": "get",
        "headers": {
          "accept": "application/json",
          "authorization": "[secret]",
          "ocp-apim-subscription-key": "[secret]",
          "tid": "[secret]"
        },
        "method": "GET",
        "path": "/assets/7",
        "query": "key=[secret]"
      },
      "response": {
        "body": {
          "json": {
            "echo": "[secret] [secret]",
            "name": "Pump 7"
          }
        },
        "headers": {
          "content-type": "application/json",
          "set-cookie": "[secret]"
        },
        "status": 200
      }"#
    );

    let script = Script::replay(&file.0).unwrap();
    let played = client(&script);
    assert_eq!(get(&played, "7").await.unwrap()["name"], "Pump 7");
    assert_eq!(get(&played, "7").await.unwrap_err().kind(), ErrorKind::NotFound);
    let bytes: bytes::Bytes = played.call(&GET).path("id", "raw").bytes::<_, Error>().await.unwrap();
    assert_eq!(bytes, &b"\xff\xfe"[..]);
    assert_eq!(create(&played, "[secret]").await.unwrap_err().kind(), ErrorKind::Transport);
    assert_eq!(create(&played, "Pump 9").await.unwrap_err().kind(), ErrorKind::Connect);
}

#[tokio::test(start_paused = true)]
async fn what_was_not_recorded_is_held_against_the_nearest() {
    let file = File::new("nearest");
    let answers = Script::new().reply(200);
    let recording = Recording::to(&file.0);
    client(recording.over(&answers))
        .call(&POST)
        .body_json(&json!({ "name": "Pump 7" }))
        .json::<(), Error>()
        .await
        .unwrap();
    drop(recording);
    let script = Script::replay(&file.0).unwrap();
    create(&client(&script), "Pump 8").await.unwrap_err();
    let report = failure(|| script.verify());
    let lines: Vec<_> = report.lines().skip(1).take(4).collect();
    assert_eq!(
        lines,
        [
            "  request 1 was not expected: POST /assets/ (`create`)",
            "    nearest is POST /assets/ (`create`)",
            "            expected           actual",
            "      body  {\"name\":\"Pump 7\"}  {\"name\":\"Pump 8\"}",
        ]
    );
}

#[test]
fn a_file_that_is_none_is_a_typed_error() {
    let file = File::new("broken");
    let says = |text: &str| {
        std::fs::create_dir_all(file.0.parent().unwrap()).unwrap();
        std::fs::write(&file.0, text).unwrap();
        let error = Script::replay(&file.0).unwrap_err();
        error.to_string().replace(&*file.0.to_string_lossy(), "F")
    };
    assert!(matches!(Script::replay(&file.0), Err(RecordingError::Read { .. })));
    assert_eq!(says("{"), "`F` is not JSON: EOF while parsing an object at line 1 column 1");
    assert_eq!(says(r#"{"version": 2}"#), "`F` has version 2; this crate reads version 1");
    assert_eq!(says(r#"{"version": 1}"#), "`F` is not a recording: `exchanges` is missing or of the wrong kind");
    assert_eq!(
        says(r#"{"version": 1, "exchanges": [{"request": {"endpoint": "a", "method": "GET", "path": "/"}}]}"#),
        "`F` is not a recording: `exchanges[0].response` is missing or of the wrong kind"
    );
    // A folder stands where the file should be.
    let recording = Recording::to(file.0.parent().unwrap());
    assert!(recording.save().is_ok(), "there is nothing to write");
}
