//! The secrets of the crate `secrecy`, wherever a secret is taken (feature `secrecy`).

use perspio_runtime::Secret;
use perspio_runtime::auth::{Bearer, ClientCredentials, Token, TokenFuture, TokenSource};
use secrecy::SecretString;

use super::*;

struct Source(SecretString);

impl TokenSource for Source {
    fn fetch(&self) -> TokenFuture<'_> {
        Box::pin(async { Ok(Token::new(&self.0)) })
    }
}

#[tokio::test]
async fn secret_strings_are_taken_wherever_a_secret_is() {
    let talk = double().await;
    let secret = |text: &str| SecretString::from(text.to_owned());
    let (tenant, client_secret, bearer) =
        (secret(talk.tenant_id()), secret(talk.client_secret()), secret(talk.access_token()));
    let builder = || {
        Client::builder()
            .base_url(talk.base_url())
            .subscription_key(secret(talk.subscription_key()))
            .tenant_id(&tenant)
            .secret_header("x-secret", secret("hunter2"))
    };
    let credentials = ClientCredentials::new(secret(talk.client_id()), &client_secret);
    for client in [
        builder().auth(Bearer::new(secret(talk.access_token()))),
        builder().auth(Bearer::new(&bearer)),
        builder().auth(credentials.token_url(talk.token_url())),
        builder().auth(Source(secret(talk.access_token()))),
    ] {
        let client = quick(client);
        list(&client).await.unwrap();
        assert!(!format!("{client:?}").contains("of-the-double"));
    }
    assert_eq!((talk.count(), talk.token_requests().len()), (4, 1));
    assert!(talk.requests().iter().all(|request| request.header("x-secret") == Some("hunter2")));
    assert_eq!(Secret::from(secret("hunter2")).expose(), "hunter2");
}

#[test]
fn a_secret_string_that_cannot_be_sent_is_refused_and_not_shown() {
    let error = Client::builder().auth(Bearer::new(SecretString::from("hunter2\n"))).build().unwrap_err();
    assert_eq!((error.kind(), error.parameter()), (ErrorKind::Config, Some("auth")));
    printed(&error);
}
