//! A secret in every slot, everything that can go wrong, and none of the secrets in any text: errors with their sources,
//! `Debug` of every public type, and all that any crate logs at trace level.

mod common;

use std::error::Error as _;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use perspio_runtime::auth::{Bearer, ClientCredentials, Token, TokenFuture, TokenSource};
use perspio_runtime::{Client, ClientBuilder, Error, Redirect, Response, Result, Retry, Secret, endpoints};
use perspio_tests::{Act, Listener, reply};

const CLIENT_ID: &str = "canary-id";
const CLIENT_SECRET: &str = "canary-secret";
const ACCESS_TOKEN: &str = "canary-access";
const KEY: &str = "canary-key";
const TENANT: &str = "canary-tenant";
const HEADER: &str = "canary-header";
const PARAMETER: &str = "canary-parameter";
const PASSWORD: &str = "canary-password";

#[endpoints(header("x-fixed" = "canary-fixed", secret))]
pub trait Api {
    #[get("/a", redirect = any_origin, retry(attempts = 2, base = "1ms"))]
    async fn get(&self, #[header("x-parameter", secret)] parameter: &str) -> Result<Response<u8>>;
    #[put("/a", retry = never)]
    async fn put(&self, #[header("x-parameter", secret)] parameter: &str, #[body] body: u8) -> Result<()>;
}

/// Everything that is logged by this thread.
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
    /// Runs it with all of its log going here.
    fn watch<F: Future<Output = ()>>(&self, run: F) {
        let writer = self.clone();
        let subscriber =
            tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone());
        let _guard = tracing::subscriber::set_default(subscriber.finish());
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(run);
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

/// The first line of `text` with a secret in it, as it is or as a URL or a form writes it.
fn leak(text: &str) -> Option<&str> {
    text.lines().find(|line| line.to_lowercase().contains("canary"))
}

/// Fails if there is a secret in `text`.
fn search(what: &str, text: &str) {
    if let Some(line) = leak(text) {
        panic!("{what}: {line}");
    }
}

fn search_error(what: &str, error: &Error) {
    let mut text = format!("{error}\n{error:?}\n{error:#?}\n{:?}\n{:?}", error.parameter(), error.attempts());
    let mut next = error.source();
    while let Some(source) = next {
        text.push_str(&format!("\n{source}\n{source:?}"));
        next = source.source();
    }
    search(what, &text);
}

fn builder(url: &str, token_url: &str) -> ClientBuilder {
    Client::builder()
        .base_url(url)
        .auth(ClientCredentials::new(CLIENT_ID, CLIENT_SECRET).token_url(token_url).read_only(true))
        .subscription_key(KEY)
        .tenant_id(TENANT)
        .secret_header("x-secret", HEADER)
        .timeout(Duration::from_millis(300))
        .retry(Retry::new().base(Duration::from_millis(1)).throttle_base(Duration::from_millis(1)))
}

fn token() -> Act {
    reply(200, &[], &format!(r#"{{"token_type":"Bearer","expires_in":3599,"access_token":"{ACCESS_TOKEN}"}}"#))
}

/// Answers of the API, good and bad.
fn answers(elsewhere: &str) -> Vec<(&'static str, Vec<Act>)> {
    let location = format!("{elsewhere}/b");
    let mut answers: Vec<(&'static str, Vec<Act>)> = vec![
        ("good", vec![reply(200, &[], "1")]),
        ("not JSON", vec![reply(200, &[], "<html>")]),
        ("another origin", vec![reply(307, &[("location", location.as_str())], "")]),
        ("nowhere", vec![reply(302, &[("location", "http://")], "")]),
        ("too long", vec![reply(429, &[("retry-after", "999")], "")]),
        ("cut", vec![Act::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n1".to_vec())]),
        ("no HTTP", vec![Act::Send(b"\x16\x03\x01 nothing\r\n\r\n".to_vec())]),
        ("reset", vec![Act::Reset, Act::Reset]),
        ("silence", vec![Act::Silence(Vec::new()), Act::Silence(Vec::new())]),
    ];
    for status in [201, 204, 301, 303, 304, 308, 400, 401, 403, 404, 405, 418, 451, 500, 503, 599] {
        answers.push(("a status", vec![reply(status, &[], "text"), reply(status, &[], "text")]));
    }
    answers
}

#[test]
fn calls_show_no_secret() {
    let log = Log::default();
    log.watch(async {
        let elsewhere = Listener::start((0..10).map(|_| reply(200, &[], "1"))).await.unwrap();
        for (what, acts) in answers(&elsewhere.url()) {
            let server = Listener::start(acts).await.unwrap();
            let tokens = Listener::start([token(), token(), token()]).await.unwrap();
            let client = builder(&server.url(), &format!("{}/token", tokens.url())).build().unwrap();
            search("Client", &format!("{client:?} {:#?} {:?}", client, client.stats()));
            let api = ApiClient::new(client.clone());
            search("ApiClient", &format!("{api:?} {:?}", ApiClient::ENDPOINTS));
            let call = client.call(&ApiClient::ENDPOINTS[0]).secret_header("x-parameter", &PARAMETER);
            search("Call", &format!("{call:?}"));
            match api.get(PARAMETER).await {
                Ok(answer) => search(what, &format!("{answer:?} {:?}", answer.attempts())),
                Err(error) => search_error(what, &error),
            }
            // A write that these credentials are not for, with whatever comes next.
            if let Err(error) = api.put(PARAMETER, 1).await {
                search_error(what, &error);
            }
            if let Err(error) = api.put("canary\r\nparameter", 1).await {
                search_error(what, &error);
            }
            assert!(server.requests().iter().all(|request| request.body != CLIENT_SECRET.as_bytes()));
        }
        assert!(!elsewhere.requests().is_empty());
        for request in elsewhere.requests() {
            search("sent to another origin", &format!("{request:?}"));
        }
    });
    let text = log.text();
    assert!(text.contains("request sent") && text.contains("TRACE"), "nothing was logged");
    search("log", &text);
}

#[test]
fn token_endpoints_show_no_secret() {
    let log = Log::default();
    let echo = format!("{CLIENT_ID} {CLIENT_SECRET}");
    let answers = [
        reply(200, &[], &format!("<html>{echo}</html>")),
        reply(200, &[], &format!(r#"{{"error":"{echo}","error_description":"{echo}"}}"#)),
        reply(200, &[], &format!(r#"{{"access_token":"{ACCESS_TOKEN}\n"}}"#)),
        reply(200, &[], &format!(r#"{{"access_token":"{ACCESS_TOKEN}","token_type":"{echo}"}}"#)),
        reply(400, &[], &format!(r#"{{"error":"invalid_client","error_description":"{echo}"}}"#)),
        reply(401, &[("www-authenticate", echo.as_str())], &echo),
        reply(302, &[("location", "http://127.0.0.1:1/canary")], &echo),
        Act::Close(format!("HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n{echo}").into_bytes()),
    ];
    log.watch(async {
        for answer in answers {
            let tokens = Listener::start([answer.clone(), answer.clone(), answer]).await.unwrap();
            let url = format!("{}/token", tokens.url());
            let client = builder("http://127.0.0.1:1", &url).build().unwrap();
            search_error("token", &client.authenticate().await.unwrap_err());
            let error = ApiClient::new(client).get(PARAMETER).await.unwrap_err();
            assert_eq!(error.kind(), perspio_runtime::ErrorKind::Auth);
            search_error("token", &error);
            for request in tokens.requests() {
                let sent = format!("{request:?}");
                assert!([KEY, TENANT, HEADER, PARAMETER].iter().all(|secret| !sent.contains(secret)), "{sent}");
            }
        }
    });
    // The servers of the tests hold what they were told; the log of the client does not.
    search("log", &log.text());
}

#[test]
fn settings_show_no_secret() {
    let wrong: [fn(ClientBuilder) -> ClientBuilder; 9] = [
        |builder| builder.auth(Bearer::new("canary-token\n")),
        |builder| builder.subscription_key(format!("{KEY}\n")),
        |builder| builder.tenant_id(format!(" {TENANT}")),
        |builder| builder.secret_header("x y", HEADER),
        |builder| builder.secret_header("x", format!("{HEADER}\r\n")),
        |builder| builder.header("x", format!("{HEADER}\0")),
        |builder| builder.base_url(format!("https://user:{PASSWORD}@api.test")),
        |builder| builder.auth(ClientCredentials::new("", CLIENT_SECRET)),
        |builder| {
            let url = format!("https://user:{PASSWORD}@login.test/token");
            builder.auth(ClientCredentials::new(CLIENT_ID, CLIENT_SECRET).token_url(url))
        },
    ];
    for (index, change) in wrong.into_iter().enumerate() {
        let builder = change(builder("https://api.test", "https://login.test/token"));
        search("ClientBuilder", &format!("{builder:?} {builder:#?}"));
        search_error(&format!("setting {index}"), &builder.build().unwrap_err());
    }
}

struct Source;

impl TokenSource for Source {
    fn fetch(&self) -> TokenFuture<'_> {
        Box::pin(async { Ok(Token::new(ACCESS_TOKEN)) })
    }
}

#[test]
fn types_show_no_secret() {
    let credentials = ClientCredentials::new(CLIENT_ID, CLIENT_SECRET);
    let auth = perspio_runtime::auth::Auth::from(Source);
    let redirect = Redirect::AnyOrigin;
    let bearer = Bearer::new(ACCESS_TOKEN);
    let secret = Secret::from(CLIENT_SECRET);
    let text = format!("{credentials:?} {credentials:#?} {auth:?} {redirect:?} {bearer:?} {bearer:#?} {secret:?}");
    search("types", &text);
    search("token", &format!("{:?} {:#?}", Token::new(ACCESS_TOKEN), Token::new(ACCESS_TOKEN)));
}

/// The search itself: a leak, which `PERSPIO_LEAK` plants in what is printed, is found here as well.
#[test]
fn a_leak_is_found() {
    let log = Log::default();
    log.watch(async { tracing::trace!(header = CLIENT_SECRET, "a leak") });
    assert!(leak(&log.text()).is_some());
    if std::env::var_os("PERSPIO_LEAK").is_some() {
        println!("{CLIENT_SECRET}");
    }
}
