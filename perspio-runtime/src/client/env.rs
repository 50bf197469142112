//! A client from environment variables.

use std::ffi::OsString;

use super::{Client, ClientBuilder};
use crate::auth::Bearer;
use crate::error::{Error, Result};

/// A variable, the setter it stands for, and how to call it.
type Setting = (&'static str, &'static str, fn(ClientBuilder, String) -> ClientBuilder);

const SETTINGS: [Setting; 4] = [
    ("PERSPIO_BASE_URL", "base_url", |builder, value| builder.base_url(value)),
    ("PERSPIO_ACCESS_TOKEN", "auth", |builder, value| builder.auth(Bearer::new(value))),
    ("PERSPIO_SUBSCRIPTION_KEY", "subscription_key", |builder, value| builder.subscription_key(value)),
    ("PERSPIO_TENANT_ID", "tenant_id", |builder, value| builder.tenant_id(value)),
];

/// Builds a client from what `lookup` finds. The environment is handed in, so that tests need not change it.
pub(super) fn client(lookup: impl Fn(&str) -> Option<OsString>) -> Result<Client> {
    let mut builder = Client::builder();
    for (name, _, set) in SETTINGS {
        let value = lookup(name).ok_or_else(|| Error::config(name, "is not set"))?;
        let value = value.into_string().map_err(|_| Error::config(name, "is not Unicode"))?;
        builder = set(builder, value);
    }
    builder.build().map_err(|error| {
        let setting = SETTINGS.iter().find(|(_, setter, _)| error.parameter() == Some(setter));
        match setting {
            Some((name, ..)) => error.with_parameter(name),
            None => error,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    const GOOD: [&str; 4] = ["https://api.test/v1", "token", "key", "in-000001"];

    /// The environment with one variable changed.
    fn with(changed: usize, value: Option<&str>) -> Result<Client> {
        client(|name| {
            let index = SETTINGS.iter().position(|(known, ..)| *known == name).unwrap();
            if index == changed { value.map(Into::into) } else { Some(GOOD[index].into()) }
        })
    }

    #[test]
    fn all_four_make_a_client() {
        let client = with(0, Some(GOOD[0])).unwrap();
        assert!(format!("{client:?}").contains("https://api.test"));
    }

    #[test]
    fn a_missing_empty_or_unusable_variable_is_named() {
        for (index, (name, ..)) in SETTINGS.iter().enumerate() {
            for value in [None, Some(""), Some(" "), Some("a\nb")] {
                let error = with(index, value).unwrap_err();
                assert_eq!((error.kind(), error.parameter()), (ErrorKind::Config, Some(*name)), "{value:?}");
                assert!(!error.to_string().contains("a\nb"));
            }
        }
        assert_eq!(with(0, Some("ftp://h")).unwrap_err().parameter(), Some("PERSPIO_BASE_URL"));
    }
}
