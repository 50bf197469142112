//! Every row of the status table that has an answer, over a real socket.

mod common;

use std::time::Duration;

use common::api::Api;
use common::api::{ApiClient, act, play, read, status, to};
use common::{builder, printed};
use perspio_runtime::{Decision, ErrorKind, Reason, Redirect, Why};
use perspio_tests::{Act, Listener, reply};

#[tokio::test]
async fn what_is_expected_is_ok() {
    for expected in [200, 201, 202, 204, 205, 206, 299] {
        let (result, count) = read(vec![status(expected)]).await;
        let response = result.unwrap();
        assert_eq!((response.status().as_u16(), count), (expected, 1));
        assert_eq!(response.attempts()[0].decision(), Decision::Accept);
    }
}

#[tokio::test]
async fn another_2xx_is_unexpected() {
    for (answer, ok) in [(200, true), (201, true), (202, false), (204, false)] {
        let (result, _) = play(vec![status(answer)], async |api| api.narrow().await).await;
        match result {
            Ok(_) => assert!(ok, "{answer}"),
            Err(error) => {
                assert!(!ok && error.kind() == ErrorKind::UnexpectedStatus && error.may_have_been_processed());
            }
        }
    }
}

#[tokio::test]
async fn redirects_are_followed_by_method() {
    for code in [301, 302, 303, 307, 308] {
        let (result, lines) = play(vec![to(code, "/v1/b"), status(200)], async |api| api.read().await).await;
        assert_eq!(result.unwrap().attempts().len(), 2);
        assert_eq!(lines, ["GET /v1/a", "GET /v1/b"]);
    }
    for (code, next) in [(303, "GET /v1/b"), (307, "POST /v1/b"), (308, "POST /v1/b")] {
        let (result, lines) = play(vec![to(code, "/v1/b"), status(200)], async |api| api.act("x").await).await;
        assert!(result.is_ok());
        assert_eq!(lines, ["POST /v1/a", next]);
    }
    for code in [301, 302] {
        let (error, count) = act(vec![to(code, "/v1/b"), status(200)]).await;
        let error = error.unwrap_err();
        assert_eq!((error.kind(), error.location(), count), (ErrorKind::Redirect, Some("/v1/b"), 1));
    }
}

#[tokio::test]
async fn redirects_at_home_take_the_credentials_along() {
    for code in [301, 302, 303, 307, 308] {
        let server = Listener::start([to(code, "/v1/b"), status(200)]).await.unwrap();
        ApiClient::new(common::client(&server.url())).read().await.unwrap();
        for request in server.requests() {
            for (name, value) in [("authorization", "Bearer canary-token"), ("tid", common::SECRETS[2])] {
                assert_eq!(request.headers(name), [value], "{code}");
            }
        }
    }
}

#[tokio::test]
async fn a_redirect_elsewhere_or_of_another_kind_is_an_error() {
    let other = Listener::start([status(200)]).await.unwrap();
    let location = other.url();
    for (code, location) in
        [(302, location.as_str()), (302, "ftp://h/"), (302, ""), (300, "/b"), (304, "/b"), (305, "/b"), (306, "/b")]
    {
        let (error, count) = read(vec![to(code, location), status(200)]).await;
        assert_eq!((error.unwrap_err().kind(), count), (ErrorKind::Redirect, 1), "{code} {location}");
    }
    let (error, count) = read(vec![status(302)]).await;
    assert_eq!((error.unwrap_err().kind(), count), (ErrorKind::Redirect, 1));
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn what_is_declared_secret_stays_on_its_origin_and_out_of_every_text() {
    let other = Listener::start([status(200)]).await.unwrap();
    let server = Listener::start([to(302, &other.url())]).await.unwrap();
    let client = builder(&server.url()).secret_header("x-own", "canary-own").build().unwrap();
    let api = ApiClient::new(client);
    let call = api.secret("canary-given");
    call.await.unwrap();
    let (first, second) = (&server.requests()[0].head, &other.requests()[0].head);
    for secret in ["canary-fixed", "canary-given", "canary-own"] {
        assert!(first.contains(secret) && !second.contains(secret), "{secret}: {second}");
    }
    assert!(first.contains("x-shown: shown") && second.contains("x-shown: shown"));
    assert!(!format!("{:#?} {api:?}", ApiClient::ENDPOINTS).contains("canary"));
}

#[tokio::test]
async fn any_origin_takes_no_secret_along() {
    let other = Listener::start([status(200)]).await.unwrap();
    let server = Listener::start([to(302, &other.url())]).await.unwrap();
    let client = builder(&server.url()).redirect(Redirect::AnyOrigin).header("cookie", "a=canary-cookie").build();
    ApiClient::new(client.unwrap()).read().await.unwrap();
    let first = &server.requests()[0].head;
    let second = &other.requests()[0].head;
    for secret in common::SECRETS.into_iter().chain(["canary-cookie"]) {
        assert!(first.contains(secret) && !second.contains(secret), "{secret}: {second}");
    }
    assert!(!second.to_ascii_lowercase().contains("referer"));
}

#[tokio::test]
async fn what_is_the_clients_fault_is_its_kind_and_is_not_repeated() {
    for code in (400..=499).filter(|code| *code != 429) {
        let kind = match code {
            400 => ErrorKind::BadRequest,
            401 => ErrorKind::Unauthenticated,
            403 => ErrorKind::Forbidden,
            404 => ErrorKind::NotFound,
            405 => ErrorKind::MethodNotAllowed,
            _ => ErrorKind::ClientError,
        };
        let message = r#"{"message":"rate limit exceeded, retry after 1 second"}"#;
        for body in ["", message] {
            let (error, count) = read(vec![reply(code, &[], body)]).await;
            let error = error.unwrap_err();
            assert_eq!((error.kind(), error.reason(), count), (kind, Some(Reason::NotRetryable), 1));
            assert_eq!((error.body().as_ref(), error.may_have_been_processed()), (body.as_bytes(), false));
            assert_eq!(error.message().is_some(), !body.is_empty());
            assert!(!printed(&error).contains("rate limit"), "what a server says is printed only by `message`");
        }
    }
}

#[tokio::test]
async fn a_quota_tells_until_when() {
    let (error, _) = read(vec![reply(403, &[("retry-after", "600")], "")]).await;
    assert_eq!(error.unwrap_err().retry_after(), Some(Duration::from_secs(600)));
}

#[tokio::test]
async fn a_declared_status_is_none() {
    let (found, _) = play(vec![reply(404, &[], "gone")], async |api| api.find().await).await;
    assert_eq!(found.unwrap().into_body(), None);
    let (found, _) = play(vec![reply(200, &[], "7")], async |api| api.find().await).await;
    assert_eq!(found.unwrap().into_body(), Some(7));
}

#[tokio::test]
async fn too_many_requests_waits_as_told_for_every_method() {
    let throttled = || reply(429, &[("retry-after", "1")], "slow down");
    for (result, count) in [read(vec![throttled(), status(200)]).await, act(vec![throttled(), status(200)]).await] {
        let response = result.unwrap();
        assert_eq!(count, 2);
        assert_eq!(response.attempts()[1].why(), Why::RetryAfter);
        let wait = response.attempts()[1].wait();
        assert!(wait >= Duration::from_secs(1) && wait <= Duration::from_millis(1_100), "{wait:?}");
        assert!(response.elapsed() >= wait);
    }
    let (error, count) = act(vec![status(429), status(429), status(429), status(429)]).await;
    let error = error.unwrap_err();
    assert_eq!((error.kind(), error.reason(), count), (ErrorKind::TooManyRequests, Some(Reason::Attempts), 4));
    assert!(!error.may_have_been_processed());
}

#[tokio::test]
async fn a_server_error_is_repeated_where_that_is_declared_safe() {
    for code in [500, 502, 503, 504, 507, 520, 599] {
        let acts = || vec![status(code), status(code), status(200)];
        assert_eq!(read(acts()).await.1, 3, "{code}");
        let (again, lines) = play(acts(), async |api| api.act_again("x").await).await;
        assert_eq!((again.is_ok(), lines.len()), (true, 3));
        let (replaced, lines) = play(acts(), async |api| api.replace("x").await).await;
        assert_eq!((replaced.is_ok(), lines.len()), (true, 3));
        let (error, count) = act(acts()).await;
        let error = error.unwrap_err();
        assert_eq!((error.kind(), error.reason(), count), (ErrorKind::Server, Some(Reason::NotIdempotent), 1));
        assert!(error.may_have_been_processed());
    }
}

#[tokio::test]
async fn a_server_errors_body_is_text_whatever_it_holds() {
    let long = "x".repeat(10 * 1024 * 1024);
    for body in ["down", "<html>", "", "{\"message\":\"m\"}", long.as_str()] {
        let (error, _) = act(vec![reply(503, &[("content-type", "application/json")], body)]).await;
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Server);
        assert!(error.body().len() <= 64 * 1024);
        assert!(error.message().is_none_or(|message| message.to_string().chars().count() <= 1_001));
    }
    let invalid = Act::Send(b"HTTP/1.1 503 S\r\ncontent-length: 2\r\n\r\n\xff\xfe".to_vec());
    assert_eq!(act(vec![invalid]).await.0.unwrap_err().message().unwrap().to_string(), "\u{fffd}\u{fffd}");
}
