//! `ENDPOINTS` put to use: a contract to read, and a list of what no test has called.

use std::fmt::{Display, Write as _};

use super::nearest::same;
use super::{Script, fail};
use crate::endpoint::Endpoint;
use crate::status::Pattern;

/// The endpoints and their rules as a Markdown table, a row each: for a page of docs, or for a test that holds the contract
/// against a file, so that a change of it shows in a review. A cell that is empty is as the client says.
///
/// ```
/// use perspio_runtime::{Result, endpoints, testing};
///
/// #[endpoints(path = "/assets/v3", timeout = "5s")]
/// trait Assets {
///     #[get("/{id}", none = 404, retry(attempts = 2))]
///     async fn find(&self, id: &str) -> Result<Option<String>>;
///     #[post("/", not_idempotent, expect = 201)]
///     async fn create(&self, #[body] name: &str) -> Result<String>;
/// }
///
/// assert_eq!(
///     testing::contract(AssetsClient::ENDPOINTS),
///     "\
/// | endpoint | request | success | `None` | idempotent | retry | timeout | deadline | redirects |
/// |---|---|---|---|---|---|---|---|---|
/// | `find` | `GET /assets/v3/{id}` | 2xx | 404 | yes | 2 attempts | 5s |  |  |
/// | `create` | `POST /assets/v3/` | 201 |  | no |  | 5s |  |  |
/// "
/// );
/// ```
pub fn contract(endpoints: &[Endpoint]) -> String {
    let mut table = String::from(
        "| endpoint | request | success | `None` | idempotent | retry | timeout | deadline | redirects |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for endpoint in endpoints {
        let cells = [
            format!("`{}`", endpoint.name()),
            format!("`{endpoint}`"),
            list(endpoint.success()),
            list(endpoint.absent()),
            if endpoint.is_idempotent() { "yes" } else { "no" }.to_owned(),
            endpoint.retry_rules().to_string().trim_start_matches("; ").to_owned(),
            shown(endpoint.attempt_timeout().map(|timeout| format!("{timeout:?}"))),
            shown(endpoint.call_deadline().map(|deadline| format!("{deadline:?}"))),
            shown(endpoint.redirect_rule()),
        ];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(table, "| {} |", cells.join(" | "));
    }
    table
}

fn list(patterns: &[Pattern]) -> String {
    patterns.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn shown(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

impl Script {
    /// The endpoints that no request was for, in their order. Requests without an answer do not count.
    pub fn unexercised(&self, endpoints: &'static [Endpoint]) -> Vec<&'static Endpoint> {
        let requests = self.answered();
        let exercised = |endpoint: &Endpoint| requests.iter().any(|request| same(request.endpoint(), endpoint));
        endpoints.iter().filter(|endpoint| !exercised(endpoint)).collect()
    }

    /// Fails the test unless there was a request for each of the endpoints that had an answer.
    ///
    /// ```
    /// use perspio_runtime::testing::Script;
    /// use perspio_runtime::{Result, endpoints};
    ///
    /// #[endpoints(path = "/assets/v3")]
    /// trait Assets {
    ///     #[delete("/{id}")]
    ///     async fn delete(&self, id: &str) -> Result<()>;
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)]
    /// # async fn main() -> Result<()> {
    /// let script = Script::new().always(204);
    /// AssetsClient::new(script.client()?).delete("7").await?;
    /// script.assert_exercised(AssetsClient::ENDPOINTS);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    /// With the endpoints that there was none for.
    #[track_caller]
    pub fn assert_exercised(&self, endpoints: &'static [Endpoint]) {
        let missing = self.unexercised(endpoints);
        if !missing.is_empty() {
            let lines: Vec<_> = missing.iter().map(|missing| format!("\n  {missing} (`{}`)", missing.name())).collect();
            let (count, all) = (missing.len(), endpoints.len());
            fail(format_args!("{count} of {all} endpoints were not called:{}", lines.concat()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::endpoint::{Method, Part, Redirect, Retry};
    use crate::error::Error;
    use crate::testing::script::tests::failure;

    const ENDPOINTS: &[Endpoint] = &[
        Endpoint::new("odd", Method::Get, &[Part::Text("/a|b")])
            .retry(Retry::never())
            .deadline(Duration::from_secs(90))
            .redirect(Redirect::Never),
        Endpoint::new("other", Method::Post, &[Part::Text("/a")]),
        Endpoint::new("third", Method::Post, &[Part::Text("/a")]),
    ];

    #[test]
    fn a_pipe_does_not_break_the_table() {
        let table = contract(&ENDPOINTS[..1]);
        let row = "| `odd` | `GET /a\\|b` | 2xx |  | yes | 1 attempt |  | 90s | never |";
        assert_eq!(table.lines().last(), Some(row));
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_not_called_is_listed() {
        let script = Script::new().reply(200);
        script.client().unwrap().call(&ENDPOINTS[1]).json::<(), Error>().await.unwrap();
        assert_eq!(
            failure(|| script.assert_exercised(ENDPOINTS)),
            "2 of 3 endpoints were not called:\n  GET /a|b (`odd`)\n  POST /a (`third`)"
        );
        script.assert_exercised(&ENDPOINTS[1..2]);
        // A request without an answer tests nothing.
        script.client().unwrap().call(&ENDPOINTS[2]).json::<(), Error>().await.unwrap_err();
        assert_eq!(script.unexercised(ENDPOINTS).len(), 2);
        failure(|| script.verify());
    }
}
