//! What is made to happen at the token endpoint.

use super::*;

#[tokio::test]
async fn injections_reach_the_token_endpoint_and_nothing_else() {
    let bench = Bench::new().await;
    bench.talk.inject_token([
        Inject::Status(503),
        Inject::Throttle { retry_after: Some(Duration::from_secs(2)) },
        Inject::Redirect { status: 307, location: "/oauth2/elsewhere".to_owned() },
        Inject::Delay(Duration::from_millis(20)),
        Inject::Pass,
    ]);
    assert_eq!(bench.talk.pending(), 0);
    assert_eq!(bench.get(ASSETS).await.0, 200);
    assert_eq!(bench.sign_in(&[]).await.0, 302);
    for status in [503, 429, 307, 200, 200] {
        let start = crate::time::now();
        let response = bench.form(TOKEN, &[CALLER, CREDENTIALS].concat()).send().await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(header(&response, "retry-after"), (status == 429).then_some("2"));
        assert_eq!(header(&response, "location"), (status == 307).then_some("/oauth2/elsewhere"));
        if bench.talk.token_requests().len() == 5 {
            assert!(crate::time::now() - start >= Duration::from_millis(20));
        }
    }
    bench.talk.inject([Inject::Status(503)]);
    assert_eq!(bench.read_only().await, "issued-access-token-3");
    assert_eq!(bench.talk.pending(), 1);
}

#[tokio::test]
async fn a_cut_token_request_has_no_effect_and_a_cut_answer_has() {
    let bench = Bench::new().await;
    let refresh = text(&bench.user().await, "refresh_token");
    let grant = [&CALLER[..], &[("grant_type", "refresh_token"), ("refresh_token", &refresh)]].concat();
    bench.talk.inject_token([Inject::Cut, Inject::CutBody]);
    assert!(bench.form(TOKEN, &grant).send().await.is_err());
    let cut = bench.form(TOKEN, &grant).send().await.unwrap();
    assert_eq!(cut.status(), 200);
    assert!(cut.bytes().await.is_err());
    // That answer had the only refresh token in it.
    assert_eq!(refusal(&bench.grant(&grant[2..]).await), (400, "invalid_grant"));
    let statuses: Vec<_> = bench.talk.token_requests()[2..].iter().map(Received::status).collect();
    assert_eq!(statuses, [None, Some(StatusCode::OK), Some(StatusCode::BAD_REQUEST)]);
}

#[tokio::test]
async fn an_answer_can_be_given_byte_for_byte() {
    let bench = Bench::new().await;
    bench.talk.answer_token_with("<html>Sign in</html>");
    bench.talk.inject_token([Inject::Status(500)]);
    bench.talk.answer_token_with(json!({ "token_type": "Bearer", "access_token": "a\nb" }));
    bench.talk.answer_token_with(String::new());
    for (status, body) in [
        (200, "<html>Sign in</html>"),
        (500, "injected server error"),
        (200, r#"{"access_token":"a\nb","token_type":"Bearer"}"#),
        (200, ""),
    ] {
        // Before anything else is looked at: there are no parameters.
        let response = bench.bare(Method::POST, TOKEN).send().await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(response.text().await.unwrap(), body);
    }
    assert_eq!(bench.read_only().await, "issued-access-token-1");
}
