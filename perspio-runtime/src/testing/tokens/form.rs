//! Parameters of a request.

use std::collections::BTreeMap;

use url::form_urlencoded;

use super::is_form;
use super::refusal::Refusal;
use crate::testing::received::Received;
use crate::testing::{CLIENT_ID, CLIENT_SECRET};

/// Parameters, each there once. Those without a value are left out (RFC 6749 section 3.2).
#[derive(Debug)]
pub(super) struct Form(BTreeMap<String, String>);

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caller {
    /// It knows the secret.
    Confidential,
    /// It sent none.
    Public,
}

impl Form {
    pub(super) fn of_query(query: Option<&str>) -> Result<Self, Refusal> {
        Self::checked(form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned())
    }

    pub(super) fn of_body(request: &Received) -> Result<Self, Refusal> {
        if !is_form(request) {
            return Err(Refusal::invalid_request("the body is not said to be a form"));
        }
        // RFC 6749 section 2.3.1: a secret in a URL ends up in logs.
        if request.query().is_some() {
            return Err(Refusal::invalid_request("parameters belong into the body, not the query"));
        }
        Self::checked(request.form())
    }

    fn checked(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, Refusal> {
        let mut form = BTreeMap::new();
        for (name, value) in pairs {
            if form.insert(name, value).is_some() {
                return Err(Refusal::invalid_request("a parameter is there more than once"));
            }
        }
        form.retain(|_, value| !value.is_empty());
        Ok(Self(form))
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn want(&self, name: &'static str) -> Result<&str, Refusal> {
        self.get(name).ok_or_else(|| Refusal::invalid_request(format!("`{name}` is missing")))
    }

    /// The caller, who may leave the secret out but must not have it wrong.
    pub(super) fn caller(&self) -> Result<Caller, Refusal> {
        match (self.get("client_id"), self.get("client_secret")) {
            (Some(CLIENT_ID), Some(CLIENT_SECRET)) => Ok(Caller::Confidential),
            (Some(CLIENT_ID), None) => Ok(Caller::Public),
            _ => Err(Refusal::invalid_client()),
        }
    }

    /// The caller must know the secret.
    pub(super) fn confidential(&self) -> Result<(), Refusal> {
        match self.caller()? {
            Caller::Confidential => Ok(()),
            Caller::Public => Err(Refusal::invalid_client()),
        }
    }
}
