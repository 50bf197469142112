//! Whatever a token endpoint answers.

use std::time::Duration;

use perspio_runtime::ErrorKind;
use perspio_runtime::auth::ClientCredentials;
use perspio_runtime::testing::{Inject, json};

use super::*;

#[tokio::test]
async fn no_way_to_write_a_lifetime_makes_a_storm() {
    for written in [
        "",
        r#","expires_in":null"#,
        r#","expires_in":0"#,
        r#","expires_in":-1"#,
        r#","expires_in":"3600""#,
        r#","expires_in":"0""#,
        r#","expires_in":3600.0"#,
        r#","expires_in":0.001"#,
        r#","expires_in":1000000000000000000"#,
        r#","expires_in":-1000000000000000000"#,
        r#","expires_in":1e308"#,
        r#","expires_in":"soon""#,
        r#","expires_in":{}"#,
    ] {
        let talk = double().await;
        let client = client(&talk);
        for _ in 0..20 {
            let good = talk.access_token();
            talk.answer_token_with(format!(r#"{{"token_type":"Bearer","access_token":"{good}"{written}}}"#));
        }
        for _ in 0..20 {
            list(&client).await.unwrap();
        }
        assert_eq!((talk.token_requests().len(), talk.count()), (1, 20), "{written}");
    }
}

#[tokio::test]
async fn a_token_that_ends_is_renewed_with_one_replay() {
    let talk = double().await;
    let client = client(&talk);
    // Said to live 0 s, which counts as 10 s here, and then refused.
    talk.set_token_lifetime(Duration::from_millis(50));
    list(&client).await.unwrap();
    talk.set_token_lifetime(Duration::from_secs(60));
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert_eq!(list(&client).await.unwrap().attempts().len(), 2);
    assert_eq!(list(&client).await.unwrap().attempts().len(), 1);
    assert_eq!(talk.token_requests().len(), 2);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = listener([token("t")]).await;
        let talk = double().await;
        let here = format!("{}/oauth2/elsewhere", talk.base_url());
        for location in [elsewhere.url(), here] {
            talk.inject_token([Inject::Redirect { status, location }]);
            let client = client(&talk);
            let error = list(&client).await.unwrap_err();
            assert!(no_token(&error).contains("redirects"), "{error:?}");
            assert_eq!(token_error(&error).status().map(|status| status.as_u16()), Some(status));
        }
        assert_eq!((elsewhere.connections(), talk.token_requests().len(), talk.count()), (0, 2, 0));
    }
}

#[tokio::test]
async fn what_is_no_token_is_an_auth_error_that_echoes_nothing() {
    let long = format!(r#"{{"access_token":"hunter2","padding":"{}"}}"#, "x".repeat(5 * 1024 * 1024));
    for (body, says) in [
        (json!(""), "what is no token"),
        (json!("<html>hunter2</html>"), "what is no token"),
        (json!(long), "too great a length"),
        (json!({ "error": "invalid_client", "error_description": "hunter2" }), "(200, invalid_client)"),
        (json!({ "error": "hunter2", "access_token": "hunter2" }), "an error, and calls it a success (200)"),
        (json!({ "access_token": "" }), "cannot be sent"),
        (json!({ "access_token": "hunter2\n" }), "cannot be sent"),
        (json!({ "access_token": "hunter2\r\nx-injected: 1" }), "cannot be sent"),
        (json!({ "access_token": "hunter2\u{0}" }), "cannot be sent"),
        (json!({ "access_token": ["hunter2"] }), "without an access token"),
        (json!({ "access_token": "hunter2", "token_type": "mac" }), "no bearer token"),
        (json!([{ "access_token": "hunter2" }]), "without an access token"),
    ] {
        let talk = double().await;
        talk.answer_token_with(body);
        let error = list(&client(&talk)).await.unwrap_err();
        let text = no_token(&error);
        assert!(text.contains(says), "{says}: {text}");
        assert!(!format!("{:?}", token_error(&error)).contains("hunter2"));
        assert_eq!((talk.token_requests().len(), talk.count()), (1, 0), "{says}");
    }
}

#[tokio::test]
async fn a_long_refusal_or_one_without_end_is_read_no_further_than_needed() {
    let long = reply(400, &[], &format!(r#"{{"error":"{}"}}"#, "hunter2".repeat(1024 * 1024)));
    let endless = Act::Endless(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec(), {
        [b"4000\r\n".to_vec(), vec![b' '; 0x4000], b"\r\n".to_vec()].concat()
    });
    for act in [long, endless] {
        let (api, tokens) = (listener([]).await, listener([act]).await);
        let error = list(&quick(listened(&api, &tokens))).await.unwrap_err();
        no_token(&error);
        assert_eq!((tokens.requests().len(), api.connections()), (1, 0));
    }
}

#[tokio::test]
async fn what_breaks_off_is_asked_again_up_to_three_times() {
    for faults in [
        vec![Inject::Status(500), Inject::Cut],
        vec![Inject::CutBody, Inject::Status(503)],
        vec![Inject::Status(502), Inject::Status(599)],
    ] {
        let talk = double().await;
        let client = client(&talk);
        talk.inject_token(faults);
        let answer = list(&client).await.unwrap();
        assert_eq!((answer.attempts().len(), talk.token_requests().len()), (1, 3));
        // The calls' own budget and gate know nothing of it.
        let stats = client.stats();
        assert_eq!((stats.budget(), stats.held_for(), stats.calls(), stats.attempts()), (500, None, 1, 1));
    }
    let talk = double().await;
    talk.inject_token([Inject::Status(500), Inject::Status(500), Inject::Status(500)]);
    let client = client(&talk);
    let error = client.authenticate().await.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "the token endpoint fails (500), after 3 requests");
    assert_eq!((talk.token_requests().len(), client.stats().budget()), (3, 500));
}

#[tokio::test]
async fn a_token_endpoint_that_wants_a_long_wait_is_not_waited_for_and_holds_back_no_call() {
    let talk = double().await;
    let client = client(&talk);
    list(&client).await.unwrap();
    talk.revoke_tokens();
    talk.inject_token([Inject::Throttle { retry_after: Some(Duration::from_secs(60)) }]);
    let error = list(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert_eq!(token_error(&error).to_string(), "the token endpoint has been asked too often (429)");
    assert_eq!(token_error(&error).retry_after(), Some(Duration::from_secs(60)));
    assert_eq!((client.stats().held_for(), client.stats().budget()), (None, 500));
    printed(&error);
    // It said when: nobody asks it before.
    let asked = talk.token_requests().len();
    assert_eq!(list(&client).await.unwrap_err().kind(), ErrorKind::Auth);
    assert_eq!(talk.token_requests().len(), asked);
}

#[tokio::test]
async fn a_token_endpoint_that_cannot_be_reached_is_an_auth_error() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let talk = double().await;
    let credentials = ClientCredentials::new(talk.client_id(), talk.client_secret());
    let credentials = credentials.token_url(format!("http://127.0.0.1:{port}/token"));
    let client = quick(talk.client_builder().auth(credentials));
    let error = list(&client).await.unwrap_err();
    assert!(no_token(&error).contains("the token endpoint cannot be reached, after 3 requests"));
    assert_eq!((talk.count(), client.stats().attempts()), (0, 0));
}

#[test]
fn a_token_url_in_the_clear_is_refused_whatever_is_allowed_for_the_api() {
    for url in ["http://login.test/token", "http://192.0.2.1/token", "ftp://127.0.0.1/", "", "login.test"] {
        let credentials = ClientCredentials::new(CREDENTIALS.0, CREDENTIALS.1).token_url(url);
        let error = Client::builder().auth(credentials).allow_insecure_http().build().unwrap_err();
        assert_eq!((error.kind(), error.parameter()), (ErrorKind::Config, Some("auth")), "{url}");
        printed(&error);
    }
}
