//! A recording becomes a script.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::secrets::Secrets;
use super::{RecordingError, file};
use crate::testing::difference::Difference;
use crate::testing::{Captured, Reply, Script};

impl Script {
    /// A script that plays what a [`Recording`](super::Recording) kept: a request is answered as the recorded one with the same
    /// method, path, query and body was, repeated ones in their order. Not every answer has to be asked for; a request that was
    /// not recorded fails the test, side by side with the nearest that was.
    ///
    /// What is secret in the requests of the test is left out of the comparison, as it was left out of the file.
    ///
    /// # Errors
    /// If the file cannot be read, or is not a recording of version 1.
    pub fn replay(file: impl Into<PathBuf>) -> Result<Self, RecordingError> {
        let path = file.into();
        let text = fs::read(&path).map_err(|source| RecordingError::Read { file: path.clone(), source })?;
        let value: Value =
            serde_json::from_slice(&text).map_err(|source| RecordingError::NotJson { file: path.clone(), source })?;
        let found = value.get("version").unwrap_or(&Value::Null);
        if found.as_u64() != Some(file::VERSION) {
            return Err(RecordingError::Version { file: path, found: found.to_string() });
        }
        let malformed = |place: String| RecordingError::Malformed { file: path.clone(), place };
        let exchanges = value.get("exchanges").and_then(Value::as_array);
        let script = Self::new().allow_unused();
        for (index, exchange) in exchanges.ok_or_else(|| malformed("exchanges".to_owned()))?.iter().enumerate() {
            let (recorded, reply) = read(exchange).map_err(|place| malformed(format!("exchanges[{index}].{place}")))?;
            script.expect_recorded(recorded).reply(reply);
        }
        Ok(script)
    }
}

/// A request as it was recorded.
#[derive(Debug)]
pub(in crate::testing) struct Recorded {
    pub(in crate::testing) endpoint: String,
    method: String,
    path: String,
    query: Option<String>,
    body: Option<Value>,
}

impl Recorded {
    /// `GET /assets/v3/7?fields=name`.
    pub(in crate::testing) fn line(&self) -> String {
        let query = self.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{} {}{query}", self.method, self.path)
    }

    /// In what a request is another one.
    pub(in crate::testing) fn differences(&self, request: &Captured) -> Vec<Difference> {
        let mut secrets = Secrets::default();
        secrets.add_headers(request.headers());
        let query = request.query().map(|query| secrets.remove(query));
        let body = file::body(request.body(), &secrets);
        let mut found = Vec::new();
        let mut compare = |what: &str, expected: &str, actual: &str| {
            if expected != actual {
                found.push(Difference::new(what, expected, actual));
            }
        };
        compare("method", &self.method, request.method());
        compare("path", &self.path, &secrets.remove(request.path()));
        compare("query", self.query.as_deref().unwrap_or("none"), query.as_deref().unwrap_or("none"));
        compare("body", &shown(self.body.as_ref()), &shown(body.as_ref()));
        found
    }
}

fn shown(body: Option<&Value>) -> String {
    let inner = body.and_then(|body| body.as_object()?.values().next());
    inner.map_or_else(|| "none".to_owned(), ToString::to_string)
}

/// One exchange, or the place in it that is not as it should be.
fn read(exchange: &Value) -> Result<(Recorded, Reply), &'static str> {
    let request = exchange.get("request").ok_or("request")?;
    let text = |name: &str| request.get(name).and_then(Value::as_str).map(str::to_owned);
    let recorded = Recorded {
        endpoint: text("endpoint").ok_or("request.endpoint")?,
        method: text("method").ok_or("request.method")?,
        path: text("path").ok_or("request.path")?,
        query: text("query"),
        body: request.get("body").cloned(),
    };
    let reply = match exchange.get("fault") {
        Some(fault) => Reply::fault(fault.as_str().and_then(file::fault).ok_or("fault")?),
        None => reply(exchange.get("response").ok_or("response")?)?,
    };
    Ok((recorded, reply))
}

fn reply(response: &Value) -> Result<Reply, &'static str> {
    let status = response.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    let status = status.and_then(|status| http::StatusCode::from_u16(status).ok()).ok_or("response.status")?;
    let mut reply = Reply::from(status);
    let headers = response.get("headers").and_then(Value::as_object).ok_or("response.headers")?;
    for (name, values) in headers {
        for value in values.as_array().map_or(std::slice::from_ref(values), Vec::as_slice) {
            let value = value.as_str().ok_or("response.headers")?;
            reply = reply.checked_header(name, value).ok_or("response.headers")?;
        }
    }
    if let Some(body) = response.get("body") {
        reply = reply.body(file::bytes(body).ok_or("response.body")?);
    }
    Ok(if response.get("cut") == Some(&Value::Bool(true)) { reply.cut() } else { reply })
}
