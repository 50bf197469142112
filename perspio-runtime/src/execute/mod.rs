//! The one loop that every call runs through. It acts; what to do is decided in `retry` and `redirect`.

mod admit;
mod counters;
mod exchange;
mod head;
mod kept;
mod outcome;
mod read;
mod read_only;
mod step;
mod trace;

#[cfg(test)]
mod tests;

use std::future::Future;
use std::ops::ControlFlow;
use std::time::Duration;

use crate::auth::Authorizer;
use crate::endpoint::Redirect;
use crate::error::{Attempt, Decision, Error, Outcome, Why};
use crate::limit::Gate;
use crate::redirect::{Hop, Limits};
use crate::request::{Base, Defaults, Prepared};
use crate::response::Answer;
use crate::retry::{Budget, Payment, Rules};
use crate::time::{self, Instant, Time};
use crate::transport::Wire;
pub(crate) use counters::Counters;
use exchange::{Exchange, Received};
use step::Step;
use trace::Traced;

/// All that the calls of one client share.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) base: Base,
    pub(crate) transport: Wire,
    pub(crate) authorizer: Authorizer,
    pub(crate) defaults: Defaults,
    pub(crate) settings: Settings,
    pub(crate) budget: Budget,
    pub(crate) gate: Gate,
    pub(crate) counters: Counters,
    pub(crate) time: Time,
}

/// The figures that the loop keeps to. Set in the builder, where they are documented.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) retry: Rules,
    pub(crate) redirect: Redirect,
    pub(crate) max_redirects: u32,
    pub(crate) insecure_http: bool,
    pub(crate) max_body: usize,
    pub(crate) max_error_body: usize,
    pub(crate) max_redirect_body: usize,
    pub(crate) max_head: usize,
}

/// Runs one call to its end, in a span of its own.
///
/// A request that was refused while it was put together comes back as it is: it is no call, and has no span.
pub(crate) fn execute(
    core: &Core,
    request: Result<Prepared, Error>,
) -> impl Future<Output = Result<Answer, Error>> + Send {
    let endpoint = request.as_ref().ok().map(|request| request.endpoint);
    // A block that owns the request, and no function that takes it: that would hold it twice.
    let call = async move {
        match request {
            Ok(ref request) => {
                let result = repeat(core, request).await;
                #[cfg(feature = "testing")]
                if let (Wire::Substitute(substitute), Err(error)) = (&core.transport, &result) {
                    substitute.ended(error);
                }
                result
            }
            Err(refused) => Err(refused),
        }
    };
    Traced::new(core, endpoint, call)
}

/// The loop: request after request, until one is accepted or none may follow.
async fn repeat(core: &Core, request: &Prepared) -> Result<Answer, Error> {
    let mut run = Run::start(core, request);
    core.counters.call();
    run.warn_of_write();
    loop {
        let exchange = match run.exchange().await {
            Ok(exchange) => exchange,
            Err(unsent) => return Err(run.unsent(unsent)),
        };
        match run.advance(exchange) {
            ControlFlow::Continue(wait) => {
                time::sleep(wait).await;
                run.sent = time::now();
            }
            ControlFlow::Break(result) => return result,
        }
    }
}

/// One call on its way.
struct Run<'r> {
    core: &'r Core,
    request: &'r Prepared,
    started: Instant,
    /// The deadline.
    end: Instant,
    /// The next request, how long it was waited for, why it is sent, and when. The clock is read for that
    /// where something was waited for: a first request goes out as its call starts.
    hop: Hop,
    wait: Duration,
    why: Why,
    sent: Instant,
    retries: u32,
    /// What the next request costs; comes back if it is not sent.
    payment: Option<Payment<'r>>,
    /// What the last retry cost.
    last_cost: Option<u32>,
    renewed: bool,
    /// Has a write been answered by 303, in any chain of this call?
    took_effect: bool,
    /// Could any request so far have taken effect?
    processed: bool,
    /// The requests that were followed by another.
    earlier: Vec<Attempt>,
    /// The last answer that was not the last of the call: what is known if no other comes.
    last: Option<Box<Received>>,
}

impl<'r> Run<'r> {
    fn start(core: &'r Core, request: &'r Prepared) -> Self {
        let endpoint = request.endpoint;
        let settings = &core.settings;
        let started = time::now();
        Self {
            core,
            request,
            started,
            end: time::after(started, endpoint.call_deadline().unwrap_or(settings.deadline)),
            hop: request.first_hop(),
            wait: Duration::ZERO,
            why: Why::First,
            sent: started,
            retries: 0,
            payment: None,
            last_cost: None,
            renewed: false,
            took_effect: false,
            processed: false,
            earlier: Vec::new(),
            last: None,
        }
    }

    /// When it is sent again. Few calls ask, so it is not kept.
    fn rules(&self) -> Rules {
        self.core.settings.retry.with(self.request.endpoint.retry_rules())
    }

    /// Which redirects it follows.
    fn limits(&self) -> Limits {
        let settings = &self.core.settings;
        Limits {
            rule: self.request.endpoint.redirect_rule().unwrap_or(settings.redirect),
            most: settings.max_redirects,
            insecure_http: settings.insecure_http,
        }
    }

    /// What is left of the deadline.
    fn left(&self) -> Duration {
        self.end.saturating_duration_since(time::now())
    }

    fn attempt(&self, outcome: Outcome, decision: Decision) -> Attempt {
        let attempt = Attempt {
            started: self.sent.saturating_duration_since(self.started),
            wait: self.wait,
            why: self.why,
            outcome,
            decision,
        };
        self.trace(&attempt);
        attempt
    }

    /// Takes the next step: to the end of the call, or up to the wait before the next request. Nothing is held over that
    /// wait but the run itself.
    fn advance(&mut self, mut exchange: Exchange) -> ControlFlow<Result<Answer, Error>, Duration> {
        let outcome = exchange.got.outcome();
        let step = self.next(&mut exchange);
        let attempt = self.attempt(outcome, step.decision());
        let wait = match step {
            Step::Accept(received) => return ControlFlow::Break(Ok(self.answer(received, attempt))),
            Step::Stop(why) => return ControlFlow::Break(Err(self.error(exchange, why, attempt))),
            Step::Follow { hop, wait } => self.resume(hop, wait, Why::Redirect),
            Step::Renew => {
                self.renewed = true;
                self.resume(self.request.first_hop(), Duration::ZERO, Why::Renewed)
            }
            Step::Retry { wait, why, payment } => {
                self.payment = Some(payment);
                self.retries += 1;
                self.resume(self.request.first_hop(), wait, why)
            }
        };
        self.last = exchange.got.into_received().map(Box::new);
        self.earlier.push(attempt);
        ControlFlow::Continue(wait)
    }

    fn resume(&mut self, hop: Hop, wait: Duration, why: Why) -> Duration {
        self.hop = hop;
        self.wait = wait;
        self.why = why;
        wait
    }
}
