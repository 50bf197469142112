//! How endpoints read.

use std::time::Duration;

use super::*;
use crate::status::Pattern;

const FIND: Endpoint = Endpoint::new("find", Method::Get, &[Part::Text("/a/"), Part::Value("id")])
    .none(&[Pattern::new(404, 404)])
    .retry(Retry::new().attempts(2).base(Duration::from_millis(250)))
    .timeout(Duration::from_secs(5))
    .redirect(Redirect::Never);

#[test]
fn an_endpoint_reads_as_its_request_line_and_its_rules() {
    assert_eq!(FIND.to_string(), "GET /a/{id}");
    assert_eq!(
        FIND.rules().to_string(),
        "2xx, None on 404; idempotent; 2 attempts, base 250ms; timeout 5s; redirects never"
    );
    let create = Endpoint::new("create", Method::Post, &[Part::Text("/a/")]).retry(Retry::never());
    assert_eq!(create.rules().to_string(), "2xx; not idempotent; 1 attempt");
}

#[test]
fn methods_are_idempotent_as_the_rfc_says() {
    for (method, safe, idempotent) in [
        (Method::Get, true, true),
        (Method::Head, true, true),
        (Method::Put, false, true),
        (Method::Delete, false, true),
        (Method::Post, false, false),
        (Method::Patch, false, false),
    ] {
        assert_eq!((method.is_safe(), method.is_idempotent()), (safe, idempotent), "{method}");
        assert_eq!(http::Method::from(method).as_str(), method.as_str());
    }
}
