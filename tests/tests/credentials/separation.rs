//! Who is shown which secret.

use perspio_runtime::ErrorKind;
use perspio_runtime::auth::ClientCredentials;
use perspio_runtime::testing::Inject;

use super::*;

#[tokio::test]
async fn the_token_endpoint_is_told_the_form_and_nothing_of_the_api() {
    let talk = double().await;
    let builder = talk.read_only_client_builder().secret_header("x-secret", "hunter2").header("x-plain", "plain");
    let client = quick(builder);
    // With a retry, a renewal and a retry of that.
    talk.inject_token([Inject::Status(500), Inject::Pass, Inject::Status(500)]);
    list(&client).await.unwrap();
    talk.revoke_tokens();
    list(&client).await.unwrap();
    assert_eq!(talk.token_requests().len(), 4);
    for request in talk.token_requests() {
        let mut names: Vec<_> = request.headers().keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "content-length", "content-type", "host", "user-agent"]);
        assert_eq!((request.method(), request.path(), request.query()), ("POST", "/oauth2/v2.0/token", None));
        assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", talk.client_id()),
            ("client_secret", talk.client_secret()),
            ("scope", "api://perspiotalk/.default"),
        ];
        assert_eq!(request.form(), form.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
    assert!(talk.requests().iter().all(|request| request.header("x-secret") == Some("hunter2")));
}

#[tokio::test]
async fn the_api_is_told_the_token_and_nothing_of_how_it_was_got() {
    let talk = double().await;
    let client = client(&talk);
    list(&client).await.unwrap();
    talk.revoke_tokens();
    list(&client).await.unwrap();
    let _ = assets(&client).create(&"x".into()).await;
    assert_eq!(talk.count(), 4);
    for request in talk.requests() {
        let sent = format!("{} {:?} {:?} {:?}", request.path(), request.query(), request.headers(), request.body());
        // `Debug` of a header shows what came over the wire; here nothing is marked sensitive.
        assert!(sent.contains("issued-access-token"), "{sent}");
        assert!(!sent.contains(talk.client_id()) && !sent.contains(talk.client_secret()), "{sent}");
        assert_eq!(request.headers().get_all("authorization").iter().count(), 1);
    }
}

#[tokio::test]
async fn a_secret_with_any_character_arrives_as_it_is() {
    let secret = "a+b/c= d&e%20\u{e9}\"\\~";
    let (api, tokens) = (listener([nothing()]).await, listener([token("t")]).await);
    let credentials = ClientCredentials::new("id", secret).scope("").token_url(tokens.url());
    let client = quick(Client::builder().base_url(api.url()).auth(credentials));
    list(&client).await.unwrap();
    let requests = tokens.requests();
    let sent = "grant_type=client_credentials&client_id=id&client_secret=a%2Bb%2Fc%3D+d%26e%2520%C3%A9%22%5C%7E";
    assert_eq!((requests.len(), String::from_utf8_lossy(&requests[0].body).as_ref()), (1, sent));
    assert_eq!(requests[0].line(), "POST /");
}

#[tokio::test]
async fn a_client_with_the_wrong_secret_gets_no_token_of_another() {
    let talk = double().await;
    let right = client(&talk);
    let credentials = ClientCredentials::new(talk.client_id(), "hunter2").token_url(talk.token_url());
    let wrong = quick(talk.client_builder().auth(credentials));
    let (right, wrong) = tokio::join!(at_once(&right, 50), at_once(&wrong, 50));
    for result in right {
        result.unwrap();
    }
    for result in wrong {
        let error = result.unwrap_err();
        no_token(&error);
        let said = token_error(&error);
        assert_eq!((said.status().map(|status| status.as_u16()), said.code()), (Some(401), Some("invalid_client")));
    }
    // One request each: a refusal is not asked again.
    assert_eq!((talk.token_requests().len(), talk.count()), (2, 50));
}

#[tokio::test]
async fn two_identities_never_mix() {
    let api = listener((0..300).map(|_| nothing())).await;
    let tokens = listener([token("first"), token("second")]).await;
    let client = |id: &'static str| {
        let credentials = ClientCredentials::new(id, "secret").token_url(tokens.url());
        quick(Client::builder().base_url(api.url()).auth(credentials).user_agent(id))
    };
    let (one, two) = (client("one"), client("two"));
    one.authenticate().await.unwrap();
    two.authenticate().await.unwrap();
    let clone = one.clone();
    let (mut results, more, others) = tokio::join!(at_once(&one, 100), at_once(&two, 100), at_once(&clone, 100));
    results.extend(more.into_iter().chain(others));
    for result in results {
        result.unwrap();
    }
    for (request, id) in tokens.requests().iter().zip(["one", "two"]) {
        assert!(String::from_utf8_lossy(&request.body).contains(&format!("client_id={id}&")));
    }
    let requests = api.requests();
    for request in &requests {
        let expected = if request.headers("user-agent") == ["one"] { "Bearer first" } else { "Bearer second" };
        assert_eq!(request.headers("authorization"), [expected]);
    }
    assert_eq!((requests.len(), tokens.requests().len()), (300, 2));
}

#[tokio::test]
async fn a_header_of_the_declaration_goes_before_the_credentials_and_needs_no_token() {
    let talk = double().await;
    let client = client(&talk);
    let call = client.call(&AssetsClient::ENDPOINTS[0]);
    let bearer = format!("Bearer {}", talk.access_token());
    call.secret_header("authorization", &bearer).json::<Vec<Value>, Error>().await.unwrap();
    assert!(talk.token_requests().is_empty());
    // Refused, it is not renewed: it is not the client's to renew.
    let call = client.call(&AssetsClient::ENDPOINTS[0]).secret_header("authorization", &"Bearer hunter2");
    let error = call.json::<Vec<Value>, Error>().await.unwrap_err();
    assert_eq!((error.kind(), talk.token_requests().len(), talk.count()), (ErrorKind::Unauthenticated, 0, 2));
    printed(&error);
}
