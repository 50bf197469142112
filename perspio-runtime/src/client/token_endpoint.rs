//! Token endpoints are asked by the same loop as everything else, with a state of its own: neither budget nor gate of the
//! API's calls have a part in it, and none of their headers.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, StatusCode};
use url::Url;

use crate::auth::{Asking, Authorizer, TokenEndpoint, TokenError, Told};
use crate::endpoint::{Endpoint, Method, Part, Redirect};
use crate::error::{Error, ErrorKind};
use crate::execute::{Core, Counters, Settings, execute};
use crate::limit::Gate;
use crate::payload::Payload;
use crate::request::{Base, Defaults, Place, Prepared};
use crate::response::Reading;
use crate::retry::{Budget, Rules};
use crate::transport::Wire;

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
}

impl Asked {
    /// None if nothing can be sent there.
    pub(super) fn new(url: &Url, transport: Wire, agent: Option<&HeaderValue>) -> Option<Self> {
        let base = Base::new(url.clone())?;
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.extend(agent.map(|agent| (USER_AGENT, agent.clone())));
        let core = Core {
            base,
            time: transport.time(),
            transport,
            authorizer: Authorizer::Nobody,
            defaults: Defaults::new(headers, None, None),
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
        };
        Some(Self { core })
    }
}

impl TokenEndpoint for Asked {
    fn post<'a>(&'a self, url: &'a Url, form: Bytes, repeatable: bool) -> Asking<'a> {
        let request = Prepared {
            endpoint: if repeatable { &FETCH } else { &REDEEM },
            place: Place::At(Box::new(url.clone())),
            headers: Vec::new(),
            body: Some(Payload::Bytes(form)),
            reading: Reading::Keep,
        };
        Box::pin(async move {
            match execute(&self.core, Ok(request)).await {
                Ok(answer) => {
                    let requests = answer.log.as_slice().len();
                    Ok(Told { status: answer.status, body: answer.body, requests })
                }
                Err(error) => Err(refused(&error)),
            }
        })
    }
}

/// The error without its body and headers, which may hold anything.
fn refused(error: &Error) -> TokenError {
    let requests = error.attempts().len();
    let detail = match error.kind() {
        ErrorKind::Timeout if requests == 0 => "was not asked in time",
        _ if requests == 0 => "was not asked",
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
    // Any other refusal may have used up what was sent.
    let passed_over = error.status().is_none_or(|status| status == StatusCode::TOO_MANY_REQUESTS);
    TokenError::refused(error.status(), error.body(), detail, requests)
        .told(error.retry_after())
        .ignored(passed_over && !error.may_have_been_processed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Fault, Inner};
    use crate::testing::{Reply, Script};
    use crate::time::{self, Instant};

    const URL: &str = "https://login.test/token";

    /// Asks on a paused clock: what came of it, how many requests there were, and how long it took.
    async fn ask(steps: impl IntoIterator<Item = Reply>, repeatable: bool) -> (String, usize, Duration) {
        let script = Script::from_iter(steps).allow_unused();
        let url = Url::parse(URL).unwrap();
        let asked = Asked::new(&url, script.wire(), None).unwrap();
        let start: Instant = time::now();
        let said = match asked.post(&url, Bytes::from_static(b"a=b"), repeatable).await {
            Ok(answer) => String::from_utf8(answer.body.to_vec()).unwrap(),
            Err(error) => error.to_string(),
        };
        let took = time::now() - start;
        // No token is asked for with a token, and nothing of the API goes there.
        for request in script.requests() {
            let mut names: Vec<_> = request.headers().keys().map(http::HeaderName::as_str).collect();
            names.sort_unstable();
            assert_eq!((names, request.url()), (vec!["accept", "content-type"], URL));
        }
        (said, script.count(), took)
    }

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[tokio::test(start_paused = true)]
    async fn three_attempts_with_short_waits() {
        let failing = || Reply::status(503);
        let (said, count, took) = ask([failing(), failing(), Reply::status(200).body("yes")], true).await;
        assert_eq!((said.as_str(), count), ("yes", 3));
        assert!(took <= Duration::from_millis(600), "{took:?}");
        let (said, count, _) = ask([failing(), failing(), failing(), Reply::status(200)], true).await;
        assert_eq!((said.as_str(), count), ("the token endpoint fails (503), after 3 requests", 3));
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_it_asks_for_is_kept_up_to_5_s() {
        let told = |wait| Reply::status(429).header("retry-after", wait);
        let (said, count, took) = ask([told("4"), Reply::status(200).body("yes")], true).await;
        assert_eq!((said.as_str(), count), ("yes", 2));
        assert!(took >= seconds(4) && took <= seconds(5), "{took:?}");
        let (said, count, took) = ask([told("6"), Reply::status(200)], true).await;
        assert_eq!((said.as_str(), count), ("the token endpoint has been asked too often (429)", 1));
        assert_eq!(took, Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn silence_is_waited_for_10_s_an_attempt_and_30_s_in_all() {
        let silent = || Reply::status(200).after(seconds(3_600));
        let (said, count, took) = ask([silent(), silent(), silent()], true).await;
        assert_eq!((said.as_str(), count), ("the token endpoint did not answer in time, after 3 requests", 3));
        assert!(took <= seconds(30), "{took:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn what_uses_something_up_is_sent_twice_only_if_it_surely_did_not_arrive() {
        let (said, count, _) = ask([Reply::status(500), Reply::status(200)], false).await;
        assert_eq!((said.as_str(), count), ("the token endpoint fails (500)", 1));
        let (said, count, _) = ask([Reply::fault(Fault::Transport), Reply::status(200)], false).await;
        assert_eq!((said.as_str(), count), ("the token endpoint broke off its answer", 1));
        let (said, count, _) = ask([Reply::fault(Fault::Connect), Reply::status(200).body("yes")], false).await;
        assert_eq!((said.as_str(), count), ("yes", 2));
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_surely_ignored_is_told_from_what_may_have_been_used_up() {
        let told = || Reply::status(429).header("retry-after", "6");
        for (steps, used) in [
            (vec![Reply::fault(Fault::Connect); 3], false),
            (vec![Reply::fault(Fault::Tls)], false),
            (vec![told()], false),
            (vec![Reply::fault(Fault::Connect), told()], false),
            (vec![Reply::fault(Fault::Connect), Reply::status(500)], true),
            (vec![Reply::fault(Fault::Transport)], true),
            (vec![Reply::status(400)], true),
            (vec![Reply::status(401)], true),
            (vec![Reply::status(307).header("location", "/elsewhere")], true),
        ] {
            let url = Url::parse(URL).unwrap();
            let script = Script::from_iter(steps).allow_unused();
            let asked = Asked::new(&url, script.wire(), None).unwrap();
            let error = asked.post(&url, Bytes::new(), false).await.err().unwrap();
            assert_eq!(error.may_have_been_processed(), used, "{error}");
        }
    }

    #[test]
    fn without_a_request_it_says_so() {
        let unasked = |kind| refused(&Error::from_inner(Inner::new(kind)));
        let late = unasked(ErrorKind::Timeout);
        assert_eq!(late.to_string(), "the token endpoint was not asked in time");
        let held = unasked(ErrorKind::TooManyRequests);
        assert_eq!(held.to_string(), "the token endpoint was not asked");
        assert!(!late.may_have_been_processed() && !held.may_have_been_processed());
    }
}
