//! What the behaviour tests share: a client with recognisable secrets, and a look for them in every error.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod api;

use std::error::Error as _;
use std::time::Duration;

use perspio_runtime::auth::Bearer;
use perspio_runtime::transport::Hyper;
use perspio_runtime::{Client, ClientBuilder, Error, Retry, reqwest};

/// None of these may appear in any text.
pub const SECRETS: [&str; 3] = ["canary-token", "canary-key", "canary-tenant"];

/// Are these the tests that run a second time, over the lean transport?
pub fn over_hyper() -> bool {
    env!("CARGO_CRATE_NAME").starts_with("over_hyper")
}

/// Quick retries, short timeouts.
pub fn builder(url: &str) -> ClientBuilder {
    let builder = Client::builder();
    if over_hyper() { builder.transport(Hyper::new()) } else { builder }
        .base_url(url)
        .auth(Bearer::new(SECRETS[0]))
        .subscription_key(SECRETS[1])
        .tenant_id(SECRETS[2])
        .timeout(Duration::from_millis(500))
        .retry(Retry::new().base(Duration::from_millis(2)).throttle_base(Duration::from_millis(2)))
}

/// The same, over HTTP/2 to a server that is known to speak it.
pub fn http2_builder(url: &str) -> ClientBuilder {
    if over_hyper() {
        builder(url).transport(Hyper::new().http2_only())
    } else {
        builder(url).reqwest(reqwest::ClientBuilder::http2_prior_knowledge)
    }
}

pub fn client(url: &str) -> Client {
    builder(url).build().unwrap()
}

/// All that an error prints, its sources included. Checks that no secret is in it.
pub fn printed(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut next = error.source();
    while let Some(source) = next {
        text.push_str(&format!(" {source} {source:?}"));
        next = source.source();
    }
    for secret in SECRETS {
        assert!(!text.contains(secret), "{text}");
    }
    text
}
