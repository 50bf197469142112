//! The authorization server, and what the API makes of its tokens.

mod authorize;
mod device;
mod grants;
mod injected;

use url::form_urlencoded::Serializer;

use super::*;

const TOKEN: &str = "/oauth2/v2.0/token";
const AUTHORIZE: &str = "/oauth2/v2.0/authorize";
const DEVICE: &str = "/oauth2/v2.0/devicecode";
const CALLER: [(&str, &str); 2] =
    [("client_id", "client-of-the-double"), ("client_secret", "client-secret-of-the-double")];
const CREDENTIALS: [(&str, &str); 2] = [("grant_type", "client_credentials"), ("scope", "api://perspiotalk/.default")];
const REDIRECT: &str = "http://localhost:7/back";

fn encode(pairs: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

impl Bench {
    /// A form, as it is.
    fn form(&self, path: &str, pairs: &[(&str, &str)]) -> RequestBuilder {
        let request = self.bare(Method::POST, path).header("content-type", "application/x-www-form-urlencoded");
        request.body(encode(pairs))
    }

    /// The answer to a request for tokens with the client's id and secret.
    async fn grant(&self, pairs: &[(&str, &str)]) -> (u16, Value) {
        read(self.form(TOKEN, &[&CALLER, pairs].concat()).send().await.unwrap()).await
    }

    /// A token of the client-credentials flow.
    async fn read_only(&self) -> String {
        text(&self.grant(&CREDENTIALS).await.1, "access_token")
    }

    /// The answer to a browser that is sent to sign in, and where that sends it.
    async fn sign_in(&self, more: &[(&str, &str)]) -> (u16, Option<String>) {
        let usual = [
            ("client_id", "client-of-the-double"),
            ("response_type", "code"),
            ("redirect_uri", REDIRECT),
            ("response_mode", "query"),
            ("scope", "api://perspiotalk/access_as_user"),
            ("state", "a b&c"),
        ];
        let kept = usual.iter().filter(|(name, _)| !more.iter().any(|(other, _)| name == other));
        let pairs: Vec<_> = kept.chain(more).copied().collect();
        let request = self.bare(Method::GET, &format!("{AUTHORIZE}?{}", encode(&pairs)));
        let response = request.send().await.unwrap();
        assert_eq!(header(&response, "cache-control"), Some("no-store"));
        let location = header(&response, "location").map(ToOwned::to_owned);
        (response.status().as_u16(), location)
    }

    /// A code for [`REDIRECT`].
    async fn code(&self, more: &[(&str, &str)]) -> String {
        let (_, location) = self.sign_in(more).await;
        let url = url::Url::parse(&location.unwrap()).unwrap();
        url.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned()
    }

    /// The tokens of a user, from a code.
    async fn user(&self) -> Value {
        let code = self.code(&[]).await;
        let grant = [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", REDIRECT)];
        let (status, tokens) = self.grant(&grant).await;
        assert_eq!(status, 200, "{tokens}");
        tokens
    }

    /// What the API says to this access token.
    async fn with(&self, token: &str, method: Method, path: &str) -> Response {
        let request = self.bare(method, path).bearer_auth(token);
        let request = request.header("ocp-apim-subscription-key", SUBSCRIPTION_KEY).header("tid", TENANT_ID);
        request.body("{}").send().await.unwrap()
    }
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap().to_owned()
}

/// Status and code of a refusal, which is `{"error": .., "error_description": ..}` and nothing else.
fn refusal((status, body): &(u16, Value)) -> (u16, &str) {
    assert!(body.as_object().unwrap().len() == 2 && body["error_description"].is_string(), "{body}");
    (*status, body["error"].as_str().unwrap())
}

#[tokio::test]
async fn an_issued_token_opens_the_api_until_it_is_revoked() {
    let bench = Bench::new().await;
    let tokens = [bench.read_only().await, text(&bench.user().await, "access_token")];
    for token in &tokens {
        assert_eq!(bench.with(token, Method::GET, ASSETS).await.status(), 200);
    }
    bench.talk.revoke_tokens();
    for token in &tokens {
        let refused = bench.with(token, Method::GET, ASSETS).await;
        assert_eq!(header(&refused, "www-authenticate"), Some(r#"Bearer error="invalid_token""#));
        let (status, body) = read(refused).await;
        assert_eq!((status, is_message(&body)), (401, true));
    }
    let token = bench.read_only().await;
    assert_eq!(bench.with(&token, Method::GET, ASSETS).await.status(), 200);
    assert_eq!(bench.get(ASSETS).await.0, 200);
}

#[tokio::test]
async fn a_token_expires_when_it_was_told_to() {
    let bench = Bench::new().await;
    bench.talk.set_token_lifetime(Duration::ZERO);
    let (_, answer) = bench.grant(&CREDENTIALS).await;
    assert_eq!(answer["expires_in"], 0);
    assert_eq!(bench.with(&text(&answer, "access_token"), Method::GET, ASSETS).await.status(), 401);
    bench.talk.set_token_lifetime(Duration::from_millis(20));
    let token = bench.read_only().await;
    crate::time::sleep(Duration::from_millis(30)).await;
    assert_eq!(bench.with(&token, Method::GET, ASSETS).await.status(), 401);
}

#[tokio::test]
async fn a_token_without_a_user_reads_and_does_not_write() {
    let bench = Bench::new().await;
    let id = bench.talk.insert(json!({}));
    let one = format!("{ASSETS}{id}");
    let (reader, writer) = (bench.read_only().await, text(&bench.user().await, "access_token"));
    for method in [Method::GET, Method::HEAD] {
        assert_eq!(bench.with(&reader, method, &one).await.status(), 200);
    }
    for (method, path, usual) in [
        (Method::POST, ASSETS, 201),
        (Method::PATCH, &*one, 200),
        (Method::PUT, &one, 200),
        (Method::DELETE, &one, 204),
    ] {
        let (status, body) = read(bench.with(&reader, method.clone(), path).await).await;
        assert_eq!((status, is_message(&body)), (403, true), "{method}");
        assert_eq!(bench.with(&writer, method, path).await.status(), usual);
    }
}

#[tokio::test]
async fn a_challenge_names_the_token_only_where_it_is_the_fault() {
    let bench = Bench::new().await;
    for (request, challenge) in [
        (bench.bare(Method::GET, ASSETS), "Bearer"),
        (bench.bare(Method::GET, ASSETS).basic_auth("a", Some("b")), "Bearer"),
        (bench.bare(Method::GET, ASSETS).bearer_auth("access-token-of-the-double"), "Bearer"),
        (bench.bare(Method::GET, ASSETS).bearer_auth("other"), r#"Bearer error="invalid_token""#),
    ] {
        let response = request.send().await.unwrap();
        assert_eq!((response.status().as_u16(), header(&response, "www-authenticate")), (401, Some(challenge)));
    }
}

#[tokio::test]
async fn secrets_of_the_api_have_no_business_here() {
    let bench = Bench::new().await;
    let usual = [&CALLER[..], &CREDENTIALS].concat();
    let issued = bench.read_only().await;
    let sent = |path| bench.form(path, &usual);
    for request in [
        sent(TOKEN).header("ocp-apim-subscription-key", "other"),
        sent(DEVICE).header("tid", "other"),
        sent(TOKEN).header("x-note", SUBSCRIPTION_KEY),
        sent(TOKEN).bearer_auth(ACCESS_TOKEN),
        sent(TOKEN).bearer_auth(&issued),
        bench.form(TOKEN, &[&usual[..], &[("tid", TENANT_ID)]].concat()),
        bench.bare(Method::GET, &format!("{AUTHORIZE}?tid={TENANT_ID}")),
        bench.bare(Method::GET, "/oauth2/").header("tid", "other"),
    ] {
        assert_eq!(refusal(&read(request.send().await.unwrap()).await), (400, "invalid_request"));
    }
    let requests = bench.talk.token_requests();
    assert_eq!((requests.len(), requests[1].header("ocp-apim-subscription-key")), (9, Some("other")));
    assert!(requests[1..].iter().all(|request| request.status() == Some(StatusCode::BAD_REQUEST)));
}

#[tokio::test]
async fn requests_are_kept_apart_from_those_to_the_api_and_show_their_forms() {
    let bench = Bench::new().await;
    bench.read_only().await;
    bench.sign_in(&[]).await;
    assert_eq!(bench.get(ASSETS).await.0, 200);
    assert_eq!((bench.talk.count(), bench.talk.requests().len()), (1, 1));

    let requests = bench.talk.token_requests();
    let [token, authorize] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!((token.method(), token.path(), token.status()), ("POST", TOKEN, Some(StatusCode::OK)));
    let form: Vec<_> = token.form();
    let form: Vec<_> = form.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(form, [&CALLER[..], &CREDENTIALS].concat());
    assert_eq!(authorize.status(), Some(StatusCode::FOUND));
    assert!(authorize.query().unwrap().contains("state=a+b%26c"));
    let shown = format!("{requests:?} {:?}", bench.talk);
    assert!(shown.contains("&state") && !shown.contains("of-the-double") && !shown.contains("a+b"), "{shown}");

    bench.talk.clear();
    assert_eq!((bench.talk.count(), bench.talk.token_requests().len()), (0, 0));
}

#[tokio::test]
async fn other_methods_and_other_paths_are_refused() {
    let bench = Bench::new().await;
    for (method, path, allow) in
        [(Method::GET, TOKEN, "POST"), (Method::PUT, DEVICE, "POST"), (Method::POST, AUTHORIZE, "GET")]
    {
        let response = bench.bare(method, path).send().await.unwrap();
        assert_eq!(header(&response, "allow"), Some(allow));
        assert_eq!(refusal(&read(response).await), (405, "invalid_request"), "{path}");
    }
    let nowhere = bench.form("/oauth2/v1.0/token", &CALLER).send().await.unwrap();
    assert_eq!(refusal(&read(nowhere).await), (404, "invalid_request"));
    let long = bench.form(TOKEN, &[("a", &"x".repeat(BOUND))]).send().await.unwrap();
    assert_eq!(refusal(&read(long).await), (413, "invalid_request"));
}
