//! Token endpoints are asked by the same loop as everything else, with a state of its own: neither budget nor gate of the
//! API's calls have a part in it, and none of their headers.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use url::Url;

use crate::auth::{Authorizer, TokenEndpoint, TokenError};
use crate::endpoint::{Endpoint, Method, Part, Redirect};
use crate::error::{Error, ErrorKind};
use crate::execute::{Core, Counters, Settings, execute};
use crate::future::BoxFuture;
use crate::limit::Gate;
use crate::payload::Payload;
use crate::request::{Base, Prepared};
use crate::response::Reading;
use crate::retry::{Budget, Rules};
use crate::time::Time;
use crate::transport::Transport;

/// What may be asked twice: it brings another token, and no more.
const FETCH: Endpoint = Endpoint::new("token", Method::Post, &[Part::Text("/token")]).idempotent(true);
/// What uses something up, such as an authorization code.
const REDEEM: Endpoint = Endpoint::new("token", Method::Post, &[Part::Text("/token")]).idempotent(false);

/// The figures of a fetch: described in [`auth`](crate::auth).
const TIMEOUT: Duration = Duration::from_secs(10);
const DEADLINE: Duration = Duration::from_secs(30);
const RETRY: Rules = Rules {
    attempts: 3,
    base: Duration::from_millis(200),
    cap: Duration::from_secs(2),
    max_wait: Duration::from_secs(5),
    ..Rules::DEFAULT
};
/// The longest answer, in bytes.
const LONGEST: usize = 64 * 1024;

/// One token endpoint.
pub(super) struct Asked {
    core: Core,
    headers: HeaderMap,
}

impl Asked {
    pub(super) fn new(url: &Url, transport: Transport, agent: Option<&HeaderValue>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.extend(agent.map(|agent| (USER_AGENT, agent.clone())));
        let core = Core {
            base: Base { url: url.clone(), prefix: String::new() },
            transport,
            authorizer: Authorizer::Nobody,
            headers: HeaderMap::new(),
            settings: Settings {
                timeout: TIMEOUT,
                deadline: DEADLINE,
                retry: RETRY,
                redirect: Redirect::Never,
                max_redirects: 0,
                insecure_http: false,
                max_body: LONGEST,
                max_error_body: LONGEST,
                max_redirect_body: 0,
                max_head: LONGEST,
            },
            budget: Budget::new(Budget::DEFAULT),
            gate: Gate::new(),
            counters: Counters::default(),
            time: Time::default(),
        };
        Self { core, headers }
    }
}

impl TokenEndpoint for Asked {
    fn post<'a>(&'a self, url: &'a Url, form: Bytes, repeatable: bool) -> BoxFuture<'a, Result<Bytes, TokenError>> {
        let request = Prepared {
            endpoint: if repeatable { &FETCH } else { &REDEEM },
            url: url.clone(),
            headers: self.headers.clone(),
            body: Some(Payload::Bytes(form)),
            reading: Reading::Keep,
        };
        Box::pin(async move {
            match execute(&self.core, &request).await {
                Ok(answer) => Ok(answer.body),
                Err(error) => Err(refused(&error)),
            }
        })
    }
}

/// The error without its body and headers, which may hold anything.
fn refused(error: &Error) -> TokenError {
    let detail = match error.kind() {
        ErrorKind::Connect => "cannot be reached",
        ErrorKind::Tls => "has a certificate that is not trusted",
        ErrorKind::Transport => "broke off its answer",
        ErrorKind::Timeout => "did not answer in time",
        ErrorKind::Redirect => "redirects, which is not followed there",
        ErrorKind::Decode => "answers at too great a length",
        ErrorKind::Server => "fails",
        ErrorKind::TooManyRequests => "has been asked too often",
        _ => "refuses",
    };
    TokenError::refused(error.status(), error.body(), detail, error.attempts().len())
}
