//! The format of a recording.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{HOST, SET_COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value, json};

use super::recorder::{Answer, Exchange};
use super::secrets::{REDACTED, Secrets};
use crate::error::Fault;
use crate::secret::is_secret;

pub(super) const VERSION: u64 = 1;

/// The text of a file.
pub(super) fn write(exchanges: &[Exchange], secrets: &Secrets) -> String {
    let exchanges: Vec<_> = exchanges.iter().map(|exchange| object(exchange, secrets)).collect();
    format!("{:#}\n", json!({ "version": VERSION, "exchanges": exchanges }))
}

fn object(exchange: &Exchange, secrets: &Secrets) -> Value {
    let Exchange { request, answer } = exchange;
    let mut object = Map::new();
    let mut asked = Map::new();
    asked.insert("endpoint".into(), request.endpoint().name().into());
    asked.insert("method".into(), request.method().into());
    asked.insert("path".into(), secrets.remove(request.path()).into());
    asked.extend(request.query().map(|query| ("query".to_owned(), secrets.remove(query).into())));
    asked.insert("headers".into(), headers(request.headers(), secrets));
    asked.extend(body(request.body(), secrets).map(|body| ("body".to_owned(), body)));
    object.insert("request".into(), asked.into());
    match answer {
        Ok(answer) => object.insert("response".into(), response(answer, secrets)),
        Err(fault) => object.insert("fault".into(), word(*fault).into()),
    };
    object.into()
}

fn response(answer: &Answer, secrets: &Secrets) -> Value {
    let mut object = Map::new();
    object.insert("status".into(), answer.status.as_u16().into());
    object.insert("headers".into(), headers(&answer.headers, secrets));
    object.extend(body(&answer.body, secrets).map(|body| ("body".to_owned(), body)));
    object.extend(answer.cut.then(|| ("cut".to_owned(), true.into())));
    object.into()
}

/// What says something about the exchange, and not about the machine that it was recorded on.
fn headers(headers: &HeaderMap, secrets: &Secrets) -> Value {
    let mut object = Map::new();
    for name in headers.keys().filter(|name| **name != HOST && **name != USER_AGENT) {
        let shown = |value: &HeaderValue| Value::from(shown(name, value, secrets));
        let mut values: Vec<_> = headers.get_all(name).iter().map(shown).collect();
        let value = if values.len() == 1 { values.swap_remove(0) } else { values.into() };
        object.insert(name.as_str().to_owned(), value);
    }
    object.into()
}

fn shown(name: &HeaderName, value: &HeaderValue, secrets: &Secrets) -> String {
    if is_secret(name) || value.is_sensitive() || *name == SET_COOKIE {
        return REDACTED.to_owned();
    }
    secrets.remove(&String::from_utf8_lossy(value.as_bytes()))
}

/// `{"json": ..}`, `{"text": ..}` or `{"base64": ..}`.
pub(super) fn body(body: &[u8], secrets: &Secrets) -> Option<Value> {
    if body.is_empty() {
        return None;
    }
    let body = secrets.remove_bytes(body);
    Some(match (serde_json::from_slice::<Value>(&body), std::str::from_utf8(&body)) {
        (Ok(value), _) => json!({ "json": value }),
        (Err(_), Ok(text)) => json!({ "text": text }),
        (Err(_), Err(_)) => json!({ "base64": STANDARD.encode(&body) }),
    })
}

/// The bytes of a body that was written so.
pub(super) fn bytes(body: &Value) -> Option<Vec<u8>> {
    if let Some(value) = body.get("json") {
        return serde_json::to_vec(value).ok();
    }
    if let Some(text) = body.get("text") {
        return Some(text.as_str()?.as_bytes().to_vec());
    }
    STANDARD.decode(body.get("base64")?.as_str()?).ok()
}

fn word(fault: Fault) -> &'static str {
    match fault {
        Fault::Connect => "connect",
        Fault::Tls => "tls",
        _ => "transport",
    }
}

/// The fault of this name.
pub(super) fn fault(word: &str) -> Option<Fault> {
    match word {
        "connect" => Some(Fault::Connect),
        "tls" => Some(Fault::Tls),
        "transport" => Some(Fault::Transport),
        _ => None,
    }
}
