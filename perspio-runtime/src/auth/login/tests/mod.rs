//! Logins against a token endpoint that plays what it is given and records what it is asked.

mod authorization_code;
mod device_code;
mod dropped;
mod file_store;
mod rotation;

use std::collections::{BTreeMap, VecDeque};
use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber, span};
use url::{Url, form_urlencoded};

use super::{LoginError, LoginFault, RefreshTokenStore, StoreFuture};
use crate::auth::{Asking, Auth, Authorizer, TokenEndpoint, TokenError, Told};
use crate::error::BoxError;
use crate::secret::Secret;
use crate::time::{self, Instant, Time};

const TOKEN_URL: &str = "https://login.test/token";

/// What the endpoint answers.
struct Answer(Result<String, TokenError>);

impl Answer {
    fn good(body: impl Into<String>) -> Self {
        Self(Ok(body.into()))
    }
}

/// One question to the endpoint.
struct Asked {
    at: Instant,
    path: String,
    form: BTreeMap<String, String>,
    repeatable: bool,
}

impl Asked {
    fn get(&self, name: &str) -> Option<&str> {
        self.form.get(name).map(String::as_str)
    }
}

/// The endpoint, and the store beside it: what came to either, in order.
#[derive(Default)]
struct World {
    answers: Mutex<VecDeque<Answer>>,
    asked: Mutex<Vec<Asked>>,
    /// How long it takes to answer.
    slow: Mutex<Duration>,
    log: Mutex<Vec<String>>,
    stored: Mutex<Option<String>>,
    /// Does it fail to load?
    locked: Mutex<bool>,
    /// The error of saving, if that fails.
    broken: Mutex<Option<String>>,
}

impl World {
    fn new(answers: impl IntoIterator<Item = Answer>) -> Arc<Self> {
        Arc::new(Self { answers: Mutex::new(answers.into_iter().collect()), ..Self::default() })
    }

    fn storing(self: Arc<Self>, token: &str) -> Arc<Self> {
        *self.stored.lock().unwrap() = Some(token.to_owned());
        self
    }

    fn authorizer(self: &Arc<Self>, auth: impl Into<Auth>) -> Authorizer {
        let endpoint = Arc::clone(self);
        Authorizer::new(auth.into(), Time::default(), |_| Some(Arc::new(Endpoint(endpoint)))).unwrap().0
    }

    fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    fn note(&self, what: String) {
        self.log.lock().unwrap().push(what);
    }
}

struct Endpoint(Arc<World>);

impl TokenEndpoint for Endpoint {
    fn post<'a>(&'a self, url: &'a Url, form: Bytes, repeatable: bool) -> Asking<'a> {
        let form: BTreeMap<_, _> = form_urlencoded::parse(&form).into_owned().collect();
        let sent = ["code", "device_code", "refresh_token"].iter().find_map(|name| Some((name, form.get(*name)?)));
        self.0.note(sent.map_or_else(|| "asked".to_owned(), |(name, value)| format!("sent {name} {value}")));
        let asked = Asked { at: time::now(), path: url.path().to_owned(), form, repeatable };
        self.0.asked.lock().unwrap().push(asked);
        let answer = self.0.answers.lock().unwrap().pop_front().expect("a question too many");
        let slow = *self.0.slow.lock().unwrap();
        Box::pin(async move {
            time::sleep(slow).await;
            answer.0.map(|body| Told { status: StatusCode::OK, body: body.into(), requests: 1 })
        })
    }
}

#[derive(Clone)]
struct Store(Arc<World>);

impl RefreshTokenStore for Store {
    fn load(&self) -> StoreFuture<'_, Option<Secret>> {
        Box::pin(async {
            self.0.note("loaded".to_owned());
            if *self.0.locked.lock().unwrap() {
                return Err("locked".into());
            }
            Ok(self.0.stored.lock().unwrap().as_deref().map(Secret::from))
        })
    }

    fn save<'a>(&'a self, token: &'a Secret) -> StoreFuture<'a, ()> {
        Box::pin(async {
            // So that whoever does not wait is found out.
            tokio::task::yield_now().await;
            if let Some(why) = &*self.0.broken.lock().unwrap() {
                return Err(why.clone().into());
            }
            self.0.note(format!("saved {}", token.expose()));
            *self.0.stored.lock().unwrap() = Some(token.expose().to_owned());
            Ok(())
        })
    }
}

/// An answer with an access token that expires at once, as far as that is possible.
fn tokens(access: &str, refresh: Option<&str>) -> Answer {
    let refresh = refresh.map_or(String::new(), |token| format!(r#","refresh_token":"{token}""#));
    Answer::good(format!(r#"{{"token_type":"Bearer","access_token":"{access}","expires_in":10{refresh}}}"#))
}

fn refused(status: u16, code: &str) -> Answer {
    let body = format!(r#"{{"error":"{code}","error_description":"hunter2"}}"#);
    Answer(Err(TokenError::refused(StatusCode::from_u16(status).ok(), body.as_bytes(), "refuses", 1)))
}

/// The header of a call that is made after the last token has expired.
async fn call(authorizer: &Authorizer) -> Result<String, BoxError> {
    time::sleep(Duration::from_secs(60)).await;
    let credential = authorizer.credential().await?.unwrap();
    Ok(credential.header.to_str().unwrap().to_owned())
}

fn fault(error: &BoxError) -> Option<LoginFault> {
    error.downcast_ref::<LoginError>().map(LoginError::fault)
}

/// The warnings of a thread, as text.
#[derive(Clone, Default)]
struct Warnings(Arc<Mutex<Vec<String>>>);

impl Subscriber for Warnings {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= tracing::Level::WARN
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        struct Text(String);
        impl Visit for Text {
            fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
                write!(self.0, "{field}={value:?} ").unwrap();
            }
        }
        let mut text = Text(String::new());
        event.record(&mut text);
        self.0.lock().unwrap().push(text.0);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}
