//! Clients that are dropped, and runtimes that stand still, while a token is on its way.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::task::yield_now;

use super::{Answer, Store, TOKEN_URL, World, fault, refused, tokens};
use crate::auth::{Auth, AuthorizationCode, DeviceCode, LoginFault};
use crate::error::BoxError;
use crate::time;

/// Asks for a token and drops everything after that time, with answers that take 3 s. Gives what came to be.
async fn dropped_after(seconds: u64, world: &Arc<World>, auth: impl Into<Auth>) -> Vec<String> {
    *world.slow.lock().unwrap() = Duration::from_secs(3);
    let authorizer = world.authorizer(auth);
    let end = time::after(time::now(), Duration::from_secs(seconds));
    assert!(time::until(end, authorizer.credential()).await.is_err());
    drop(authorizer);
    time::sleep(Duration::from_secs(600)).await;
    world.log()
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_that_is_on_its_way_is_saved() {
    let world = World::new([tokens("a1", Some("r1"))]).storing("r0");
    let credentials = AuthorizationCode::public("id").token_url(TOKEN_URL).store(Store(world.clone())).resume();
    assert_eq!(dropped_after(1, &world, credentials.unwrap()).await, ["loaded", "sent refresh_token r0", "saved r1"]);
}

#[tokio::test(start_paused = true)]
async fn so_is_that_of_a_code() {
    let world = World::new([tokens("a1", Some("r1"))]);
    let login = AuthorizationCode::public("id").token_url(TOKEN_URL).store(Store(world.clone())).start().unwrap();
    let state = login.url().split_once("&state=").unwrap().1.split('&').next().unwrap();
    let redirect = format!("code=c0de&state={state}");
    let credentials = login.finish(&redirect).unwrap();
    assert_eq!(dropped_after(1, &world, credentials).await, ["sent code c0de", "saved r1"]);
}

#[tokio::test(start_paused = true)]
async fn a_device_stops_waiting_but_takes_what_is_given() {
    let offer = || {
        let fixed = r#""device_code":"d3vice","user_code":"WXYZ","verification_uri":"https://login.test/device""#;
        Answer::good(format!(r#"{{{fixed},"interval":5}}"#))
    };
    let login = |world: &Arc<World>| {
        let login = DeviceCode::new("id", |_| {}).device_url("https://login.test/device").token_url(TOKEN_URL);
        login.store(Store(world.clone()))
    };
    // The offer comes at 3 s, the first question goes out at 8, its answer comes at 11.
    for (seconds, expected) in [
        (1, vec!["loaded", "asked"]),
        (4, vec!["loaded", "asked"]),
        (9, vec!["loaded", "asked", "sent device_code d3vice", "saved r1"]),
    ] {
        let world = World::new([offer(), tokens("a1", Some("r1"))]);
        assert_eq!(dropped_after(seconds, &world, login(&world)).await, expected, "{seconds}");
    }
    let world = World::new([offer(), refused(400, "authorization_pending")]);
    assert_eq!(dropped_after(9, &world, login(&world)).await, ["loaded", "asked", "sent device_code d3vice"]);
    // What the store has is used up as it is anywhere.
    let world = World::new([tokens("a1", Some("r1"))]).storing("r0");
    assert_eq!(dropped_after(1, &world, login(&world)).await, ["loaded", "sent refresh_token r0", "saved r1"]);
}

/// Begins a fetch on a runtime that nobody drives any more, and asks on another one, to whom the endpoint answers at once.
fn asked_elsewhere(world: &Arc<World>, auth: impl Into<Auth>) -> Result<(), BoxError> {
    let runtime = |paused| Builder::new_current_thread().enable_all().start_paused(paused).build().unwrap();
    let authorizer = world.authorizer(auth);
    *world.slow.lock().unwrap() = Duration::from_secs(3_600);
    let first = runtime(false);
    first.block_on(async {
        tokio::select! {
            biased;
            credential = authorizer.credential() => panic!("{credential:?}"),
            () = async { while !world.log().iter().any(|did| did.starts_with("sent")) { yield_now().await } } => {}
        }
    });
    *world.slow.lock().unwrap() = Duration::ZERO;
    runtime(true).block_on(authorizer.credential()).map(drop)
}

#[test]
fn where_a_runtime_stands_still_a_refresh_token_is_sent_again_and_a_code_is_not() {
    let world = World::new([tokens("lost", Some("lost")), tokens("a1", Some("r1"))]).storing("r0");
    let resumed = AuthorizationCode::public("id").token_url(TOKEN_URL).store(Store(world.clone())).resume();
    asked_elsewhere(&world, resumed.unwrap()).unwrap();
    assert_eq!(world.log()[1..], ["sent refresh_token r0", "loaded", "sent refresh_token r0", "saved r1"]);

    let world = World::new([tokens("lost", Some("lost"))]);
    let login = AuthorizationCode::public("id").token_url(TOKEN_URL).store(Store(world.clone())).start().unwrap();
    let state = login.url().split_once("&state=").unwrap().1.split('&').next().unwrap();
    let redirect = format!("code=c0de&state={state}");
    let error = asked_elsewhere(&world, login.finish(&redirect).unwrap()).unwrap_err();
    assert_eq!((fault(&error), world.log()), (Some(LoginFault::Required), vec!["sent code c0de".to_owned()]));
}
