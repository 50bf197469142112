//! Each grant, and each reason to refuse one.

use super::*;

#[tokio::test]
async fn client_credentials_give_an_access_token_and_nothing_to_renew_it_with() {
    let bench = Bench::new().await;
    assert_eq!(bench.talk.token_url(), format!("{}{TOKEN}", bench.talk.base_url()));
    assert_eq!(CALLER.map(|(_, value)| value), [bench.talk.client_id(), bench.talk.client_secret()]);
    for number in 1..3 {
        let response = bench.form(TOKEN, &[CALLER, CREDENTIALS].concat()).send().await.unwrap();
        assert_eq!(header(&response, "cache-control"), Some("no-store"));
        assert_eq!(header(&response, "content-type"), Some("application/json"));
        let token = format!("issued-access-token-{number}");
        let answer = json!({ "token_type": "Bearer", "expires_in": 3599, "access_token": token });
        assert_eq!(read(response).await, (200, answer));
    }
}

#[tokio::test]
async fn a_wrong_or_missing_client_is_refused() {
    let bench = Bench::new().await;
    let [id, secret] = CALLER;
    let code = bench.code(&[]).await;
    let grants = [
        CREDENTIALS.to_vec(),
        vec![("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", REDIRECT)],
        vec![("grant_type", "refresh_token"), ("refresh_token", "x")],
    ];
    for grant in &grants {
        for caller in
            [vec![], vec![id], vec![secret], vec![id, ("client_secret", "x")], vec![("client_id", "x"), secret]]
        {
            let response = bench.form(TOKEN, &[caller, grant.clone()].concat()).send().await.unwrap();
            assert_eq!(header(&response, "cache-control"), Some("no-store"));
            assert_eq!(refusal(&read(response).await), (401, "invalid_client"));
        }
    }
    // In `Authorization` it is not seen, and the code is still good.
    let basic = bench.form(TOKEN, &CREDENTIALS).basic_auth(id.1, Some(secret.1)).send().await.unwrap();
    assert_eq!(refusal(&read(basic).await), (401, "invalid_client"));
    assert_eq!(bench.grant(&grants[1]).await.0, 200);
}

#[tokio::test]
async fn parameters_are_there_once() {
    let bench = Bench::new().await;
    let usual = [CALLER, CREDENTIALS].concat();
    for (name, value) in &usual {
        let response = bench.form(TOKEN, &[&usual[..], &[(*name, *value)]].concat()).send().await.unwrap();
        assert_eq!(refusal(&read(response).await), (400, "invalid_request"), "{name}");
    }
    for missing in [
        &[][..],
        &[("scope", "s")],
        &[("grant_type", ""), ("scope", "s")],
        &[("grant_type", "client_credentials")],
        &[("grant_type", "client_credentials"), ("scope", "")],
        &[("grant_type", "authorization_code"), ("code", "c")],
        &[("grant_type", "authorization_code"), ("redirect_uri", REDIRECT)],
        &[("grant_type", "refresh_token"), ("scope", "s")],
        &[("grant_type", "urn:ietf:params:oauth:grant-type:device_code")],
    ] {
        assert_eq!(refusal(&bench.grant(missing).await), (400, "invalid_request"), "{missing:?}");
    }
    for unknown in ["password", "Client_Credentials"] {
        assert_eq!(refusal(&bench.grant(&[("grant_type", unknown)]).await), (400, "unsupported_grant_type"));
    }
}

#[tokio::test]
async fn parameters_are_a_form_in_the_body() {
    let bench = Bench::new().await;
    let body = encode(&[CALLER, CREDENTIALS].concat());
    let in_query = bench.bare(Method::POST, &format!("{TOKEN}?{body}"));
    let in_both = bench.form(&format!("{TOKEN}?a=b"), &[CALLER, CREDENTIALS].concat());
    let with = |kind: &str| bench.bare(Method::POST, TOKEN).header("content-type", kind).body(body.clone());
    for request in [bench.bare(Method::POST, TOKEN).body(body.clone()), with("application/json"), in_query, in_both] {
        assert_eq!(refusal(&read(request.send().await.unwrap()).await), (400, "invalid_request"));
    }
    let fine = with("Application/x-www-form-urlencoded; charset=UTF-8").send().await.unwrap();
    assert_eq!(fine.status(), 200);
}

#[tokio::test]
async fn a_code_gives_the_tokens_of_a_user_once() {
    let bench = Bench::new().await;
    let code = bench.code(&[]).await;
    let grant = [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", REDIRECT)];
    let tokens = json!({
        "token_type": "Bearer",
        "expires_in": 3599,
        "access_token": "issued-access-token-1",
        "refresh_token": "issued-refresh-token-1",
        "id_token": "id-token-of-the-double",
        "scope": "api://perspiotalk/access_as_user",
    });
    assert_eq!(bench.grant(&grant).await, (200, tokens));
    assert_eq!(refusal(&bench.grant(&grant).await), (400, "invalid_grant"));
    let unknown = [grant[0], ("code", "other"), grant[2]];
    assert_eq!(refusal(&bench.grant(&unknown).await), (400, "invalid_grant"));
}

#[tokio::test]
async fn a_code_belongs_to_its_redirect_uri_and_is_spent_by_the_attempt() {
    let bench = Bench::new().await;
    let code = bench.code(&[]).await;
    for redirect_uri in ["http://localhost:7/back/", REDIRECT] {
        let grant = [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", redirect_uri)];
        assert_eq!(refusal(&bench.grant(&grant).await), (400, "invalid_grant"));
    }
}

/// The pair of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: [(&str, &str); 2] =
    [("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), ("code_challenge_method", "S256")];

#[tokio::test]
async fn a_code_with_a_challenge_wants_its_verifier_and_one_without_wants_none() {
    let bench = Bench::new().await;
    let other = VERIFIER.replace('d', "e");
    let short = &VERIFIER[1..];
    let illegal = VERIFIER.replace('-', "+");
    for (challenge, verifier, expected) in [
        (&CHALLENGE[..], Some(VERIFIER), Ok(())),
        (&CHALLENGE, Some(&*other), Err("invalid_grant")),
        (&CHALLENGE, Some(short), Err("invalid_request")),
        (&CHALLENGE, Some(&*illegal), Err("invalid_request")),
        (&CHALLENGE, None, Err("invalid_request")),
        (&[], Some(VERIFIER), Err("invalid_grant")),
        (&[], None, Ok(())),
    ] {
        let code = bench.code(challenge).await;
        let mut grant = vec![("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", REDIRECT)];
        grant.extend(verifier.map(|verifier| ("code_verifier", verifier)));
        let answer = bench.grant(&grant).await;
        match expected {
            Ok(()) => assert_eq!(answer.0, 200, "{answer:?}"),
            Err(error) => assert_eq!(refusal(&answer), (400, error), "{verifier:?}"),
        }
    }
}

#[tokio::test]
async fn a_refresh_token_is_replaced_at_each_use() {
    let bench = Bench::new().await;
    let mut tokens = bench.user().await;
    for scope in [None, Some("api://perspiotalk/all_readwrite offline_access"), None] {
        let old = text(&tokens, "refresh_token");
        let mut grant = vec![("grant_type", "refresh_token"), ("refresh_token", &old)];
        grant.extend(scope.map(|scope| ("scope", scope)));
        let (status, new) = bench.grant(&grant).await;
        assert_eq!((status, &new["scope"]), (200, &json!(scope.unwrap_or("api://perspiotalk/access_as_user"))));
        assert_ne!(new["refresh_token"], tokens["refresh_token"]);
        assert_eq!(refusal(&bench.grant(&grant).await), (400, "invalid_grant"));
        // The access token that it replaces is still good, and the new one is for writing too.
        for token in [&tokens, &new] {
            let made = bench.with(&text(token, "access_token"), Method::POST, ASSETS).await;
            assert_eq!(made.status(), 201);
        }
        tokens = new;
    }
    // What is revoked are access tokens.
    bench.talk.revoke_tokens();
    let last = text(&tokens, "refresh_token");
    assert_eq!(bench.grant(&[("grant_type", "refresh_token"), ("refresh_token", &last)]).await.0, 200);
}
