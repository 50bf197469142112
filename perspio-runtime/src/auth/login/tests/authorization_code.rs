use std::collections::BTreeMap;

use oauth2::{PkceCodeChallenge, PkceCodeVerifier};
use url::Url;

use super::{Answer, Store, TOKEN_URL, World, call, fault, refused, tokens};
use crate::auth::{AuthorizationCode, Login, LoginFault, TokenError};
use crate::error::ErrorKind;

fn settings() -> AuthorizationCode {
    AuthorizationCode::new("the id", "s3cret").token_url(TOKEN_URL)
}

fn query(login: &Login) -> BTreeMap<String, String> {
    Url::parse(login.url()).unwrap().query_pairs().into_owned().collect()
}

/// What the server sends the browser back to.
fn answer(login: &Login, what: &str) -> String {
    format!("http://localhost/?{what}&state={}", query(login)["state"])
}

#[test]
fn the_url_has_what_the_standards_want() {
    let login = settings().start().unwrap();
    assert!(login.url().starts_with(
        "https://login.microsoftonline.com/7d548d61-6361-4a6e-85e6-509e2c05d05e/oauth2/v2.0/authorize?client_id=the+id&"
    ));
    let mut query = query(&login);
    let (state, challenge) = (query.remove("state").unwrap(), query.remove("code_challenge").unwrap());
    // 128 random bits, and a SHA-256, in base64 without padding.
    assert_eq!((state.len(), challenge.len()), (22, 43));
    let rest: Vec<_> = query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let scope = "api://perspiotalk/access_as_user offline_access";
    assert_eq!(
        rest,
        [
            ("client_id", "the id"),
            ("code_challenge_method", "S256"),
            ("redirect_uri", "http://localhost"),
            ("response_mode", "query"),
            ("response_type", "code"),
            ("scope", scope),
        ]
    );
    let other = settings().start().unwrap();
    let other = Url::parse(other.url()).unwrap();
    assert!(other.query_pairs().all(|(_, value)| value != state && value != challenge));
}

#[test]
fn settings_are_the_users() {
    let login = settings()
        .authorize_url("http://127.0.0.1:8/authorize?login_hint=a%40b")
        .redirect_uri("http://localhost:8400/back")
        .scope("")
        .start()
        .unwrap();
    assert!(login.url().starts_with("http://127.0.0.1:8/authorize?login_hint=a%40b&client_id="));
    let query = query(&login);
    assert_eq!((query.get("scope"), query["redirect_uri"].as_str()), (None, "http://localhost:8400/back"));
}

#[test]
fn a_setting_that_cannot_be_used_is_named() {
    for (settings, name) in [
        (AuthorizationCode::new("", "s3cret"), "client_id"),
        (AuthorizationCode::new("id", ""), "client_secret"),
        (AuthorizationCode::public(""), "client_id"),
        (settings().token_url("http://login.test/token"), "token_url"),
        (settings().authorize_url("http://login.test/authorize"), "authorize_url"),
        (settings().authorize_url("https://login.test/#hunter2"), "authorize_url"),
        (settings().authorize_url("https://login.test/?state=hunter2"), "authorize_url"),
        (settings().authorize_url("https://login.test/?a=b&redirect%5Furi=https://hunter2.test"), "authorize_url"),
        (settings().authorize_url("https://login.test/?request_uri=hunter2"), "authorize_url"),
        (settings().authorize_url("https://hunter2@login.test/"), "authorize_url"),
        (settings().redirect_uri("javascript:hunter2"), "redirect_uri"),
        (settings().redirect_uri("java\nscript:hunter2"), "redirect_uri"),
        (settings().redirect_uri("data:text/html,hunter2"), "redirect_uri"),
        (settings().redirect_uri("file:///hunter2"), "redirect_uri"),
        (settings().redirect_uri("https://hunter2@example.test/"), "redirect_uri"),
        (settings().redirect_uri("https://:hunter2@example.test/"), "redirect_uri"),
        (settings().redirect_uri("http://localhost/?state=hunter2"), "redirect_uri"),
        (settings().redirect_uri(" http://localhost/hunter2"), "redirect_uri"),
        (settings().redirect_uri("/back"), "redirect_uri"),
        (settings().redirect_uri("http://example.test/"), "redirect_uri"),
        (settings().redirect_uri("http://localhost/#hunter2"), "redirect_uri"),
    ] {
        let error = settings.start().unwrap_err();
        assert_eq!((error.kind(), error.parameter()), (ErrorKind::Config, Some(name)));
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
    assert_eq!(settings().resume().unwrap_err().parameter(), Some("store"));
    for fine in ["com.example.app:/back", "msal0000://auth", "https://example.test/back?tab=1", "http://[::1]:8400/"] {
        assert!(settings().redirect_uri(fine).start().is_ok(), "{fine}");
    }
}

#[test]
fn redirects_of_others_are_refused() {
    let redirects: [fn(&str) -> String; 9] = [
        |_| String::new(),
        |_| "http://localhost/?code=x".to_owned(),
        |_| "http://localhost/favicon.ico".to_owned(),
        |_| "http://localhost/?code=x&state=".to_owned(),
        |state| format!("http://localhost/?code=x&state={}", &state[1..]),
        |state| format!("http://localhost/?code=x&state={state}x"),
        |state| format!("http://localhost/?code=x&state={state}&state={state}"),
        |state| format!("http://localhost/?code=x#state={state}"),
        |_| "http://localhost/?error=access_denied&state=x".to_owned(),
    ];
    for redirect in redirects {
        let login = settings().start().unwrap();
        let redirect = redirect(&query(&login)["state"]);
        assert!(!login.is_answer(&redirect), "{redirect}");
        assert_eq!(login.finish(&redirect).unwrap_err().fault(), LoginFault::Foreign, "{redirect}");
    }
}

#[test]
fn what_the_server_refuses_is_typed_and_echoes_known_codes_alone() {
    for (what, fault, code) in [
        ("error=access_denied&error_description=hunter2", LoginFault::Denied, Some("access_denied")),
        ("error=invalid_scope", LoginFault::Refused, Some("invalid_scope")),
        ("error=hunter2", LoginFault::Refused, None),
        ("error=", LoginFault::Refused, None),
        ("", LoginFault::Malformed, None),
        ("code=", LoginFault::Malformed, None),
        ("code=hunter2&code=hunter2", LoginFault::Malformed, None),
        ("code=hunter2&error=access_denied", LoginFault::Malformed, None),
        ("error=access_denied&error=access_denied", LoginFault::Malformed, None),
    ] {
        let login = settings().start().unwrap();
        let redirect = answer(&login, what);
        assert!(login.is_answer(&redirect));
        let error = login.finish(&redirect).unwrap_err();
        assert_eq!((error.fault(), error.code()), (fault, code), "{what}");
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}

#[test]
fn the_url_its_path_or_its_query_will_do() {
    for before in ["http://localhost:8400/back?", "/?", "?", "", "  http://localhost/?"] {
        let login = settings().start().unwrap();
        let redirect = format!("{before}state={}&code=a%2Fb&session_state=1#\n", query(&login)["state"]);
        assert_eq!(login.finish(&redirect).unwrap().code().as_ref().unwrap().code.expose(), "a/b");
    }
}

#[tokio::test(start_paused = true)]
async fn the_code_is_exchanged_once_and_then_the_refresh_token_serves() {
    let world = World::new([tokens("a1", Some("r1")), tokens("a2", Some("r2")), tokens("a3", None)]);
    let login = settings().redirect_uri("http://localhost:8400").refresh_scope("more").store(Store(world.clone()));
    let login = login.start().unwrap();
    let challenge = query(&login)["code_challenge"].clone();
    let redirect = answer(&login, "code=c0de");
    let authorizer = world.authorizer(login.finish(&redirect).unwrap());
    for token in ["Bearer a1", "Bearer a2", "Bearer a3"] {
        assert_eq!(call(&authorizer).await.unwrap(), token);
    }
    assert_eq!(
        world.log(),
        [
            "sent code c0de",
            "saved r1",
            "loaded",
            "sent refresh_token r1",
            "saved r2",
            "loaded",
            "sent refresh_token r2"
        ]
    );
    let asked = world.asked.lock().unwrap();
    let form = |index: usize| -> Vec<_> { asked[index].form.keys().map(String::as_str).collect() };
    assert_eq!(form(0), ["client_id", "client_secret", "code", "code_verifier", "grant_type", "redirect_uri"]);
    assert_eq!(asked[0].get("redirect_uri"), Some("http://localhost:8400"));
    let verifier = PkceCodeVerifier::new(asked[0].get("code_verifier").unwrap().to_owned());
    assert_eq!(PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str(), challenge);
    assert_eq!(form(1), ["client_id", "client_secret", "grant_type", "refresh_token", "scope"]);
    assert_eq!((asked[1].get("client_secret"), asked[1].get("scope")), (Some("s3cret"), Some("more")));
    assert_eq!((asked[0].repeatable, asked[1].repeatable), (false, true));
}

#[tokio::test(start_paused = true)]
async fn a_code_that_failed_is_not_sent_again_and_nobody_elses_token_takes_its_place() {
    let world = World::new([refused(503, "")]).storing("of somebody else");
    let login = AuthorizationCode::public("id").token_url(TOKEN_URL).store(Store(world.clone())).start().unwrap();
    let redirect = answer(&login, "code=c0de");
    let authorizer = world.authorizer(login.finish(&redirect).unwrap());
    assert_eq!(call(&authorizer).await.unwrap_err().to_string(), "the token endpoint refuses (503)");
    assert_eq!(fault(&call(&authorizer).await.unwrap_err()), Some(LoginFault::Required));
    assert_eq!(world.log(), ["sent code c0de"]);
    assert_eq!(world.asked.lock().unwrap()[0].get("client_secret"), None);
}

#[tokio::test(start_paused = true)]
async fn a_code_that_the_server_surely_never_acted_on_is_sent_by_the_next_call() {
    let ignored = || Answer(Err(TokenError::refused(None, b"", "cannot be reached", 3).ignored(true)));
    let world = World::new([ignored(), ignored(), tokens("a1", Some("r1"))]);
    let login = settings().store(Store(world.clone())).start().unwrap();
    let redirect = answer(&login, "code=c0de");
    let authorizer = world.authorizer(login.finish(&redirect).unwrap());
    for _ in 0..2 {
        let error = call(&authorizer).await.unwrap_err();
        assert_eq!(error.to_string(), "the token endpoint cannot be reached, after 3 requests");
    }
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a1");
    assert_eq!(world.log(), ["sent code c0de", "sent code c0de", "sent code c0de", "saved r1"]);
}

#[tokio::test(start_paused = true)]
async fn without_a_refresh_token_the_first_access_token_is_the_last() {
    let world = World::new([tokens("a1", None)]).storing("of somebody else");
    let login = settings().store(Store(world.clone())).start().unwrap();
    let redirect = answer(&login, "code=c0de");
    let authorizer = world.authorizer(login.finish(&redirect).unwrap());
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a1");
    let error = call(&authorizer).await.unwrap_err();
    assert_eq!(fault(&error), Some(LoginFault::Required));
    assert!(error.to_string().contains("log in again") && error.source().is_none());
    assert_eq!(world.log(), ["sent code c0de"]);
}

#[test]
fn nothing_secret_is_shown() {
    let login = settings().store(Store(World::new([]))).start().unwrap();
    let (state, redirect) = (query(&login)["state"].clone(), answer(&login, "code=c0de"));
    let verifier = login.verifier.secret().clone();
    let begun = format!("{:?} {login:?}", settings());
    let credentials = login.finish(&redirect).unwrap();
    let finished = format!("{credentials:?}");
    let shown = format!("{begun} {finished} {:?}", crate::auth::Auth::from(credentials));
    let urls = AuthorizationCode::public("id")
        .authorize_url("https://login.test/authorize?key=hunter2")
        .token_url("https://u:hunter2@login.test/hunter2?key=hunter2")
        .redirect_uri("https://example.test/hunter2?key=hunter2");
    let back = settings().redirect_uri("https://example.test/hunter2?key=hunter2").start().unwrap();
    let redirect = answer(&back, "code=c0de");
    let begun = format!("{urls:?} {back:?}");
    let urls = format!("{begun} {:?}", back.finish(&redirect).unwrap());
    assert!(urls.contains("https://login.test") && !urls.contains("hunter2"), "{urls}");
    for secret in ["the id", "s3cret", "c0de", &state, &verifier] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
