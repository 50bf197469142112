//! Tokens that are for reading only, and writes with them.

use std::io;
use std::sync::{Arc, Mutex};

use perspio_runtime::ErrorKind;
use perspio_runtime::testing::Inject;

use super::*;

const LIMIT: &str = "tokens of the client-credentials flow are for reading only; a write wants an authorization code";

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Takes in all that this thread logs, until the guard is dropped.
    fn watch(&self) -> tracing::subscriber::DefaultGuard {
        let writer = self.clone();
        let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false);
        tracing::subscriber::set_default(subscriber.with_writer(move || writer.clone()).finish())
    }

    fn warnings(&self) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        assert!(text.contains("request sent"), "nothing was logged");
        text.lines().filter(|line| line.contains(" WARN ")).map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn the_first_write_is_warned_of_and_every_refusal_says_why() {
    let talk = double().await;
    let client = client(&talk);
    let log = Log::default();
    let guard = log.watch();
    list(&client).await.unwrap();
    assert_eq!(log.warnings(), Vec::<String>::new());
    for _ in 0..2 {
        for result in [assets(&client).create(&"x".into()).await, assets(&client.clone()).delete("IN-000001").await] {
            let error = result.unwrap_err();
            assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::Forbidden, 1));
            assert!(error.to_string().ends_with(&format!("forbidden (403): {LIMIT}")), "{error}");
            printed(&error);
        }
    }
    drop(guard);
    let warnings = log.warnings();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    for part in [LIMIT, "http.request.method=\"POST\"", "url.template=/assets/v3/"] {
        assert!(warnings[0].contains(part), "{part}: {warnings:?}");
    }
    // A refusal for what a token may do is no reason to fetch another.
    assert_eq!(talk.token_requests().len(), 1);
}

#[tokio::test]
async fn a_write_that_is_not_authenticated_says_so_too() {
    let talk = double().await;
    let client = client(&talk);
    talk.inject([Inject::Status(401), Inject::Status(401)]);
    let error = assets(&client).delete("IN-000001").await.unwrap_err();
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::Unauthenticated, 2));
    assert!(error.to_string().contains(&format!("not authenticated (401): {LIMIT}")), "{error}");
    printed(&error);
}

#[tokio::test]
async fn other_failures_of_a_write_and_all_of_a_read_say_nothing_of_it() {
    let talk = double().await;
    let client = client(&talk);
    for status in [400, 404, 409, 500] {
        talk.inject([Inject::Status(status)]);
        let error = assets(&client).create(&"x".into()).await.unwrap_err();
        assert!(!error.to_string().contains("reading"), "{error}");
    }
    for faults in [vec![Inject::Status(403)], vec![Inject::Status(401), Inject::Status(401)]] {
        talk.inject(faults);
        let error = list(&client).await.unwrap_err();
        assert!(!error.to_string().contains("reading"), "{error}");
    }
}

#[tokio::test]
async fn a_write_without_the_clients_token_has_nothing_to_do_with_it() {
    let talk = double().await;
    let client = client(&talk);
    let log = Log::default();
    let _guard = log.watch();
    talk.inject([Inject::Status(403)]);
    let call = client.call(&AssetsClient::ENDPOINTS[2]).secret_header("authorization", &"Bearer hunter2");
    let error = call.body_json(&"x").json::<Value, Error>().await.unwrap_err();
    assert!(error.kind() == ErrorKind::Forbidden && !error.to_string().contains("reading"), "{error}");
    // Written, and then refused to read what has come of it.
    let location = format!("{}/assets/v3/", talk.base_url());
    talk.inject([Inject::Redirect { status: 303, location }, Inject::Status(403)]);
    let error = assets(&client).create(&"x".into()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::Forbidden, 2));
    assert!(!error.to_string().contains("reading"), "{error}");
    // That write was with the token, and is warned of.
    assert_eq!(log.warnings().len(), 1);
}

#[tokio::test]
async fn of_a_token_server_of_ones_own_nothing_is_known() {
    let log = Log::default();
    let _guard = log.watch();
    let api = listener([reply(403, &[], ""), reply(204, &[], "")]).await;
    let tokens = listener([token("t")]).await;
    let client = quick(listened(&api, &tokens));
    let error = assets(&client).delete("IN-000001").await.unwrap_err();
    assert!(error.kind() == ErrorKind::Forbidden && !error.to_string().contains("reading"), "{error}");
    assets(&client).delete("IN-000001").await.unwrap();
    assert_eq!(log.warnings(), Vec::<String>::new());
}
