//! The authorization server: what it knows, and which of its endpoints answers. No I/O, and no clock: every answer is
//! told what time it is.

mod authorize;
mod control;
mod device;
mod form;
mod grants;
mod refusal;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, Response, StatusCode};

use super::inject::{Action, Inject};
use super::received::Received;
use super::rules::{json_reply, only, reply};
use super::{ACCESS_TOKEN, SUBSCRIPTION_KEY, TENANT_ID};
use crate::secret;
use crate::time::{self, Instant};
use authorize::Code;
use device::{Device, DeviceTimes};
use form::Form;
use grants::Renewal;
use refusal::{Refusal, page};

const TOKEN: &str = "/oauth2/v2.0/token";
const AUTHORIZE: &str = "/oauth2/v2.0/authorize";
const DEVICE: &str = "/oauth2/v2.0/devicecode";

/// What every issued access token begins with.
const ISSUED: &str = "issued-access-token-";

/// How long an access token lives unless told otherwise, as the vendor's sample shows it.
const LIFETIME: Duration = Duration::from_secs(3599);

/// Is it a request for the authorization server?
pub(super) fn is_for(path: &str) -> bool {
    path.starts_with("/oauth2/")
}

/// Where its endpoints are.
#[derive(Debug)]
pub(super) struct Urls {
    token: String,
    authorize: String,
    device: String,
}

impl Urls {
    pub(super) fn below(base_url: &str) -> Self {
        let url = |path| format!("{base_url}{path}");
        Self { token: url(TOKEN), authorize: url(AUTHORIZE), device: url(DEVICE) }
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }
}

/// What an access token allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rights {
    Read,
    ReadWrite,
}

/// What is to happen to a request to the token endpoint.
#[derive(Debug)]
enum Planned {
    Inject(Inject),
    /// This body with 200.
    Body(Bytes),
}

/// All that was issued and is still good, and what was asked for.
#[derive(Debug)]
pub(super) struct Tokens {
    plan: VecDeque<Planned>,
    lifetime: Duration,
    device_times: DeviceTimes,
    deny: bool,
    access: BTreeMap<String, Access>,
    refresh: BTreeMap<String, Renewal>,
    codes: BTreeMap<String, Code>,
    devices: BTreeMap<String, Device>,
    given: Given,
}

/// How many there were of each; the number of the last.
#[derive(Debug, Default)]
struct Given {
    access: u64,
    refresh: u64,
    codes: u64,
    devices: u64,
}

/// An access token that was issued.
#[derive(Debug)]
struct Access {
    rights: Rights,
    /// No longer good from here on.
    expires: Instant,
}

impl Default for Tokens {
    fn default() -> Self {
        Self {
            plan: VecDeque::new(),
            lifetime: LIFETIME,
            device_times: DeviceTimes::default(),
            deny: false,
            access: BTreeMap::new(),
            refresh: BTreeMap::new(),
            codes: BTreeMap::new(),
            devices: BTreeMap::new(),
            given: Given::default(),
        }
    }
}

impl Tokens {
    /// What this bearer allows; `None` if it is good for nothing.
    pub(super) fn rights(&self, token: &str, now: Instant) -> Option<Rights> {
        if token == ACCESS_TOKEN {
            return Some(Rights::ReadWrite);
        }
        self.access.get(token).filter(|access| now < access.expires).map(|access| access.rights)
    }

    /// How long things last that are issued from now on.
    pub(super) fn lifetimes(&self) -> [(&'static str, Duration); 4] {
        [
            ("Access tokens live", self.lifetime),
            ("Authorization codes live", authorize::CODE_LIFETIME),
            ("Device codes live", self.device_times.lifetime),
            ("Between polls of a device code", self.device_times.interval),
        ]
    }

    /// Takes a request in and says what to do about it. `whole` says whether all of its body was read.
    pub(super) fn receive(&mut self, request: &Received, whole: bool, now: Instant) -> Action {
        let planned = if request.path() == TOKEN { self.plan.pop_front() } else { None };
        let inject = match planned {
            Some(Planned::Body(body)) => {
                let reply = reply(StatusCode::OK, "application/json", body);
                let action = Inject::Pass.act(|| not_stored(reply));
                return Action { fault: Some("an injected body".to_owned()), ..action };
            }
            Some(Planned::Inject(inject)) => inject,
            None => Inject::Pass,
        };
        inject.act(|| not_stored(self.answer(request, whole, now)))
    }

    fn answer(&mut self, request: &Received, whole: bool, now: Instant) -> Response<Bytes> {
        let allow = match request.path() {
            _ if leaks(request) => return Refusal::invalid_request("a secret of the API came here").reply(),
            TOKEN | DEVICE => "POST",
            AUTHORIZE => "GET",
            _ => return Refusal::new(StatusCode::NOT_FOUND, "invalid_request", "no such endpoint").reply(),
        };
        if request.method() != allow {
            let text = "the endpoint does not take this method";
            let mut reply = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "invalid_request", text).reply();
            reply.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
            return reply;
        }
        if !whole {
            let text = "the body is longer than 1 MiB";
            return Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "invalid_request", text).reply();
        }
        if request.path() == AUTHORIZE {
            let answer = Form::of_query(request.query()).and_then(|form| self.authorize(&form, now));
            return answer.unwrap_or_else(|refusal| page(&refusal));
        }
        let answer = Form::of_body(request).and_then(|form| match request.path() {
            DEVICE => self.start_device(&form, now),
            _ => self.grant(&form, now),
        });
        answer.map_or_else(|refusal| refusal.reply(), |value| json_reply(StatusCode::OK, &value))
    }

    /// A new access token.
    fn issue(&mut self, rights: Rights, now: Instant) -> String {
        let token = next(ISSUED, &mut self.given.access);
        self.access.insert(token.clone(), Access { rights, expires: time::after(now, self.lifetime) });
        token
    }
}

/// A name that was not given before.
fn next(prefix: &str, given: &mut u64) -> String {
    *given = given.saturating_add(1);
    format!("{prefix}{given}")
}

/// Does a credential that is only the API's business stand anywhere in it?
fn leaks(request: &Received) -> bool {
    let secrets = [ACCESS_TOKEN, SUBSCRIPTION_KEY, TENANT_ID, ISSUED];
    let holds = |bytes: &[u8]| {
        secrets.iter().any(|secret| bytes.windows(secret.len()).any(|window| window == secret.as_bytes()))
    };
    let headers = request.headers();
    [secret::SUBSCRIPTION_KEY, secret::TENANT_ID].iter().any(|name| headers.contains_key(name))
        || headers.values().any(|value| holds(value.as_bytes()))
        || request.query().is_some_and(|query| holds(query.as_bytes()))
        || holds(request.body())
}

/// RFC 6749 section 5.1.
fn not_stored(mut reply: Response<Bytes>) -> Response<Bytes> {
    reply.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}

/// Is the body said to be a form?
fn is_form(request: &Received) -> bool {
    let essence = only(request.headers(), &CONTENT_TYPE).and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}
