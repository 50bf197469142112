use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::{Answer, Store, TOKEN_URL, World, call, fault, refused, tokens};
use crate::auth::{Auth, Authorizer, DeviceCode, LoginFault, TokenError};
use crate::error::BoxError;
use crate::time::{self, Time};

/// 12 minutes to log in, with 7 s between questions.
fn offer() -> Answer {
    offer_with(r#""expires_in":720,"interval":7,"message":"Open\u001b[2J it""#)
}

fn offer_with(rest: &str) -> Answer {
    let fixed = r#""device_code":"d3vice","user_code":"WXYZ","verification_uri":"https://login.test/device""#;
    Answer::good(format!("{{{fixed},{rest}}}"))
}

type Shown = Arc<Mutex<Vec<String>>>;

fn login(shown: &Shown) -> DeviceCode {
    let shown = shown.clone();
    let show = move |prompt: &crate::auth::DevicePrompt| {
        let (page, code, message) = (prompt.verification_uri(), prompt.user_code(), prompt.message());
        assert!(!format!("{prompt:?}").contains(code));
        let text = format!("{page} {code} {message:?} {:?}", prompt.expires_in());
        shown.lock().unwrap().push(text);
    };
    DeviceCode::new("id", show).device_url("https://login.test/device").token_url(TOKEN_URL)
}

fn authorizer(world: &Arc<World>) -> Authorizer {
    world.authorizer(login(&Shown::default()))
}

/// The seconds between the questions, and whether the last answer brought a token.
async fn waits(answers: impl IntoIterator<Item = Answer>) -> (Vec<u64>, Result<(), BoxError>) {
    let world = World::new(answers);
    let outcome = authorizer(&world).credential().await.map(drop);
    let asked = world.asked.lock().unwrap();
    assert!(asked[1..].iter().all(|asked| asked.path == "/token" && !asked.repeatable));
    (asked.windows(2).map(|pair| (pair[1].at - pair[0].at).as_secs()).collect(), outcome)
}

fn pending() -> Answer {
    refused(400, "authorization_pending")
}

#[tokio::test(start_paused = true)]
async fn somebody_logs_in_and_then_the_refresh_token_serves() {
    let world = World::new([offer(), pending(), tokens("a1", Some("r1")), tokens("a2", Some("r2"))]);
    let shown = Shown::default();
    let authorizer = world.authorizer(login(&shown).client_secret("s3cret").store(Store(world.clone())));
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a1");
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a2");
    assert_eq!(*shown.lock().unwrap(), [r#"https://login.test/device WXYZ Some("Open[2J it") 720s"#]);
    assert_eq!(
        world.log(),
        [
            "loaded",
            "asked",
            "sent device_code d3vice",
            "sent device_code d3vice",
            "saved r1",
            "loaded",
            "sent refresh_token r1",
            "saved r2"
        ]
    );
    let asked = world.asked.lock().unwrap();
    assert_eq!((asked[0].path.as_str(), asked[0].get("client_id")), ("/device", Some("id")));
    assert_eq!(asked[0].get("scope"), Some("api://perspiotalk/access_as_user offline_access"));
    assert_eq!(asked[1].get("grant_type"), Some("urn:ietf:params:oauth:grant-type:device_code"));
    assert!(asked.iter().all(|asked| asked.get("client_secret") == Some("s3cret")));
}

#[tokio::test(start_paused = true)]
async fn it_asks_as_often_as_it_is_told() {
    let slow = || refused(400, "slow_down");
    let good = || tokens("a", None);
    let told = [offer(), pending(), slow(), pending(), slow(), pending(), good()];
    assert_eq!(waits(told).await.0, [7, 7, 12, 12, 17, 17]);
    // 5 s if it says nothing; 1 s if it says less. Codes of an answer that calls itself a success count as well.
    let pending_as_success = Answer::good(r#"{"error":"authorization_pending"}"#);
    assert_eq!(waits([offer_with(r#""expires_in":720"#), pending_as_success, good()]).await.0, [5, 5]);
    for interval in [r#""interval":0"#, r#""interval":-3"#, r#""interval":"0.2""#] {
        assert_eq!(waits([offer_with(interval), pending(), good()]).await.0, [1, 1]);
    }
    // What passes doubles it, up to a minute.
    let silent = || Answer(Err(TokenError::refused(None, b"", "did not answer in time", 1)));
    let faults = [offer(), silent(), refused(500, ""), refused(429, ""), silent(), silent(), pending(), good()];
    assert_eq!(waits(faults).await.0, [7, 14, 28, 56, 60, 60, 60]);
}

#[tokio::test(start_paused = true)]
async fn a_code_that_expires_is_not_asked_for_any_more() {
    // At 5 and 10 s; the next question would come at 15.
    let short = r#""expires_in":15"#;
    let (seconds, outcome) = waits([offer_with(short), pending(), pending()]).await;
    assert_eq!((seconds, fault(&outcome.unwrap_err())), (vec![5, 5], Some(LoginFault::Expired)));
    let (seconds, outcome) = waits([offer_with(r#""expires_in":15.5"#), pending(), pending(), pending()]).await;
    assert_eq!((seconds, fault(&outcome.unwrap_err())), (vec![5, 5, 5], Some(LoginFault::Expired)));
    for lifetime in [r#""expires_in":0"#, r#""interval":1e300"#] {
        let start = time::now();
        let (_, outcome) = waits([offer_with(lifetime)]).await;
        assert_eq!((fault(&outcome.unwrap_err()), time::now()), (Some(LoginFault::Expired), start));
    }
}

#[tokio::test(start_paused = true)]
async fn refusals_are_typed() {
    for (code, expected) in [
        ("access_denied", Some(LoginFault::Denied)),
        ("authorization_declined", Some(LoginFault::Denied)),
        ("expired_token", Some(LoginFault::Expired)),
        ("invalid_client", None),
        ("hunter2", None),
    ] {
        let error = waits([offer(), refused(400, code)]).await.1.unwrap_err();
        assert_eq!(fault(&error), expected, "{code}");
        let text = format!("{error} {error:?}");
        assert!(!text.contains("hunter2") && !text.contains("d3vice"), "{text}");
        assert_eq!(error.downcast_ref::<TokenError>().is_some(), expected.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_no_offer_is_an_error_that_echoes_nothing() {
    for body in [
        "hunter2",
        "{}",
        r#"{"device_code":"hunter2","user_code":"hunter2"}"#,
        r#"{"device_code":"hunter2","user_code":"","verification_uri":"https://login.test/"}"#,
        r#"{"device_code":"hunter2","user_code":"A","verification_uri":"file:///hunter2"}"#,
        r#"{"device_code":"hunter2","user_code":"A","verification_uri":"http://login.test/"}"#,
        r#"{"device_code":"hunter2","user_code":"\u202e","verification_uri":"https://login.test/"}"#,
        r#"{"device_code":"hunter2","user_code":"A","verification_uri":"https://login.test@hunter2.test/"}"#,
        r#"{"device_code":7,"user_code":"A","verification_uri":"https://login.test/"}"#,
    ] {
        let error = waits([Answer::good(body)]).await.1.unwrap_err();
        assert!(error.is::<TokenError>() && !format!("{error} {error:?}").contains("hunter2"), "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_what_it_looks_like_is_not_shown() {
    let prompt = r#""user_code":"A\u202eB\u200bC\u2066","message":"go\u2028 \u202dthere\u001b","interval":1"#;
    let page = r#""verification_uri":"https://l\u043egin.test/\u202edevice","device_code":"d""#;
    let world = World::new([Answer::good(format!("{{{prompt},{page}}}")), tokens("a", None)]);
    let shown = Shown::default();
    call(&world.authorizer(login(&shown))).await.unwrap();
    let expected = r#"https://xn--lgin-55d.test/%E2%80%AEdevice ABC Some("go there") 900s"#;
    assert_eq!(*shown.lock().unwrap(), [expected]);
}

#[tokio::test(start_paused = true)]
async fn a_token_lives_from_when_it_was_given_and_not_from_when_the_login_began() {
    let pending = std::iter::repeat_with(pending).take(10);
    let world = World::new([offer()].into_iter().chain(pending).chain([tokens("a1", None)]));
    let authorizer = authorizer(&world);
    authorizer.credential().await.unwrap();
    // 77 s have gone by, the token lives for 10 s; there is no other answer.
    time::sleep(Duration::from_secs(1)).await;
    assert_eq!(authorizer.credential().await.unwrap().unwrap().header, "Bearer a1");
}

#[tokio::test(start_paused = true)]
async fn a_short_life_after_a_long_login_is_not_renewed_at_once_and_never_with_a_prompt() {
    let short = || Answer::good(r#"{"token_type":"Bearer","access_token":"a1","expires_in":60}"#);
    let pending = std::iter::repeat_with(pending).take(80);
    let world = World::new([offer()].into_iter().chain(pending).chain([short(), offer(), tokens("a2", None)]));
    let shown = Shown::default();
    let authorizer = world.authorizer(login(&shown).store(Store(world.clone())));
    let header = async || authorizer.credential().await.unwrap().unwrap().header;
    header().await;
    // Served to its end, for 59 s in all, most of the last 12 with a look for something better.
    for _ in 0..59 {
        time::sleep(Duration::from_secs(1)).await;
        assert_eq!(header().await, "Bearer a1");
    }
    assert_eq!((shown.lock().unwrap().len(), world.asked.lock().unwrap().len()), (1, 82));
    // And then somebody who calls is asked at once.
    time::sleep(Duration::from_secs(1)).await;
    assert_eq!((header().await.to_str().unwrap(), shown.lock().unwrap().len()), ("Bearer a2", 2));
}

#[tokio::test(start_paused = true)]
async fn without_a_good_refresh_token_somebody_is_asked_again() {
    let logs_in = || [offer(), tokens("a", None)];
    let answers = [refused(400, "invalid_grant")].into_iter().chain(logs_in()).chain(logs_in());
    let world = World::new(answers).storing("r0");
    let shown = Shown::default();
    let authorizer = world.authorizer(login(&shown).store(Store(world.clone())));
    call(&authorizer).await.unwrap();
    // The login brought no refresh token; the one in the store may be of another.
    *world.stored.lock().unwrap() = Some("of somebody else".to_owned());
    time::sleep(Duration::from_secs(60)).await;
    call(&authorizer).await.unwrap();
    assert_eq!(shown.lock().unwrap().len(), 2);
    assert!(!world.log().contains(&"sent refresh_token of somebody else".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a_login_anew_leaves_alone_what_the_store_has() {
    let world = World::new([offer(), tokens("a1", Some("r1"))]).storing("of somebody else");
    let authorizer = world.authorizer(login(&Shown::default()).store(Store(world.clone())).anew());
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a1");
    assert_eq!(world.log(), ["asked", "sent device_code d3vice", "saved r1"]);
}

#[test]
fn settings_are_checked_and_nothing_secret_is_shown() {
    let login = || login(&Shown::default());
    for (code, says) in [
        (DeviceCode::new("", |_| {}), "empty client id"),
        (login().client_secret(""), "empty client secret"),
        (login().device_url("http://login.test/device"), "device URL"),
        (login().token_url("ftp://127.0.0.1/"), "token URL"),
    ] {
        let refused = Authorizer::new(code.into(), Time::default(), |_| unreachable!()).unwrap_err();
        assert!(refused.to_string().contains(says), "{refused}");
    }
    let code = DeviceCode::new("the id", |_| {}).client_secret("s3cret").store(Store(World::new([])));
    let code = code.device_url("https://login.test/d?key=s3cret").token_url("https://login.test/s3cret");
    let shown = [format!("{code:?}"), format!("{:?}", Auth::from(code))].concat();
    assert!(!shown.contains("s3cret") && !shown.contains("the id"), "{shown}");
}
