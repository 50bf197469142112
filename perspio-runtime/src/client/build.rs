//! From settings to a client: every check that a setting passes.

use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, USER_AGENT};
use http::{HeaderMap, HeaderValue, Uri};
use url::Url;

use super::Client;
use super::builder::{AGENT, ClientBuilder, Configure};
use super::token_endpoint::Asked;
use crate::auth::{Authorizer, TokenEndpoint};
use crate::error::{Error, Result};
use crate::execute::{Core, Counters};
use crate::limit::Gate;
use crate::redirect::is_secure;
use crate::request::{Base, Defaults, ILLEGAL_VALUE, Sensitivity, header_name};
use crate::retry::{Budget, Rules};
use crate::secret::{SUBSCRIPTION_KEY, TENANT_ID, Unfit, is_secret};
use crate::time::FAR;
#[cfg(feature = "testing")]
use crate::transport::Around;
#[cfg(feature = "hyper")]
use crate::transport::Pool;
use crate::transport::{Choice, Transport, Wire, unpacks};
#[cfg(feature = "http2")]
use crate::transport::{HTTP2_PING, LONGEST_HEAD};

impl ClientBuilder {
    /// Checks the settings and makes the client. Nothing is connected yet.
    ///
    /// # Errors
    /// `ErrorKind::Config`, with the name of the setting as [`parameter`](Error::parameter) and never its value.
    pub fn build(mut self) -> Result<Client> {
        let base = base(&self.base_url, self.settings.insecure_http)?;
        let headers = self.default_headers()?;
        let auth = self.auth.take();
        let host = if self.speaks_http1() { base.plain_host() } else { None };
        let transport = self.wire()?;
        let asked = |url: &Url| -> Option<Arc<dyn TokenEndpoint>> {
            Some(Arc::new(Asked::new(url, transport.for_tokens(), headers.get(USER_AGENT))?))
        };
        if headers.contains_key(AUTHORIZATION) && auth.is_some() {
            return Err(Error::config("header", "must not be `Authorization` where `auth` is set"));
        }
        let time = transport.time();
        let (authorizer, fixed_token) = match auth {
            None => (Authorizer::Nobody, None),
            Some(auth) => {
                Authorizer::new(auth, time, asked).map_err(|refused| Error::config("auth", refused.to_string()))?
            }
        };
        self.settings.retry = Rules::DEFAULT.with(&self.retry);
        if let Some(broken) = self.settings.retry.broken() {
            return Err(Error::config("retry", broken));
        }
        let budget = Budget::new(self.retry_budget);
        let core = Core {
            transport,
            authorizer,
            defaults: Defaults::new(headers, fixed_token, host),
            base,
            settings: self.settings,
            budget,
            gate: Gate::new(),
            counters: Counters::default(),
            time,
        };
        Ok(Client { core: Arc::new(core) })
    }

    /// Do connections without TLS surely speak HTTP/1, and does nobody but us name the host?
    fn speaks_http1(&self) -> bool {
        match &self.transport.0 {
            Choice::Reqwest => self.configure.is_none(),
            #[cfg(feature = "hyper")]
            Choice::Hyper(hyper) => !hyper.is_http2_only(),
            #[cfg(feature = "testing")]
            Choice::Substitute(_) | Choice::Around(_) => false,
        }
    }

    /// What was chosen to send with, made ready.
    fn wire(&mut self) -> Result<Wire> {
        let Transport(choice) = std::mem::take(&mut self.transport);
        Ok(match choice {
            #[cfg(feature = "testing")]
            Choice::Around(around) => {
                let (inner, Around(around)) = *around;
                self.transport = Transport(inner);
                Wire::Substitute(around(self.wire()?))
            }
            Choice::Reqwest => {
                let configure = self.configure.take();
                Wire::Reqwest(http_client(self.connect_timeout, self.pool_idle_timeout, configure)?)
            }
            #[cfg(any(feature = "testing", feature = "hyper"))]
            _ if self.configure.is_some() => {
                return Err(Error::config("reqwest", "is of no use to another transport"));
            }
            #[cfg(feature = "hyper")]
            Choice::Hyper(hyper) => {
                let pool = Pool::new(hyper, self.connect_timeout, self.pool_idle_timeout);
                Wire::Hyper(pool.map_err(|reason| Error::config("transport", reason))?)
            }
            #[cfg(feature = "testing")]
            Choice::Substitute(substitute) => Wire::Substitute(substitute),
        })
    }

    /// The headers of every call.
    fn default_headers(&self) -> Result<HeaderMap> {
        let mut headers = HeaderMap::new();
        let agent = match &self.user_agent {
            None => HeaderValue::from_static(AGENT),
            Some(agent) => HeaderValue::from_str(agent).map_err(|_| Error::config("user_agent", ILLEGAL_VALUE))?,
        };
        headers.insert(USER_AGENT, agent);
        for (name, value, sensitivity) in &self.headers {
            let name = header_name(name).map_err(|reason| Error::config("header", format!("`{name}` {reason}")))?;
            let mut value = HeaderValue::from_str(value)
                .map_err(|_| Error::config("header", format!("the value of `{name}` {ILLEGAL_VALUE}")))?;
            value.set_sensitive(*sensitivity == Sensitivity::Secret || is_secret(&name));
            // Credentials, and what a client is called, are sent once.
            if is_secret(&name) || name == USER_AGENT {
                headers.insert(name, value);
            } else {
                headers.append(name, value);
            }
        }
        for (setting, name, secret) in
            [("subscription_key", SUBSCRIPTION_KEY, &self.subscription_key), ("tenant_id", TENANT_ID, &self.tenant_id)]
        {
            if let Some(secret) = secret {
                headers.insert(name, secret.header("").map_err(|unfit| config(setting, unfit))?);
            }
        }
        Ok(headers)
    }
}

fn config(setting: &'static str, unfit: Unfit) -> Error {
    Error::config(setting, unfit.to_string())
}

/// The base URL, taken apart once.
fn base(raw: &str, insecure_http: bool) -> Result<Base> {
    let wrong = |detail: &'static str| Error::config("base_url", detail);
    let url = Url::parse(raw).map_err(|error| Error::config("base_url", format!("is not a URL: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(wrong("must be http or https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("must not hold user information"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("must not have a query or fragment"));
    }
    if !is_secure(&url) && !insecure_http {
        return Err(wrong("must be https, or a loopback address, unless `allow_insecure_http` is set"));
    }
    if !is_literal(raw, &url) {
        return Err(wrong("must be written as it is sent, without blanks, dot segments or other oddities"));
    }
    Base::new(url).ok_or_else(|| wrong("is not one that can be sent"))
}

/// Did the parser read what is written? It forgives blanks, line breaks, backslashes and missing slashes, and then
/// names another place than a reader would think.
fn is_literal(raw: &str, url: &Url) -> bool {
    let Some((_, rest)) = raw.split_once("://") else {
        return false;
    };
    let (authority, path) = rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash));
    let plain = |c: char| c.is_ascii_graphic() && !"@\\%{}<>^`|\"".contains(c) || !c.is_ascii();
    authority.chars().all(plain) && path == url.path() && Uri::try_from(url.as_str()).is_ok()
}

/// The HTTP client underneath, with everything off that calls do themselves or that is not asked for.
fn http_client(connect: Duration, idle: Duration, configure: Option<Configure>) -> Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder().no_proxy().connect_timeout(connect).pool_idle_timeout(idle.min(FAR));
    #[cfg(feature = "rustls")]
    {
        builder = builder.tls_version_min(reqwest::tls::Version::TLS_1_2);
    }
    #[cfg(feature = "http2")]
    {
        builder = builder
            .http2_max_header_list_size(LONGEST_HEAD)
            .http2_keep_alive_interval(HTTP2_PING)
            .http2_keep_alive_timeout(HTTP2_PING);
    }
    if unpacks() {
        // In HTTP/2 nothing would tell a whole body from one that was cut.
        builder = builder.http1_only();
    }
    if let Some(configure) = configure {
        builder = configure(builder);
    }
    builder
        .redirect(reqwest::redirect::Policy::none())
        // `never` alone still copies every request, in case.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .referer(false)
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .build()
        .map_err(|error| Error::config("reqwest", format!("cannot be used: {error}")))
}
