//! The device-code flow.

use super::*;

const GRANT: (&str, &str) = ("grant_type", "urn:ietf:params:oauth:grant-type:device_code");

impl Bench {
    /// What a device without a secret is told.
    async fn start(&self) -> (u16, Value) {
        let pairs = [CALLER[0], ("scope", "api://perspiotalk/access_as_user")];
        read(self.form(DEVICE, &pairs).send().await.unwrap()).await
    }

    /// The answer to the poll of a device without a secret.
    async fn poll(&self, code: &str) -> (u16, Value) {
        let pairs = [CALLER[0], GRANT, ("device_code", code)];
        read(self.form(TOKEN, &pairs).send().await.unwrap()).await
    }

    /// A device code that can be polled at once.
    async fn device(&self) -> String {
        self.talk.set_device_interval(Duration::ZERO);
        text(&self.start().await.1, "device_code")
    }
}

#[tokio::test]
async fn a_device_is_told_where_to_go_and_how_often_to_ask() {
    let bench = Bench::new().await;
    assert_eq!(bench.talk.device_authorization_url(), format!("{}{DEVICE}", bench.talk.base_url()));
    let (status, told) = bench.start().await;
    assert_eq!((status, &told["expires_in"], &told["interval"]), (200, &json!(900), &json!(1)));
    let message = text(&told, "message");
    assert!(message.contains(&text(&told, "user_code")) && message.contains(&text(&told, "verification_uri")));
    assert_eq!(text(&told, "device_code"), "issued-device-code-1");

    for (pairs, refused) in [
        (vec![("scope", "s")], (401, "invalid_client")),
        (vec![("client_id", "other"), ("scope", "s")], (401, "invalid_client")),
        (vec![CALLER[0], ("client_secret", "other"), ("scope", "s")], (401, "invalid_client")),
        (vec![CALLER[0]], (400, "invalid_request")),
        (vec![CALLER[0], ("scope", "s"), ("scope", "s")], (400, "invalid_request")),
    ] {
        let answer = read(bench.form(DEVICE, &pairs).send().await.unwrap()).await;
        assert_eq!(refusal(&answer), refused, "{pairs:?}");
    }
}

#[tokio::test]
async fn a_device_code_is_approved_after_two_polls_and_works_once() {
    let bench = Bench::new().await;
    let code = bench.device().await;
    for _ in 0..2 {
        assert_eq!(refusal(&bench.poll(&code).await), (400, "authorization_pending"));
    }
    let (status, tokens) = bench.poll(&code).await;
    assert_eq!((status, &tokens["scope"]), (200, &json!("api://perspiotalk/access_as_user")));
    assert_eq!(bench.with(&text(&tokens, "access_token"), Method::POST, ASSETS).await.status(), 201);
    for code in [&code, "other"] {
        assert_eq!(refusal(&bench.poll(code).await), (400, "invalid_grant"));
    }
    // The refresh does without a secret too, this one and those after it.
    let mut refresh = text(&tokens, "refresh_token");
    for _ in 0..2 {
        let pairs = [CALLER[0], ("grant_type", "refresh_token"), ("refresh_token", &refresh)];
        let (status, tokens) = read(bench.form(TOKEN, &pairs).send().await.unwrap()).await;
        assert_eq!(status, 200, "{tokens}");
        refresh = text(&tokens, "refresh_token");
    }
}

#[tokio::test]
async fn a_user_can_approve_or_decline() {
    let bench = Bench::new().await;
    let approved = bench.device().await;
    bench.talk.approve_device();
    let declined = bench.device().await;
    bench.talk.decline_device();
    assert_eq!(bench.poll(&approved).await.0, 200);
    for _ in 0..3 {
        assert_eq!(refusal(&bench.poll(&declined).await), (400, "authorization_declined"));
    }
}

#[tokio::test]
async fn polls_that_are_too_fast_or_too_late_are_refused() {
    let bench = Bench::new().await;
    let code = text(&bench.start().await.1, "device_code");
    assert_eq!(refusal(&bench.poll(&code).await), (400, "authorization_pending"));
    bench.talk.approve_device();
    assert_eq!(refusal(&bench.poll(&code).await), (400, "slow_down"));

    bench.talk.set_device_lifetime(Duration::ZERO);
    let code = bench.device().await;
    assert_eq!(refusal(&bench.poll(&code).await), (400, "expired_token"));
}
