//! The authorization endpoint.

use super::*;

#[tokio::test]
async fn a_browser_is_sent_back_with_a_code_and_the_state() {
    let bench = Bench::new().await;
    assert_eq!(bench.talk.authorize_url(), format!("{}{AUTHORIZE}", bench.talk.base_url()));
    let back = format!("{REDIRECT}?code=issued-code-1&state=a+b%26c");
    assert_eq!(bench.sign_in(&[]).await, (302, Some(back)));
    for (redirect_uri, back) in [
        ("http://localhost", "http://localhost/?code=issued-code-2&state=x"),
        ("http://127.0.0.1:80/a", "http://127.0.0.1/a?code=issued-code-3&state=x"),
        ("http://[::1]:9?b=1", "http://[::1]:9/?b=1&code=issued-code-4&state=x"),
    ] {
        let said = bench.sign_in(&[("redirect_uri", redirect_uri), ("state", "x")]).await;
        assert_eq!(said, (302, Some(back.to_owned())));
    }
}

#[tokio::test]
async fn the_next_request_in_order_can_be_denied() {
    let bench = Bench::new().await;
    bench.talk.deny_authorization();
    assert_eq!(bench.sign_in(&[("scope", "")]).await, (400, None));
    let back = format!("{REDIRECT}?error=access_denied&state=x");
    assert_eq!(bench.sign_in(&[("state", "x")]).await, (302, Some(back)));
    let back = format!("{REDIRECT}?code=issued-code-1&state=x");
    assert_eq!(bench.sign_in(&[("state", "x")]).await, (302, Some(back)));
}

#[tokio::test]
async fn bad_parameters_get_a_page_and_never_a_redirect() {
    let bench = Bench::new().await;
    let hash = "x".repeat(43);
    for bad in [
        &[("client_id", "")][..],
        &[("client_id", "other")],
        &[("response_type", "")],
        &[("response_type", "token")],
        &[("response_mode", "fragment")],
        &[("scope", "")],
        &[("state", "")],
        &[("redirect_uri", "")],
        &[("redirect_uri", "/back")],
        &[("redirect_uri", "https://localhost/")],
        &[("redirect_uri", "http://example.com/")],
        &[("redirect_uri", "http://localhost.example.com/")],
        &[("redirect_uri", "http://192.168.0.1/")],
        &[("redirect_uri", "http://localhost/#")],
        &[("redirect_uri", "http://user@localhost/")],
        &[("code_challenge", &hash)],
        &[("code_challenge", &hash), ("code_challenge_method", "plain")],
        &[("code_challenge", "short"), ("code_challenge_method", "S256")],
        &[("code_challenge_method", "S256")],
        &[("state", "x"), ("state", "x")],
    ] {
        assert_eq!(bench.sign_in(bad).await, (400, None), "{bad:?}");
    }
    let page = bench.bare(Method::GET, AUTHORIZE).send().await.unwrap();
    assert_eq!(header(&page, "content-type"), Some("text/html; charset=utf-8"));
    assert!(page.text().await.unwrap().contains("`client_id` is missing"));
}
