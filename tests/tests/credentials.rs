//! Tokens over real sockets: how they are shared, what a token endpoint may answer, who sees which secret, and what is
//! left when callers and runtimes go away. What needs time to pass is tested in the runtime, on a paused clock.
#![allow(clippy::disallowed_methods, reason = "servers on real sockets are slow in real time")]

#[path = "credentials/answers.rs"]
mod answers;
#[path = "credentials/cancelled.rs"]
mod cancelled;
#[path = "credentials/lifecycle.rs"]
mod lifecycle;
#[path = "credentials/read_only.rs"]
mod read_only;
#[path = "credentials/secret_strings.rs"]
mod secret_strings;
#[path = "credentials/separation.rs"]
mod separation;
#[path = "credentials/sharing.rs"]
mod sharing;

use std::error::Error as _;
use std::sync::Once;
use std::time::Duration;

use perspio_runtime::auth::{ClientCredentials, TokenError};
use perspio_runtime::testing::{PerspioTalk, Value};
use perspio_runtime::{Client, ClientBuilder, Error, ErrorKind, Response, Result, Retry, endpoints};
use perspio_tests::{Act, Listener, reply};

#[endpoints(path = "/assets/v3")]
pub trait Assets {
    #[get("/")]
    async fn list(&self) -> Result<Response<Vec<Value>>>;
    #[get("/", timeout = "100ms", deadline = "100ms")]
    async fn hurried(&self) -> Result<Response<Vec<Value>>>;
    #[post("/", not_idempotent)]
    async fn create(&self, #[body] asset: &Value) -> Result<()>;
    #[delete("/{id}")]
    async fn delete(&self, id: &str) -> Result<()>;
}

type Listed = Result<Response<Vec<Value>>>;

/// Client id and secret of the clients for a [`Listener`].
const CREDENTIALS: (&str, &str) = ("canary-id", "canary-secret");

async fn double() -> PerspioTalk {
    subscribe();
    PerspioTalk::start().await.unwrap()
}

async fn listener(acts: impl IntoIterator<Item = Act>) -> Listener {
    subscribe();
    Listener::start(acts).await.unwrap()
}

/// Somebody listens to all events from the start. Otherwise `tracing` may note that nobody wants the one that a thread
/// without a subscriber comes to first, and then the subscriber of another thread does not get it either.
fn subscribe() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        perspio_tests::trace();
        let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry());
    });
}

fn quick(builder: ClientBuilder) -> Client {
    builder.retry(Retry::new().base(Duration::from_millis(1))).build().unwrap()
}

/// A client for a double, with client credentials.
fn client(talk: &PerspioTalk) -> Client {
    quick(talk.read_only_client_builder())
}

fn assets(client: &Client) -> AssetsClient {
    AssetsClient::new(client.clone())
}

async fn list(client: &Client) -> Listed {
    assets(client).list().await
}

/// A client for a scripted API with a scripted token server.
fn listened(api: &Listener, tokens: &Listener) -> ClientBuilder {
    let (id, secret) = CREDENTIALS;
    let token_url = format!("{}/token", tokens.url());
    Client::builder().base_url(api.url()).auth(ClientCredentials::new(id, secret).token_url(token_url))
}

/// An answer with a token that lives an hour.
fn token(token: &str) -> Act {
    reply(200, &[], &format!(r#"{{"token_type":"Bearer","expires_in":3599,"access_token":"{token}"}}"#))
}

/// An answer to `list`.
fn nothing() -> Act {
    reply(200, &[], "[]")
}

/// So many calls at the same time.
async fn at_once(client: &Client, count: usize) -> Vec<Listed> {
    let call = |assets: AssetsClient| tokio::spawn(async move { assets.list().await });
    let calls: Vec<_> = (0..count).map(|_| call(assets(client))).collect();
    let mut results = Vec::new();
    for call in calls {
        results.push(call.await.unwrap());
    }
    results
}

/// Waits until it is so.
async fn until(mut so: impl FnMut() -> bool) {
    for _ in 0..2_000 {
        if so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("it did not come to pass in 4 s");
}

/// No token: checks the kind, and that no secret is in what is printed. Gives what is printed.
fn no_token(error: &Error) -> String {
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::Auth, 0), "{error:?}");
    printed(error)
}

/// All that an error prints, its sources included. Checks that no secret is in it.
fn printed(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut next = error.source();
    while let Some(source) = next {
        text.push_str(&format!(" {source} {source:?}"));
        next = source.source();
    }
    for secret in ["-of-the-double", "issued-access-token", "canary-", "hunter2"] {
        assert!(!text.contains(secret), "{text}");
    }
    text
}

/// What the token endpoint said, as an error of a call holds it.
fn token_error(error: &Error) -> &TokenError {
    error.source().and_then(|source| source.downcast_ref()).expect("the source is a `TokenError`")
}
