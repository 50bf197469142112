//! The vendor's rules: one request in, one answer out. No I/O.

use bytes::Bytes;
use http::header::{ALLOW, AUTHORIZATION, CONTENT_TYPE, LOCATION, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

use super::assets::{Asset, Assets};
use super::received::Received;
use super::tokens::Rights;
use super::{SUBSCRIPTION_KEY, TENANT_ID};
use crate::secret;

const ASSETS: &str = "/assets/v3/";
const USER: &str = "/directory/v3/user";

/// The answer to `request`. `whole` says whether all of its body was read, `rights` what an access token allows if it
/// is good for anything.
pub(super) fn answer(
    assets: &mut Assets,
    request: &Received,
    whole: bool,
    rights: impl Fn(&str) -> Option<Rights>,
) -> Response<Bytes> {
    let rights = match authorised(request.headers(), rights) {
        Ok(rights) => rights,
        Err(challenge) => return unauthorised(challenge),
    };
    if rights == Rights::Read && matches!(request.method(), "POST" | "PATCH" | "PUT" | "DELETE") {
        return message(StatusCode::FORBIDDEN, "the access token is for reading only");
    }
    let Some(resource) = Resource::at(request.path()) else {
        return message(StatusCode::NOT_FOUND, "no such endpoint");
    };
    if !resource.allows(request.method()) {
        let mut reply = message(StatusCode::METHOD_NOT_ALLOWED, "the endpoint does not take this method");
        reply.headers_mut().insert(ALLOW, HeaderValue::from_static(resource.allow()));
        return reply;
    }
    if !whole {
        return message(StatusCode::PAYLOAD_TOO_LARGE, "the body is longer than 1 MiB");
    }
    match (resource, request.method()) {
        (Resource::User, _) => json_reply(StatusCode::OK, &profile()),
        (Resource::Assets, "POST") => create(assets, request.body()),
        (Resource::Assets, _) => json_reply(StatusCode::OK, &assets.list()),
        (Resource::Asset(id), method) => on_asset(assets, &id, method, request.body()),
    }
}

/// What a path names.
enum Resource {
    Assets,
    Asset(String),
    User,
}

impl Resource {
    fn at(path: &str) -> Option<Self> {
        if path == USER {
            return Some(Self::User);
        }
        match path.strip_prefix(ASSETS)? {
            "" => Some(Self::Assets),
            id if id.contains('/') => None,
            id => decode(id).map(Self::Asset),
        }
    }

    /// The methods that it takes, as `Allow` says it.
    fn allow(&self) -> &'static str {
        match self {
            Self::Assets => "GET, HEAD, POST",
            Self::Asset(_) => "GET, HEAD, PATCH, PUT, DELETE",
            Self::User => "GET, HEAD",
        }
    }

    fn allows(&self, method: &str) -> bool {
        self.allow().split(", ").any(|allowed| allowed == method)
    }
}

/// What the caller may do if each credential is there once and right, otherwise the challenge to answer with.
fn authorised(headers: &HeaderMap, rights: impl Fn(&str) -> Option<Rights>) -> Result<Rights, &'static str> {
    // RFC 9110 section 11.1: the scheme's case does not matter.
    let token = match only(headers, &AUTHORIZATION).and_then(|value| value.split_once(' ')) {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token,
        // RFC 6750 section 3.1: no error code where there is no token.
        _ => return Err("Bearer"),
    };
    let rights = rights(token).ok_or(r#"Bearer error="invalid_token""#)?;
    let right = only(headers, &secret::SUBSCRIPTION_KEY) == Some(SUBSCRIPTION_KEY)
        && only(headers, &secret::TENANT_ID) == Some(TENANT_ID);
    right.then_some(rights).ok_or("Bearer")
}

fn unauthorised(challenge: &'static str) -> Response<Bytes> {
    let text = "access token, subscription key or tenant id is missing or invalid";
    let mut reply = message(StatusCode::UNAUTHORIZED, text);
    reply.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    reply
}

/// The value of a header that is there exactly once.
pub(super) fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

fn create(assets: &mut Assets, body: &[u8]) -> Response<Bytes> {
    let asset = match object(body) {
        Ok(asset) => asset,
        Err(refused) => return message(StatusCode::BAD_REQUEST, refused),
    };
    if let Some(id) = asset.get("name").and_then(|name| assets.id_of(name)) {
        let conflict = json!({ "message": "an asset of this name exists", "id": id });
        return json_reply(StatusCode::CONFLICT, &conflict);
    }
    let (id, asset) = assets.create(asset);
    let mut reply = json_reply(StatusCode::CREATED, &Value::Object(asset));
    if let Ok(location) = HeaderValue::try_from(format!("{ASSETS}{id}")) {
        reply.headers_mut().insert(LOCATION, location);
    }
    reply
}

fn on_asset(assets: &mut Assets, id: &str, method: &str, body: &[u8]) -> Response<Bytes> {
    let after = match method {
        _ if !assets.contains(id) => None,
        "DELETE" => {
            assets.remove(id);
            let mut reply = Response::new(Bytes::new());
            *reply.status_mut() = StatusCode::NO_CONTENT;
            return reply;
        }
        "PATCH" | "PUT" => match object(body) {
            Ok(change) if method == "PATCH" => assets.change(id, change),
            Ok(asset) => assets.replace(id, asset),
            Err(refused) => return message(StatusCode::BAD_REQUEST, refused),
        },
        _ => assets.get(id),
    };
    match after {
        Some(asset) => json_reply(StatusCode::OK, &Value::Object(asset)),
        None => message(StatusCode::NOT_FOUND, "no such asset"),
    }
}

/// The JSON object in a body, or why it is refused.
fn object(body: &[u8]) -> Result<Asset, &'static str> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(asset)) => Ok(asset),
        Ok(_) => Err("the body is not a JSON object"),
        Err(_) => Err("the body is not JSON"),
    }
}

/// The fields that the vendor's sample shows; the values are the double's own.
fn profile() -> Value {
    json!({
        "id": "tester@example.com",
        "tenantId": TENANT_ID,
        "mail": "tester@example.com",
        "surName": null,
        "displayName": "Tester",
        "userPrincipalName": "tester@example.com",
    })
}

/// An answer with `{"message": ..}`, as for 4xx.
pub(super) fn message(status: StatusCode, text: &str) -> Response<Bytes> {
    json_reply(status, &json!({ "message": text }))
}

/// An answer with a plain string, as for 5xx.
pub(super) fn plain(status: StatusCode, text: &'static str) -> Response<Bytes> {
    reply(status, "text/plain; charset=utf-8", text.into())
}

pub(super) fn json_reply(status: StatusCode, value: &Value) -> Response<Bytes> {
    reply(status, "application/json", value.to_string().into())
}

pub(super) fn reply(status: StatusCode, content_type: &'static str, body: Bytes) -> Response<Bytes> {
    let mut reply = Response::new(body);
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    reply
}

/// A segment of a path without its percent-encoding; `None` if that is malformed or not UTF-8.
// input:  "a%2Fb%20c"
// output: "a/b c"
fn decode(segment: &str) -> Option<String> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut decoded = Vec::with_capacity(segment.len());
    let mut bytes = segment.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => digit(bytes.next()?)? << 4 | digit(bytes.next()?)?,
            plain => plain,
        });
    }
    String::from_utf8(decoded).ok()
}
