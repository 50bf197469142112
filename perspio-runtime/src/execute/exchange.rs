//! One request and its answer: authorise, send, read. The only place that sends.

use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};

use super::Run;
use super::head::{length, withhold, without_body};
use super::read::{start, too_large, whole};
use crate::auth::Credential;
use crate::error::{BoxError, Outcome, Reason};
use crate::payload::Payload;
use crate::response::{Reading, Unread};
use crate::retry::retry_after;
use crate::status::{self, Class, classify};
use crate::time::{self, Instant};
use crate::transport::{Failure, Incoming, Outgoing, Transmit};

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

    /// As much of an answer as there was.
    pub(super) fn into_received(self) -> Option<Received> {
        match self {
            Self::Answer(received) => Some(received),
            Self::Fault { head, .. } => head,
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
    /// The body of a success, if the caller is to read it.
    pub(super) unread: Option<Box<Unread>>,
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
        let limit = time::after(self.sent, self.timeout()).min(self.end);
        let outgoing = self.outgoing(credential.as_ref());
        self.core.counters.attempt();
        if let Some(payment) = self.payment.take() {
            self.last_cost = Some(payment.spend());
        }
        let sent = match time::until(limit, self.core.transport.send(outgoing)).await {
            Ok(sent) => sent,
            Err(elapsed) => Err(elapsed.into()),
        };
        Ok(match sent {
            Ok(incoming) => self.receive(incoming, credential, limit).await,
            Err(failure) => Exchange { got: Got::Fault { failure, head: None }, credential, told: None },
        })
    }

    /// The time for one attempt, and for one piece of a body that is handed over.
    fn timeout(&self) -> Duration {
        self.request.endpoint.attempt_timeout().unwrap_or(self.core.settings.timeout)
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
        if self.hop.took_effect {
            headers = without_body(headers);
        }
        if self.hop.withheld {
            headers = withhold(headers);
        }
        let body = self.request.body.as_ref().filter(|_| self.hop.with_body).and_then(Payload::hand_over);
        Outgoing { method: self.hop.method.clone(), url: self.hop.url.clone(), headers, body }
    }

    /// Reads as much of the answer as its class asks for.
    async fn receive(&self, incoming: Incoming, credential: Option<Credential>, limit: Instant) -> Exchange {
        let Incoming { status, headers, body } = incoming;
        let endpoint = self.request.endpoint;
        let class = classify(endpoint.success(), endpoint.absent(), status);
        let told = self.told(class, status, &headers);
        self.hold(class, told);
        let settings = &self.core.settings;
        let mut unread = None;
        let (body, failure) = match class {
            Class::Success | Class::Absent if length(&headers) > settings.max_head => {
                (Bytes::new(), Some(too_large("head", settings.max_head)))
            }
            Class::Success if self.request.reading == Reading::Stream => {
                unread = Some(Box::new(Unread::new(body, self.timeout(), self.started, self.end)));
                (Bytes::new(), None)
            }
            Class::Success => whole(body, settings.max_body, self.request.reading, limit).await,
            Class::Absent => whole(body, settings.max_body, Reading::Discard, limit).await,
            Class::Redirect => (start(body, settings.max_redirect_body, limit).await, None),
            _ => (start(body, settings.max_error_body, limit).await, None),
        };
        let received = Received { status, class, headers, body, unread };
        match failure {
            None => Exchange { got: Got::Answer(received), credential, told },
            Some(failure) => Exchange { got: Got::Fault { failure, head: Some(received) }, credential, told: None },
        }
    }

    /// What `Retry-After` says, where an answer may say so.
    fn told(&self, class: Class, status: StatusCode, headers: &HeaderMap) -> Option<Duration> {
        let listens = match class {
            Class::TooManyRequests | Class::Server | Class::Forbidden | Class::Redirect => true,
            _ => status::any(self.rules.on, status),
        };
        if listens { retry_after(headers, self.core.time.wall()) } else { None }
    }

    /// A 429 of our own origin holds back every other call for as long as it tells, from the moment that its head has
    /// come; but not for longer than any call would wait.
    fn hold(&self, class: Class, told: Option<Duration>) {
        let fitting = told.filter(|told| *told <= self.rules.max_wait);
        if let (Class::TooManyRequests, Some(wait), false) = (class, fitting, self.hop.withheld) {
            self.core.gate.close(wait);
        }
    }
}
