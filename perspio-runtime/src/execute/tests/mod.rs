//! The loop against a scripted transport on a paused clock: exact waits, no sockets.

mod bodies;
mod cancelled;
mod gate;
mod redirects;
mod renewal;
mod retries;
mod streaming;
mod time_limits;
mod urls;

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderValue};
use url::Url;

use super::{Core, Counters, Settings};
use crate::auth::Authorizer;
use crate::client::{Call, Client};
use crate::endpoint::{Endpoint, Method, Part, Redirect};
use crate::error::{Attempt, Error};
use crate::limit::Gate;
use crate::request::{Base, Defaults};
use crate::response::Response;
use crate::retry::{Budget, Rules};
use crate::testing::{Captured, Reply, Script};
use crate::time::Time;

const GET: Endpoint = Endpoint::new("get", Method::Get, &[Part::Text("/a")]);
const POST: Endpoint = Endpoint::new("post", Method::Post, &[Part::Text("/a")]);

/// 2019-06-03T11:00:00Z.
fn wall() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_559_559_600)
}

/// The shared state of a client for `https://api.test/v1` that plays `script`, with full jitter.
fn core(script: &Script) -> Core {
    let mut headers = HeaderMap::new();
    for (name, value) in [("ocp-apim-subscription-key", "the-key"), ("tid", "the-tenant")] {
        let mut value = HeaderValue::from_static(value);
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    headers.insert("x-plain", HeaderValue::from_static("plain"));
    let mut token = HeaderValue::from_static("Bearer the-token");
    token.set_sensitive(true);
    Core {
        base: Base::new(Url::parse("https://api.test/v1").unwrap()).unwrap(),
        transport: script.wire(),
        authorizer: Authorizer::Nobody,
        defaults: Defaults::new(headers, Some(token), None),
        settings: Settings {
            timeout: Duration::from_secs(30),
            deadline: Duration::from_secs(120),
            retry: Rules { attempts: 3, base: Duration::from_millis(50), ..Rules::DEFAULT },
            redirect: Redirect::SameOrigin,
            max_redirects: 10,
            insecure_http: false,
            max_body: 1_024,
            max_error_body: 64,
            max_redirect_body: 16,
            max_head: 1_024,
        },
        budget: Budget::new(Budget::DEFAULT),
        gate: Gate::new(),
        counters: Counters::default(),
        time: Time::fixed(wall, || 1.0),
    }
}

/// A client with that state, a part of it changed.
fn client(script: &Script, change: impl FnOnce(&mut Core)) -> Client {
    let mut core = core(script);
    change(&mut core);
    Client::of(Arc::new(core))
}

/// Looks at the requests so far.
fn seen<T>(script: &Script, look: impl FnOnce(&[Captured]) -> T) -> T {
    look(&script.requests())
}

/// Sends a call that wants no body.
async fn send(call: Call<'_>) -> Result<Response<()>, Error> {
    call.json().await
}

/// The log of a call that ended either way.
fn attempts(result: &Result<Response<()>, Error>) -> &[Attempt] {
    match result {
        Ok(response) => response.attempts(),
        Err(error) => error.attempts(),
    }
}
