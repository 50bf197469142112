//! What each injection does.

use super::*;

#[tokio::test]
async fn injected_answers_come_one_each_in_order_before_the_credentials() {
    let bench = Bench::new().await;
    bench.talk.inject([Inject::Status(503), Inject::Status(418), Inject::Status(204)]);
    bench.talk.inject([Inject::Status(302), Inject::Status(600), Inject::Pass, Inject::Status(99)]);
    let mut answers = Vec::new();
    for left in (0..7).rev() {
        let response = bench.bare(Method::GET, ASSETS).send().await.unwrap();
        let kind = header(&response, "content-type").map(ToOwned::to_owned);
        let (status, body) = read(response).await;
        match status {
            400..=499 => assert!(is_message(&body) && kind.as_deref() == Some("application/json")),
            500..=599 => assert!(body.is_string() && kind.as_deref() == Some("text/plain; charset=utf-8")),
            _ => assert_eq!((body, kind), (Value::Null, None)),
        }
        answers.push(status);
        assert_eq!(bench.talk.pending(), left);
    }
    assert_eq!(answers, [503, 418, 204, 302, 600, 401, 500]);
    assert_eq!(bench.get(ASSETS).await.0, 200);
}

#[tokio::test]
async fn a_throttle_says_how_long_in_whole_seconds() {
    let bench = Bench::new().await;
    for (wait, said) in [
        (None, None),
        (Some(Duration::ZERO), Some("0")),
        (Some(Duration::from_secs(3)), Some("3")),
        (Some(Duration::from_millis(1_001)), Some("2")),
        (Some(Duration::MAX), Some("18446744073709551615")),
    ] {
        bench.talk.inject([Inject::Throttle { retry_after: wait }]);
        let response = bench.request(Method::GET, ASSETS).send().await.unwrap();
        assert_eq!(header(&response, "retry-after"), said);
        let (status, body) = read(response).await;
        assert_eq!((status, is_message(&body)), (429, true));
    }
}

#[tokio::test]
async fn a_redirect_says_where() {
    let bench = Bench::new().await;
    for (status, location, said) in [(307, "/b?c", Some("/b?c")), (301, "", Some("")), (308, "a\nb", None)] {
        bench.talk.inject([Inject::Redirect { status, location: location.to_owned() }]);
        let response = bench.request(Method::GET, ASSETS).send().await.unwrap();
        assert_eq!((response.status().as_u16(), header(&response, "location")), (status, said));
    }
}

#[tokio::test]
async fn a_cut_has_no_answer_and_no_effect() {
    let bench = Bench::new().await;
    bench.talk.inject([Inject::Pass, Inject::Cut]);
    // Over a connection that was used before, and one that was not.
    assert_eq!(bench.get(ASSETS).await.0, 200);
    for _ in 0..2 {
        let error = bench.request(Method::POST, ASSETS).body("{}").send().await.unwrap_err();
        assert!(error.is_request() && !error.is_connect(), "{error:?}");
        bench.talk.inject([Inject::Cut]);
    }
    assert_eq!(
        bench.talk.requests().iter().map(Received::status).collect::<Vec<_>>(),
        [Some(StatusCode::OK), None, None]
    );
    assert!(bench.request(Method::GET, ASSETS).send().await.is_err());
    assert_eq!(bench.get(ASSETS).await, (200, json!([])));
}

#[tokio::test]
async fn a_cut_after_the_work_has_no_answer_but_an_effect() {
    let bench = Bench::new().await;
    bench.talk.inject([Inject::CutAfterWork]);
    assert!(bench.request(Method::POST, ASSETS).body("{}").send().await.is_err());
    assert_eq!(bench.talk.requests()[0].status(), None);
    assert_eq!(bench.get(ASSETS).await, (200, json!([{ "id": "IN-000001" }])));
}

#[tokio::test]
async fn a_cut_body_promises_more_than_it_sends() {
    let bench = Bench::new().await;
    bench.talk.inject([Inject::CutBody]);
    let mut made = bench.request(Method::POST, ASSETS).body(r#"{"name":"a"}"#).send().await.unwrap();
    let whole = r#"{"id":"IN-000001","name":"a"}"#;
    assert_eq!((made.status().as_u16(), made.content_length()), (201, Some(whole.len() as u64)));
    assert_eq!(made.chunk().await.unwrap().unwrap(), whole[..whole.len() / 2]);
    assert!(made.chunk().await.is_err());
    assert_eq!(bench.talk.requests()[0].status(), Some(StatusCode::CREATED));
    // It took effect.
    assert_eq!(bench.get(ASSETS).await.1.as_array().unwrap().len(), 1);
    for (method, path) in [(Method::HEAD, ASSETS), (Method::DELETE, "/assets/v3/IN-000001")] {
        bench.talk.inject([Inject::CutBody]);
        assert!(bench.request(method, path).send().await.is_err());
    }
    assert_eq!(bench.get(ASSETS).await, (200, json!([])));
}

#[tokio::test]
async fn a_delay_takes_effect_at_once_and_answers_later() {
    let bench = Bench::new().await;
    bench.talk.inject([Inject::Delay(Duration::from_millis(100)), Inject::Delay(Duration::from_secs(60))]);
    let start = crate::time::now();
    assert_eq!(bench.send(Method::POST, ASSETS, "{}").await.0, 201);
    assert!(crate::time::now() - start >= Duration::from_millis(100));

    let patience = Duration::from_millis(200);
    let error = bench.request(Method::POST, ASSETS).body("{}").timeout(patience).send().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(bench.talk.requests().last().unwrap().status(), None);
    assert_eq!(bench.get(ASSETS).await.1.as_array().unwrap().len(), 2);
}
