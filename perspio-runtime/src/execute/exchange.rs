//! One request and its answer: authorise, send, read. The only place that sends.

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::Run;
use super::head::{length, withhold, without_body};
use super::read::{start, too_large, whole};
use crate::auth::{Credential, Generation};
use crate::error::{BoxError, Outcome, Reason};
use crate::payload::Payload;
use crate::request::PlaceRef;
use crate::response::{Reading, Unread};
use crate::retry::retry_after;
use crate::status::{self, Class, classify};
use crate::time::{self, Limit};
use crate::transport::{Failure, Incoming, Outgoing};
#[cfg(feature = "testing")]
use crate::transport::{Purpose, Wire};

/// What came of one request.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) got: Got,
    /// Which fetch the token of the request came from.
    pub(super) token: Option<Generation>,
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
    /// The deadline passed while a token was fetched from there.
    Tokenless(&'static str),
    /// The gate stays closed for longer than the call may wait.
    Held { reason: Reason, closed: Duration },
    /// No credentials could be had.
    NoCredential(BoxError),
}

/// What is wanted of the body of an answer.
#[derive(Clone, Copy)]
enum Wanted {
    /// To its end.
    Whole(Reading),
    /// No more than so many bytes.
    Start(usize),
    /// The caller reads it.
    Unread,
    /// Nothing: the head is over its bound.
    Nothing,
}

impl Run<'_> {
    /// Sends the next request and reads its answer, within the attempt's timeout and the deadline.
    pub(super) async fn exchange(&mut self) -> Result<Exchange, Unsent> {
        self.admit().await?;
        let (token, authorization) = self.authorise().await?;
        if self.sent >= self.end {
            return Err(Unsent::Late);
        }
        let mut limit = pin!(Limit::at(time::after(self.sent, self.timeout()).min(self.end)));
        self.core.counters.attempt();
        if let Some(payment) = self.payment.take() {
            self.last_cost = Some(payment.spend());
        }
        let outgoing = self.outgoing(authorization);
        let sent = limit.as_mut().within(self.core.transport.send(outgoing)).await;
        let Incoming { status, headers, mut body } = match sent.unwrap_or_else(|elapsed| Err(elapsed.into())) {
            Ok(incoming) => incoming,
            Err(failure) => return Ok(Exchange { got: Got::Fault { failure, head: None }, token, told: None }),
        };
        let endpoint = self.request.endpoint;
        let class = classify(endpoint.success(), endpoint.absent(), status);
        let told = self.told(class, status, &headers);
        self.hold(class, told);
        let mut received = Received { status, class, headers, body: Bytes::new(), unread: None };
        let failure;
        (received.body, failure) = match self.wanted(class, &received.headers) {
            Wanted::Whole(reading) => whole(&mut body, self.core.settings.max_body, reading, limit).await,
            Wanted::Start(bound) => (start(&mut body, bound, limit).await, None),
            Wanted::Unread => (Bytes::new(), None),
            Wanted::Nothing => (Bytes::new(), Some(too_large("head", self.core.settings.max_head))),
        };
        if class == Class::Success && failure.is_none() && self.request.reading == Reading::Stream {
            received.unread = Some(Box::new(Unread::new(body, self.timeout(), self.started, self.end)));
        }
        Ok(match failure {
            None => Exchange { got: Got::Answer(received), token, told },
            Some(failure) => Exchange { got: Got::Fault { failure, head: Some(received) }, token, told: None },
        })
    }

    /// The time for one attempt, and for one piece of a body that is handed over.
    fn timeout(&self) -> Duration {
        self.request.endpoint.attempt_timeout().unwrap_or(self.core.settings.timeout)
    }

    /// The credential for the next request, and which fetch it came from; none where it would go to another origin.
    async fn authorise(&mut self) -> Result<(Option<Generation>, Option<HeaderValue>), Unsent> {
        if self.hop.withheld || self.request.has_header(&AUTHORIZATION) || !self.core.authorizer.can_renew() {
            return Ok((None, None));
        }
        let credential = match self.core.authorizer.at_hand() {
            Some(credential) => Some(credential),
            None => self.fetch().await?,
        };
        Ok(credential.map(|Credential { generation, header }| (generation, header)).unzip())
    }

    /// A credential that has to be waited for. In a box: it is large, and seldom waited for.
    async fn fetch(&mut self) -> Result<Option<Credential>, Unsent> {
        let fetched = Box::pin(time::until(self.end, self.core.authorizer.credential())).await;
        self.sent = time::now();
        match fetched {
            Ok(credential) => credential.map_err(Unsent::NoCredential),
            Err(_) => Err(Unsent::Tokenless(self.core.authorizer.asks())),
        }
    }

    /// The request, with what may go to where it goes.
    fn outgoing(&self, authorization: Option<HeaderValue>) -> Outgoing<'_> {
        let mut headers = self.core.defaults.to_headers();
        if let Some(authorization) = authorization {
            headers.insert(AUTHORIZATION, authorization);
        }
        for (name, value) in &self.request.headers {
            headers.insert(name.clone(), value.clone());
        }
        let place = self.place();
        if let PlaceRef::At(_) = place {
            // Made for the base URL.
            headers.remove(HOST);
        }
        if self.hop.took_effect {
            headers = without_body(headers);
        }
        if self.hop.withheld {
            headers = withhold(headers);
        }
        let body = self.request.body.as_ref().filter(|_| self.hop.with_body).and_then(Payload::hand_over);
        Outgoing {
            base: &self.core.base,
            place,
            method: self.hop.method.clone(),
            headers,
            body,
            #[cfg(feature = "testing")]
            purpose: self.purpose(),
        }
    }

    /// What it is sent for.
    #[cfg(feature = "testing")]
    fn purpose(&self) -> Purpose {
        // A call keeps its request where it is until it ends.
        let call = std::ptr::from_ref(self.request).addr();
        let own = match self.core.transport {
            Wire::Substitute(_) => self.request.headers.iter().map(|(name, _)| name.clone()).collect(),
            _ => Vec::new(),
        };
        Purpose { endpoint: self.request.endpoint, call, wait: self.wait, why: self.why, own }
    }

    /// Where the next request goes.
    pub(super) fn place(&self) -> PlaceRef<'_> {
        self.hop.elsewhere.as_deref().map_or_else(|| self.request.place.as_ref(), PlaceRef::At)
    }

    /// How much of the body the class of an answer asks for.
    fn wanted(&self, class: Class, headers: &HeaderMap) -> Wanted {
        let settings = &self.core.settings;
        match class {
            Class::Success | Class::Absent if length(headers) > settings.max_head => Wanted::Nothing,
            Class::Success if self.request.reading == Reading::Stream => Wanted::Unread,
            Class::Success => Wanted::Whole(self.request.reading),
            Class::Absent => Wanted::Whole(Reading::Discard),
            Class::Redirect => Wanted::Start(settings.max_redirect_body),
            _ => Wanted::Start(settings.max_error_body),
        }
    }

    /// What `Retry-After` says, where an answer may say so.
    fn told(&self, class: Class, status: StatusCode, headers: &HeaderMap) -> Option<Duration> {
        let listens = match class {
            Class::TooManyRequests | Class::Server | Class::Forbidden | Class::Redirect => true,
            Class::Success | Class::Absent => false,
            _ => status::any(self.rules().on, status),
        };
        if listens { retry_after(headers, self.core.time.wall()) } else { None }
    }

    /// A 429 of our own origin holds back every other call for as long as it tells, from the moment that its head has
    /// come; but not for longer than any call would wait.
    fn hold(&self, class: Class, told: Option<Duration>) {
        if let (Class::TooManyRequests, Some(wait), false) = (class, told, self.hop.withheld) {
            if wait <= self.rules().max_wait {
                self.core.gate.close(wait);
            }
        }
    }
}
