//! Client credentials against a token server that was not written here. Not part of the default run: how to start one is
//! in `CONTRIBUTING.md`.

use perspio_runtime::auth::{ClientCredentials, TokenError};
use perspio_runtime::{Client, ErrorKind, Response, Result, endpoints};
use perspio_tests::{Act, Listener, reply};

#[endpoints]
pub trait Api {
    #[get("/a")]
    async fn read(&self) -> Result<Response<u8>>;
}

/// Where the server gives tokens: `http://127.0.0.1:PORT/token`.
fn token_url() -> String {
    std::env::var("PERSPIO_TEST_TOKEN_URL").expect("`PERSPIO_TEST_TOKEN_URL` says where tokens are given")
}

async fn api(acts: impl IntoIterator<Item = Act>, credentials: ClientCredentials) -> (Listener, Client) {
    let api = Listener::start(acts).await.unwrap();
    let client = Client::builder().base_url(api.url()).auth(credentials).build().unwrap();
    (api, client)
}

fn credentials(url: &str) -> ClientCredentials {
    ClientCredentials::new("an id", "a secret & more").token_url(url).scope("api://perspiotalk/.default")
}

#[tokio::test]
#[ignore = "wants a token server"]
async fn its_tokens_are_fetched_once_and_sent() {
    let (api, client) = api((0..20).map(|_| reply(200, &[], "1")), credentials(&token_url())).await;
    client.authenticate().await.unwrap();
    let mut sent = Vec::new();
    for _ in 0..20 {
        ApiClient::new(client.clone()).read().await.unwrap();
    }
    for request in api.requests() {
        sent.extend(request.headers("authorization").into_iter().map(str::to_owned));
    }
    assert_eq!(sent.len(), 20);
    // Three parts of base64 (RFC 7519), the same each time.
    assert!(sent[0].starts_with("Bearer ") && sent[0].split('.').count() == 3);
    assert!(sent.iter().all(|value| *value == sent[0]));
}

#[tokio::test]
#[ignore = "wants a token server"]
async fn a_refused_token_is_renewed() {
    let acts = [reply(401, &[("www-authenticate", "Bearer error=\"invalid_token\"")], ""), reply(200, &[], "1")];
    let (api, client) = api(acts, credentials(&token_url())).await;
    let answer = ApiClient::new(client).read().await.unwrap();
    assert_eq!((answer.attempts().len(), api.requests().len()), (2, 2));
}

#[tokio::test]
#[ignore = "wants a token server"]
async fn what_it_refuses_is_an_auth_error() {
    let (api, client) = api([], credentials(&format!("{}/nowhere", token_url()))).await;
    let error = ApiClient::new(client).read().await.unwrap_err();
    let said = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<TokenError>()).unwrap();
    assert_eq!((error.kind(), said.status().map(|status| status.as_u16())), (ErrorKind::Auth, Some(404)));
    assert!(api.requests().is_empty() && !format!("{error} {error:?}").contains("a secret"));
}
