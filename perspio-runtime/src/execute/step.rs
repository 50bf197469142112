//! What comes after one request: asks the pure rules, in the order of the status table.

use std::time::Duration;

use http::{Method, StatusCode};

use super::Run;
use super::exchange::{Exchange, Got, Received};
use crate::auth::Generation;
use crate::error::{Decision, Fault, Outcome, Reason, Why};
use crate::redirect::{Hop, follow};
use crate::retry::{Payment, Situation, Verdict, decide, fits, hold};
use crate::status::Class;

/// What the loop does next.
#[derive(Debug)]
pub(super) enum Step<'r, 'e> {
    /// Gives this to the caller.
    Accept(&'e mut Received),
    Follow {
        hop: Hop,
        wait: Duration,
    },
    /// With a new token.
    Renew,
    Retry {
        wait: Duration,
        why: Why,
        payment: Payment<'r>,
    },
    Stop(Stop),
}

/// Why a call is not sent again.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) reason: Reason,
    pub(super) detail: &'static str,
}

impl Step<'_, '_> {
    /// The step as the log keeps it.
    pub(super) fn decision(&self) -> Decision {
        match self {
            Self::Accept(_) => Decision::Accept,
            Self::Follow { .. } => Decision::Follow,
            Self::Renew => Decision::Renew,
            Self::Retry { wait, why, .. } => Decision::Retry { wait: *wait, why: *why },
            Self::Stop(stop) => Decision::Stop(stop.reason),
        }
    }
}

impl<'r> Run<'r> {
    /// The next step after one request. What came of it stays where it is.
    pub(super) fn next<'e>(&mut self, exchange: &'e mut Exchange) -> Step<'r, 'e> {
        let Exchange { got, token, told } = exchange;
        self.processed |= may_have_taken_effect(got, &self.hop.method);
        match got {
            Got::Answer(received) => self.after_answer(received, *token, *told),
            Got::Fault { failure, .. } => self.retry(Outcome::Fault(failure.fault), *told),
        }
    }

    fn after_answer<'e>(
        &mut self,
        received: &'e mut Received,
        token: Option<Generation>,
        told: Option<Duration>,
    ) -> Step<'r, 'e> {
        // Whatever a 401 is declared to mean, it may be the token's fault, once a call.
        let refused = received.status == StatusCode::UNAUTHORIZED;
        if let (true, Some(token)) = (self.renewed, token) {
            self.core.authorizer.judge_new(token, !refused);
        }
        if refused && self.may_renew(token) {
            match self.obstacle() {
                None => return Step::Renew,
                Some(reason) if received.class == Class::Unauthenticated => {
                    return Step::Stop(Stop { reason, detail: "" });
                }
                Some(_) => {}
            }
        }
        match received.class {
            Class::Success | Class::Absent => {
                self.core.budget.succeeded(self.last_cost);
                Step::Accept(received)
            }
            Class::Redirect => self.redirect(received, told),
            _ => self.retry(Outcome::Status(received.status), told),
        }
    }

    /// Whether a 401 is the token's fault, and another may be had. Drops the token, even if this call cannot be sent again:
    /// the next one needs another.
    fn may_renew(&self, refused: Option<Generation>) -> bool {
        !self.renewed
            && self.core.authorizer.can_renew()
            && refused.is_some_and(|refused| self.core.authorizer.forget(refused))
    }

    /// Why a call that was refused for its token cannot be sent again, if it cannot.
    fn obstacle(&self) -> Option<Reason> {
        if self.took_effect && !self.request.endpoint.is_idempotent() {
            Some(Reason::NotIdempotent)
        } else if self.request.is_replayable() {
            None
        } else {
            Some(Reason::NotReplayable)
        }
    }

    fn redirect<'e>(&mut self, received: &Received, told: Option<Duration>) -> Step<'r, 'e> {
        let stop = |reason, detail| Step::Stop(Stop { reason, detail });
        let here = self.place().url(&self.core.base);
        let hop = match follow(&self.hop, &here, received.status, &received.headers, self.limits()) {
            Ok(hop) if hop.with_body && !self.request.is_replayable() => {
                return stop(Reason::NotReplayable, "its body can be sent once only");
            }
            Ok(hop) => hop,
            Err(detail) => return stop(Reason::NotRetryable, detail),
        };
        let wait = told.unwrap_or_default();
        match fits(wait, &self.rules(), self.left()) {
            Ok(()) => {
                self.took_effect |= hop.took_effect;
                Step::Follow { hop, wait }
            }
            Err(reason) => stop(reason, ""),
        }
    }

    fn retry<'e>(&mut self, outcome: Outcome, told: Option<Duration>) -> Step<'r, 'e> {
        let situation = Situation {
            rules: &self.rules(),
            idempotent: self.request.endpoint.is_idempotent(),
            replayable: self.request.is_replayable(),
            took_effect: self.took_effect,
            retries: self.retries,
            outcome,
            told,
            left: self.left(),
            tokens: self.core.budget.left(),
            jitter: self.core.time.jitter(),
        };
        let verdict = decide(&situation);
        if let (Some(wait), false) = (hold(&situation, verdict), self.hop.withheld) {
            self.core.gate.close(wait);
        }
        let reason = match verdict {
            Verdict::Stop(reason) => reason,
            Verdict::Retry { wait, why, cost } => match self.core.budget.pay(cost) {
                Some(payment) => return Step::Retry { wait, why, payment },
                // Another call took the tokens since the decision.
                None => Reason::Budget,
            },
        };
        Step::Stop(Stop { reason, detail: "" })
    }
}

/// Could this request have taken effect? 4xx and most redirects say that it did not.
fn may_have_taken_effect(got: &Got, method: &Method) -> bool {
    let received = match got {
        Got::Answer(received) => received,
        Got::Fault { failure, .. } => return !matches!(failure.fault, Fault::Connect | Fault::Tls | Fault::Unexpected),
    };
    match received.class {
        Class::Success | Class::Absent | Class::Unexpected | Class::Server => true,
        // 307 and 308 ask for the same request elsewhere; after a write, any other may point at its result.
        Class::Redirect => {
            let elsewhere = [StatusCode::TEMPORARY_REDIRECT, StatusCode::PERMANENT_REDIRECT].contains(&received.status);
            !elsewhere && *method != Method::GET && *method != Method::HEAD
        }
        _ => false,
    }
}
