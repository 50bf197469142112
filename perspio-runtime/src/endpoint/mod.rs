//! Endpoints as constants: what a declaration says, and nothing that happens.

mod method;
mod rules;
#[cfg(test)]
mod tests;

use std::fmt;
use std::time::Duration;

pub use method::Method;
pub use rules::{Redirect, Retry};

use crate::status::Pattern;

/// A piece of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Sent as it is written; starts the path with `/`.
    Text(&'static str),
    /// The place of a value, by name.
    Value(&'static str),
}

/// One endpoint and its rules, as constants.
///
/// `#[endpoints]` makes these from a trait and lists them in `ENDPOINTS`; by hand they are built the same way:
///
/// ```
/// use perspio_runtime::{Endpoint, Method, Part, Pattern};
///
/// const FIND: Endpoint = Endpoint::new("find", Method::Get, &[Part::Text("/assets/v3/"), Part::Value("id")])
///     .none(&[Pattern::new(404, 404)]);
/// assert_eq!(FIND.to_string(), "GET /assets/v3/{id}");
/// ```
#[derive(Clone, Copy)]
pub struct Endpoint {
    name: &'static str,
    method: Method,
    path: &'static [Part],
    idempotent: bool,
    expect: &'static [Pattern],
    none: &'static [Pattern],
    retry: Retry,
    timeout: Option<Duration>,
    deadline: Option<Duration>,
    redirect: Option<Redirect>,
    headers: &'static [(&'static str, &'static str)],
    secret_headers: &'static [(&'static str, &'static str)],
    query: &'static [(&'static str, &'static str)],
}

/// Building one: each takes the endpoint as it is so far, and all can be used in a `const`.
impl Endpoint {
    /// An endpoint with the defaults: 2xx is success, idempotent if its method is, everything else as the
    /// client says.
    #[must_use]
    pub const fn new(name: &'static str, method: Method, path: &'static [Part]) -> Self {
        Self {
            name,
            method,
            path,
            idempotent: method.is_idempotent(),
            expect: &[],
            none: &[],
            retry: Retry::new(),
            timeout: None,
            deadline: None,
            redirect: None,
            headers: &[],
            secret_headers: &[],
            query: &[],
        }
    }

    /// May a call be sent again when it may already have taken effect?
    #[must_use]
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = idempotent;
        self
    }

    /// The success statuses; 2xx by default.
    #[must_use]
    pub const fn expect(mut self, expect: &'static [Pattern]) -> Self {
        self.expect = expect;
        self
    }

    /// The statuses that are `Ok(None)`; none by default.
    #[must_use]
    pub const fn none(mut self, none: &'static [Pattern]) -> Self {
        self.none = none;
        self
    }

    /// When and how often a call is sent again; what is left out comes from the client.
    #[must_use]
    pub const fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// The time one attempt may take; the client's by default.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The time the whole call may take, with every wait in it; the client's by default.
    #[must_use]
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Which redirects are followed; the client's by default.
    #[must_use]
    pub const fn redirect(mut self, redirect: Redirect) -> Self {
        self.redirect = Some(redirect);
        self
    }

    /// Headers with a fixed value, names in lower case.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Headers with a fixed value that is secret: it goes to the origin of the base URL only, and into no text.
    #[must_use]
    pub const fn secret_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.secret_headers = headers;
        self
    }

    /// Query pairs with a fixed value, as they read before encoding.
    #[must_use]
    pub const fn query(mut self, query: &'static [(&'static str, &'static str)]) -> Self {
        self.query = query;
        self
    }
}

/// Asking one.
impl Endpoint {
    /// The name of the trait's method.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The method of the request.
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The path with its places for values, split when it was compiled.
    pub const fn path(&self) -> &'static [Part] {
        self.path
    }

    /// May a call be sent again when it may already have taken effect?
    pub const fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    /// The success statuses.
    pub const fn success(&self) -> &'static [Pattern] {
        // The default is none: a table of endpoints then points nowhere for it.
        if self.expect.is_empty() { &[Pattern::SUCCESS] } else { self.expect }
    }

    /// The statuses that are `Ok(None)`.
    pub const fn absent(&self) -> &'static [Pattern] {
        self.none
    }

    /// What was declared about sending again; see [`Retry`].
    pub const fn retry_rules(&self) -> &Retry {
        &self.retry
    }

    /// The declared time for one attempt, if any.
    pub const fn attempt_timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The declared time for the whole call, if any.
    pub const fn call_deadline(&self) -> Option<Duration> {
        self.deadline
    }

    /// The declared redirect rule, if any.
    pub const fn redirect_rule(&self) -> Option<Redirect> {
        self.redirect
    }

    /// Headers with a fixed value that is secret; for the loop alone.
    pub(crate) const fn fixed_secret_headers(&self) -> &'static [(&'static str, &'static str)] {
        self.secret_headers
    }

    /// Headers with a fixed value, without the secret ones.
    pub const fn fixed_headers(&self) -> &'static [(&'static str, &'static str)] {
        self.headers
    }

    /// Query pairs with a fixed value.
    pub const fn fixed_query(&self) -> &'static [(&'static str, &'static str)] {
        self.query
    }

    /// The path as it was declared, `/assets/v3/{id}`: the label for logs and metrics.
    pub const fn template(&self) -> Template {
        Template(self.path)
    }

    /// The rules in one line: `2xx, None on 404; idempotent; 2 attempts`.
    pub const fn rules(&self) -> Rules<'_> {
        Rules(self)
    }
}

/// Name, request line and rules; no value of a header.
impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("name", &self.name)
            .field("request", &format_args!("{self}"))
            .field("rules", &format_args!("{}", self.rules()))
            .finish_non_exhaustive()
    }
}

/// `GET /assets/v3/{id}`.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.template())
    }
}

/// The path of an endpoint with its placeholders; `Display` writes it.
#[derive(Debug, Clone, Copy)]
pub struct Template(&'static [Part]);

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Text(text) => f.write_str(text),
            Part::Value(name) => write!(f, "{{{name}}}"),
        })
    }
}

/// The rules of an endpoint; `Display` writes them in one line.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a>(&'a Endpoint);

impl fmt::Display for Rules<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoint = self.0;
        rules::list(f, endpoint.success())?;
        if !endpoint.none.is_empty() {
            f.write_str(", None on ")?;
            rules::list(f, endpoint.none)?;
        }
        f.write_str(if endpoint.idempotent { "; idempotent" } else { "; not idempotent" })?;
        write!(f, "{}", endpoint.retry)?;
        if let Some(timeout) = endpoint.timeout {
            write!(f, "; timeout {timeout:?}")?;
        }
        if let Some(deadline) = endpoint.deadline {
            write!(f, "; deadline {deadline:?}")?;
        }
        match endpoint.redirect {
            Some(redirect) => write!(f, "; redirects {redirect}"),
            None => Ok(()),
        }
    }
}
