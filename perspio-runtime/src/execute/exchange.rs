//! One request and its answer: authorise, send, read. The only place that sends.

use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, StatusCode};

use super::Run;
use super::kept::Kept;
use crate::auth::Credential;
use crate::error::{BoxError, Fault, Outcome, Reason};
use crate::response::Reading;
use crate::retry::retry_after;
use crate::status::{self, Class, classify};
use crate::time::{self, Instant};
use crate::transport::{Body, Failure, Incoming, Outgoing};

/// The most that is reserved for a body because its head says so, in bytes.
const RESERVED: u64 = 64 * 1024;

/// What came of one request.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) got: Got,
    pub(super) credential: Option<Credential>,
    /// What `Retry-After` says, if this answer is one that may say so.
    pub(super) told: Option<Duration>,
}

/// A whole answer, or what went wrong.
#[derive(Debug)]
pub(super) enum Got {
    Answer(Received),
    /// `head` is what had come of the answer by then.
    Fault {
        failure: Failure,
        head: Option<Received>,
    },
}

impl Got {
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Answer(received) => Outcome::Status(received.status),
            Self::Fault { failure, .. } => Outcome::Fault(failure.fault),
        }
    }
}

/// An answer, with as much of its body as was wanted.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) status: StatusCode,
    pub(super) class: Class,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// No request was sent.
#[derive(Debug)]
pub(super) enum Unsent {
    /// The deadline passed first.
    Late,
    /// The gate stays closed for longer than the call may wait.
    Held { reason: Reason, closed: Duration },
    /// No credentials could be had.
    NoCredential(BoxError),
}

impl Run<'_> {
    /// Sends the next request and reads its answer, within the attempt's timeout and the deadline.
    pub(super) async fn exchange(&mut self) -> Result<Exchange, Unsent> {
        self.admit().await?;
        let credential = self.authorise().await?;
        self.sent = time::now();
        if self.sent >= self.end {
            return Err(Unsent::Late);
        }
        let timeout = self.request.endpoint.attempt_timeout().unwrap_or(self.core.settings.timeout);
        let limit = time::after(self.sent, timeout).min(self.end);
        let outgoing = self.outgoing(credential.as_ref());
        self.core.counters.attempt();
        let sent = match time::until(limit, self.core.transport.send(outgoing)).await {
            Ok(sent) => sent,
            Err(elapsed) => Err(elapsed.into()),
        };
        Ok(match sent {
            Ok(incoming) => self.receive(incoming, credential, limit).await,
            Err(failure) => Exchange { got: Got::Fault { failure, head: None }, credential, told: None },
        })
    }

    /// The credential for the next request, none where it would go to another origin.
    async fn authorise(&self) -> Result<Option<Credential>, Unsent> {
        if self.hop.withheld || self.request.headers.contains_key(AUTHORIZATION) {
            return Ok(None);
        }
        match time::until(self.end, self.core.authorizer.credential()).await {
            Ok(credential) => credential.map_err(Unsent::NoCredential),
            Err(_) => Err(Unsent::Late),
        }
    }

    /// The request, with what may go to where it goes.
    fn outgoing(&self, credential: Option<&Credential>) -> Outgoing {
        let mut headers = self.request.headers.clone();
        if let Some(credential) = credential {
            headers.insert(AUTHORIZATION, credential.header.clone());
        }
        if !self.hop.with_body {
            headers.remove(CONTENT_TYPE);
        }
        if self.hop.withheld {
            headers = withhold(headers);
        }
        let body = if self.hop.with_body { self.request.body.clone() } else { None };
        Outgoing { method: self.hop.method.clone(), url: self.hop.url.clone(), headers, body }
    }

    /// Reads as much of the answer as its class asks for.
    async fn receive(&self, incoming: Incoming, credential: Option<Credential>, limit: Instant) -> Exchange {
        let Incoming { status, headers, body } = incoming;
        let endpoint = self.request.endpoint;
        let class = classify(endpoint.success(), endpoint.absent(), status);
        let settings = &self.core.settings;
        let (body, failure) = match class {
            _ if length(&headers) > settings.max_head => (Bytes::new(), Some(too_large("head", settings.max_head))),
            Class::Success => whole(body, settings.max_body, self.request.reading, limit).await,
            Class::Absent => whole(body, settings.max_body, Reading::Discard, limit).await,
            Class::Redirect => (start(body, settings.max_redirect_body, limit).await, None),
            _ => (start(body, settings.max_error_body, limit).await, None),
        };
        let told = match class {
            Class::TooManyRequests | Class::Server | Class::Forbidden | Class::Redirect => true,
            _ => status::any(self.rules.on, status),
        };
        let told = if told { retry_after(&headers, self.core.time.wall()) } else { None };
        let received = Received { status, class, headers, body };
        match failure {
            None => Exchange { got: Got::Answer(received), credential, told },
            Some(failure) => Exchange { got: Got::Fault { failure, head: Some(received) }, credential, told: None },
        }
    }
}

/// The headers without everything that is for the first origin only.
fn withhold(headers: HeaderMap) -> HeaderMap {
    let mut last = None;
    let mut kept = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        // Of several lines under one name, only the first carries it.
        let Some(name) = name.or_else(|| last.take()) else { continue };
        if !value.is_sensitive() && ![AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(&name) {
            kept.append(name.clone(), value);
        }
        last = Some(name);
    }
    kept
}

/// A body to its very end. One that is cut short, late or over the bound is a failure.
async fn whole(mut body: Body, bound: usize, reading: Reading, limit: Instant) -> (Bytes, Option<Failure>) {
    if body.length().is_some_and(|length| length > bound as u64) {
        return (Bytes::new(), Some(too_large("body", bound)));
    }
    let expected = body.length().unwrap_or(0).min(RESERVED);
    let mut kept = Kept::new(bound, usize::try_from(expected).unwrap_or(0));
    let mut length = 0_usize;
    loop {
        match time::until(limit, body.chunk()).await {
            Ok(Ok(Some(chunk))) => {
                length = length.saturating_add(chunk.len());
                if length > bound {
                    return (kept.into_bytes(), Some(too_large("body", bound)));
                }
                if reading == Reading::Keep {
                    kept.push(chunk);
                }
            }
            Ok(Ok(None)) => return (kept.into_bytes(), None),
            Ok(Err(failure)) => return (kept.into_bytes(), Some(failure)),
            Err(elapsed) => return (kept.into_bytes(), Some(elapsed.into())),
        }
    }
}

/// The start of a body, whatever comes of the rest: the status has already decided.
async fn start(mut body: Body, bound: usize, limit: Instant) -> Bytes {
    let mut kept = Kept::new(bound, 0);
    while let Ok(Ok(Some(chunk))) = time::until(limit, body.chunk()).await {
        let room = bound - kept.len();
        let over = chunk.len() > room;
        kept.push(if over { chunk.slice(..room) } else { chunk });
        if over {
            break;
        }
    }
    kept.into_bytes()
}

/// `what` is longer than `bound`.
fn too_large(what: &str, bound: usize) -> Failure {
    Failure { detail: format!("the {what} is longer than {bound} bytes").into(), ..Failure::new(Fault::TooLarge) }
}

/// The bytes of a head, about as they came over the wire.
fn length(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len()).sum()
}

impl From<time::Elapsed> for Failure {
    fn from(_: time::Elapsed) -> Self {
        Self::new(Fault::Timeout)
    }
}
