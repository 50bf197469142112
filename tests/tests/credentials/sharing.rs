//! One fetch at a time, for all calls.

use std::time::Duration;

use perspio_runtime::ErrorKind;
use perspio_runtime::testing::Inject;

use super::*;

/// Long enough for 100 calls to be under way before the answer comes.
const WHILE: Duration = Duration::from_millis(300);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_calls_without_a_token_fetch_one() {
    let talk = double().await;
    talk.inject_token([Inject::Delay(WHILE)]);
    for result in at_once(&client(&talk), 100).await {
        result.unwrap();
    }
    assert_eq!((talk.token_requests().len(), talk.count()), (1, 100));
}

/// On one thread all 100 are waiting before the token endpoint is asked.
#[tokio::test]
async fn a_fetch_that_fails_fails_all_who_wait_and_the_next_call_tries_again() {
    let talk = double().await;
    let client = client(&talk);
    talk.inject_token([Inject::Status(400)]);
    for result in at_once(&client, 100).await {
        let error = result.unwrap_err();
        assert!(no_token(&error).contains("the token endpoint refuses (400)"));
        assert!(!error.may_have_been_processed());
    }
    assert_eq!((talk.token_requests().len(), talk.count()), (1, 0));
    list(&client).await.unwrap();
    assert_eq!((talk.token_requests().len(), talk.count()), (2, 1));
}

#[tokio::test]
async fn from_the_second_failure_in_a_row_on_nobody_asks_for_a_while() {
    let talk = double().await;
    let client = client(&talk);
    talk.inject_token([Inject::Status(400), Inject::Status(400)]);
    for _ in 0..20 {
        no_token(&list(&client).await.unwrap_err());
    }
    assert_eq!((talk.token_requests().len(), talk.count()), (2, 0));
}

#[tokio::test]
async fn the_first_caller_may_go_away_during_the_fetch() {
    let talk = double().await;
    let client = client(&talk);
    talk.inject_token([Inject::Delay(WHILE)]);
    let first = tokio::spawn({
        let client = client.clone();
        async move { list(&client).await }
    });
    until(|| talk.token_requests().len() == 1).await;
    let (results, ()) = tokio::join!(at_once(&client, 99), async {
        tokio::task::yield_now().await;
        first.abort();
    });
    for result in results {
        result.unwrap();
    }
    assert!(first.await.unwrap_err().is_cancelled());
    assert_eq!((talk.token_requests().len(), talk.count()), (1, 99));
}

#[tokio::test]
async fn a_fetch_for_which_nobody_waits_any_more_is_not_lost() {
    let talk = double().await;
    let client = client(&talk);
    talk.inject_token([Inject::Delay(Duration::from_millis(20))]);
    let first = tokio::spawn({
        let client = client.clone();
        async move { list(&client).await }
    });
    until(|| talk.token_requests().len() == 1).await;
    first.abort();
    until(|| talk.token_requests()[0].status().is_some()).await;
    list(&client).await.unwrap();
    assert_eq!((talk.token_requests().len(), talk.count()), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_refusals_of_one_token_renew_it_once() {
    let talk = double().await;
    let client = client(&talk);
    list(&client).await.unwrap();
    talk.revoke_tokens();
    talk.inject((0..100).map(|_| Inject::Delay(WHILE)));
    for result in at_once(&client, 100).await {
        let answer = result.unwrap();
        assert_eq!(answer.attempts().len(), 2);
    }
    assert_eq!((talk.token_requests().len(), talk.count()), (2, 201));
}

#[tokio::test]
async fn a_second_refusal_is_not_authenticated() {
    let talk = double().await;
    let client = client(&talk);
    // Refused from the start.
    talk.set_token_lifetime(Duration::ZERO);
    let error = list(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::Unauthenticated, 2));
    assert_eq!((talk.token_requests().len(), talk.count()), (2, 2));
    printed(&error);
    talk.set_token_lifetime(Duration::from_secs(60));
    list(&client).await.unwrap();
}

#[tokio::test]
async fn a_refused_token_that_cannot_be_renewed_is_an_auth_error_with_the_refusal() {
    let talk = double().await;
    let client = client(&talk);
    list(&client).await.unwrap();
    talk.revoke_tokens();
    talk.inject_token([Inject::Status(400)]);
    let error = list(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::Auth, 1));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    printed(&error);
    list(&client).await.unwrap();
    assert_eq!(talk.token_requests().len(), 3);
}

#[tokio::test]
async fn a_call_that_waits_is_done_by_its_deadline_and_the_fetch_goes_on() {
    let talk = double().await;
    let client = client(&talk);
    talk.inject_token([Inject::Delay(WHILE)]);
    let error = assets(&client).hurried().await.unwrap_err();
    assert_eq!((error.kind(), error.is_timeout(), talk.count()), (ErrorKind::Timeout, true, 0));
    assert!(error.elapsed() < WHILE, "{error}");
    assert!(error.to_string().contains("the deadline passed before the token endpoint gave a token"), "{error}");
    list(&client).await.unwrap();
    assert_eq!(talk.token_requests().len(), 1);
}

#[tokio::test]
async fn a_client_authenticates_before_its_first_call() {
    let talk = double().await;
    let client = client(&talk);
    talk.inject_token([Inject::Status(400)]);
    let error = client.authenticate().await.unwrap_err();
    no_token(&error);
    assert_eq!(token_error(&error).status().map(|status| status.as_u16()), Some(400));
    client.authenticate().await.unwrap();
    client.authenticate().await.unwrap();
    assert_eq!((talk.token_requests().len(), talk.count()), (2, 0));
    list(&client).await.unwrap();
    assert_eq!((talk.token_requests().len(), talk.count(), client.stats().calls()), (2, 1, 1));
}
