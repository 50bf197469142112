use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use super::file_store::Folder;
use super::{Store, TOKEN_URL, Warnings, World, call, fault, refused, tokens};
use crate::auth::{AuthorizationCode, Authorizer, LoginFault, RefreshTokenStore, StoreFuture, TokenError};
use crate::error::BoxError;
use crate::secret::Secret;
use crate::time;

fn resumed(world: &Arc<World>) -> Authorizer {
    resumed_from(world, Store(world.clone()))
}

fn resumed_from(world: &Arc<World>, store: impl RefreshTokenStore) -> Authorizer {
    world.authorizer(AuthorizationCode::public("id").token_url(TOKEN_URL).store(store).resume().unwrap())
}

#[tokio::test(start_paused = true)]
async fn each_new_token_is_saved_before_its_access_token_serves_and_no_old_one_is_sent_again() {
    let answers = [tokens("a1", Some("r1")), tokens("a2", None), tokens("a3", Some("r3")), tokens("a4", Some("r4"))];
    let world = World::new(answers).storing("r0");
    let authorizer = resumed(&world);
    for token in ["a1", "a2", "a3", "a4"] {
        world.note(call(&authorizer).await.unwrap());
        assert!(world.log().last().unwrap().ends_with(token));
    }
    let log = world.log();
    assert_eq!(log[..4], ["loaded", "sent refresh_token r0", "saved r1", "Bearer a1"]);
    // Without a new one, the old one is good for another use.
    assert_eq!(log[4..7], ["loaded", "sent refresh_token r1", "Bearer a2"]);
    assert_eq!(log[7..11], ["loaded", "sent refresh_token r1", "saved r3", "Bearer a3"]);
    assert_eq!(log[11..], ["loaded", "sent refresh_token r3", "saved r4", "Bearer a4"]);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_costs_a_warning_and_is_tried_again() {
    let world = World::new([tokens("a1", Some("r1")), tokens("a2", None)]).storing("r0");
    let authorizer = resumed(&world);
    let warnings = Warnings::default();
    // The fetch runs in a task of its own, on this thread.
    let guard = tracing::subscriber::set_default(warnings.clone());
    *world.broken.lock().unwrap() = Some("the disk is full".to_owned());
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a1");
    *world.broken.lock().unwrap() = None;
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a2");
    drop(guard);
    assert_eq!(world.log(), ["loaded", "sent refresh_token r0", "sent refresh_token r1", "saved r1"]);
    let warnings = warnings.0.lock().unwrap();
    assert!(matches!(&**warnings, [one] if one.contains("the disk is full") && !one.contains("r1")), "{warnings:?}");
}

#[tokio::test(start_paused = true)]
async fn a_store_that_tells_a_secret_is_not_quoted() {
    for secret in ["the new one", "the old one", "s3cret", "the id"] {
        let world = World::new([tokens("a1", Some("the new one"))]).storing("the old one");
        let login = AuthorizationCode::new("the id", "s3cret").token_url(TOKEN_URL).store(Store(world.clone()));
        let authorizer = world.authorizer(login.resume().unwrap());
        let warnings = Warnings::default();
        let guard = tracing::subscriber::set_default(warnings.clone());
        *world.broken.lock().unwrap() = Some(format!("cannot write {secret}"));
        assert_eq!(call(&authorizer).await.unwrap(), "Bearer a1");
        drop(guard);
        let warnings = warnings.0.lock().unwrap();
        assert!(matches!(&**warnings, [one] if !one.contains(secret)), "{warnings:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_empty_store_or_a_token_that_is_no_longer_good_want_a_login() {
    let world = World::new([]);
    let authorizer = resumed(&world);
    assert_eq!(fault(&call(&authorizer).await.unwrap_err()), Some(LoginFault::Required));
    assert_eq!(world.log(), ["loaded"]);

    let world = World::new([refused(400, "invalid_grant")]).storing("r0");
    let authorizer = resumed(&world);
    for _ in 0..3 {
        let error = call(&authorizer).await.unwrap_err();
        assert_eq!(fault(&error), Some(LoginFault::Required));
        let text = format!("{error} {error:?}");
        assert!(text.contains("log in again") && !text.contains("hunter2") && !text.contains("r0"), "{text}");
    }
    // The store is asked whether somebody has logged in meanwhile; the server is told nothing it has refused.
    assert_eq!(world.log()[..2], ["loaded", "sent refresh_token r0"]);
    assert_eq!(world.log()[2..], ["loaded"; 5 + 2]);
    *world.stored.lock().unwrap() = Some("r9".to_owned());
    world.answers.lock().unwrap().push_back(tokens("a9", None));
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a9");
}

#[tokio::test(start_paused = true)]
async fn the_refusal_is_the_source_of_the_error() {
    let world = World::new([refused(400, "invalid_grant")]).storing("r0");
    let error = call(&resumed(&world)).await.unwrap_err();
    let source = error.source().unwrap().downcast_ref::<TokenError>().unwrap();
    assert_eq!(source.code(), Some("invalid_grant"));
}

#[tokio::test(start_paused = true)]
async fn what_another_process_was_given_is_used_and_what_it_has_used_up_is_not() {
    let world = World::new([tokens("a1", Some("r1")), tokens("a3", Some("r3"))]).storing("r0");
    let authorizer = resumed(&world);
    call(&authorizer).await.unwrap();
    *world.stored.lock().unwrap() = Some("r2".to_owned());
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a3");
    assert_eq!(world.log()[3..], ["loaded", "sent refresh_token r2", "saved r3"]);
}

#[tokio::test(start_paused = true)]
async fn a_store_that_has_lost_the_token_or_fails_costs_nobody_the_login() {
    let answers = [tokens("a1", Some("r1")), tokens("a2", None), tokens("a3", None)];
    let world = World::new(answers).storing("r0");
    let authorizer = resumed(&world);
    call(&authorizer).await.unwrap();
    *world.stored.lock().unwrap() = None;
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a2");
    *world.locked.lock().unwrap() = true;
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a3");
    assert_eq!(world.log()[3..], ["loaded", "sent refresh_token r1", "loaded", "sent refresh_token r1"]);
}

/// Both are about to renew the same token. The server answers one; that takes a while, and the other is refused.
#[tokio::test(start_paused = true)]
async fn two_clients_on_one_file_refresh_at_the_same_time() {
    for slow in [50, 300, 1_200, 3_000] {
        let answers = [tokens("a1", Some("r1")), refused(400, "invalid_grant")];
        let world = World::new(answers.into_iter().chain([tokens("a2", Some("r2")), tokens("a3", Some("r3"))]));
        let folder = Folder::new();
        folder.store().save(&"r0".into()).await.unwrap();
        let client = || resumed_from(&world, folder.store());
        let (one, other) = (client(), client());
        *world.slow.lock().unwrap() = Duration::from_millis(slow);
        let first = async { one.credential().await.unwrap().unwrap().header };
        let second = async {
            while world.log().is_empty() {
                tokio::task::yield_now().await;
            }
            *world.slow.lock().unwrap() = Duration::ZERO;
            other.credential().await.unwrap().unwrap().header
        };
        let (first, second) = tokio::join!(first, second);
        assert_eq!((first.to_str().unwrap(), second.to_str().unwrap()), ("Bearer a1", "Bearer a2"), "{slow}");
        assert_eq!(call(&one).await.unwrap(), "Bearer a3");
        assert_eq!(world.log(), ["r0", "r0", "r1", "r2"].map(|token| format!("sent refresh_token {token}")));
        assert_eq!(folder.store().load().await.unwrap().unwrap().expose(), "r3");
    }
}

#[tokio::test(start_paused = true)]
async fn an_older_token_in_a_store_that_failed_is_not_sent() {
    let world = World::new([tokens("a1", Some("r1")), refused(400, "invalid_grant")]).storing("r0");
    *world.broken.lock().unwrap() = Some("the disk is full".to_owned());
    let authorizer = resumed(&world);
    call(&authorizer).await.unwrap();
    for _ in 0..2 {
        assert_eq!(fault(&call(&authorizer).await.unwrap_err()), Some(LoginFault::Required));
    }
    assert_eq!(world.log(), ["loaded", "sent refresh_token r0", "sent refresh_token r1"]);
}

#[tokio::test(start_paused = true)]
async fn what_passes_costs_no_login() {
    let answers = [refused(503, ""), refused(401, "invalid_client"), refused(400, "interaction_required")];
    let world = World::new(answers).storing("r0");
    world.answers.lock().unwrap().push_back(tokens("a1", None));
    let authorizer = resumed(&world);
    for (code, wants_login) in [(None, None), (Some("invalid_client"), None), (None, Some(LoginFault::Required))] {
        let error = call(&authorizer).await.unwrap_err();
        assert_eq!(error.downcast_ref::<TokenError>().and_then(TokenError::code), code);
        assert_eq!(fault(&error), wants_login);
    }
    assert_eq!(call(&authorizer).await.unwrap(), "Bearer a1");
    assert_eq!(world.log().iter().filter(|did| *did == "sent refresh_token r0").count(), 4);
}

/// Loads, and never saves, or fails to load.
struct Stuck(Option<&'static str>);

impl RefreshTokenStore for Stuck {
    fn load(&self) -> StoreFuture<'_, Option<Secret>> {
        Box::pin(async { self.0.map(|token| Some(token.into())).ok_or(BoxError::from("locked")) })
    }

    fn save<'a>(&'a self, _: &'a Secret) -> StoreFuture<'a, ()> {
        Box::pin(pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_holds_up_nobody_for_long() {
    let world = World::new([tokens("a1", Some("r1"))]);
    let authorizer = resumed_from(&world, Arc::new(Stuck(Some("r0"))));
    let start = time::now();
    assert!(authorizer.credential().await.is_ok());
    assert_eq!(time::now() - start, Duration::from_secs(10));
    let error = call(&resumed_from(&world, Stuck(None))).await.unwrap_err();
    assert_eq!(error.to_string(), "locked");
}
