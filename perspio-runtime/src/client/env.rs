//! A client from environment variables.

use std::ffi::OsString;

use super::{Client, ClientBuilder};
use crate::auth::{Auth, Bearer, ClientCredentials};
use crate::error::{Error, Result};

const ACCESS_TOKEN: &str = "PERSPIO_ACCESS_TOKEN";
const CLIENT_ID: &str = "PERSPIO_CLIENT_ID";
const CLIENT_SECRET: &str = "PERSPIO_CLIENT_SECRET";
const TOKEN_URL: &str = "PERSPIO_TOKEN_URL";
const SCOPE: &str = "PERSPIO_SCOPE";

/// A variable, the setter it stands for, and how to call it.
type Setting = (&'static str, &'static str, fn(ClientBuilder, String) -> ClientBuilder);

/// Those that have to be set.
const SETTINGS: [Setting; 3] = [
    ("PERSPIO_BASE_URL", "base_url", |builder, value| builder.base_url(value)),
    ("PERSPIO_SUBSCRIPTION_KEY", "subscription_key", |builder, value| builder.subscription_key(value)),
    ("PERSPIO_TENANT_ID", "tenant_id", |builder, value| builder.tenant_id(value)),
];

/// Builds a client from what `lookup` finds. The environment is handed in, so that tests need not change it.
pub(super) fn client(lookup: impl Fn(&str) -> Option<OsString>) -> Result<Client> {
    let read = |name| read(&lookup, name);
    let mut builder = Client::builder();
    for (name, _, set) in SETTINGS {
        builder = set(builder, required(name, read(name)?)?);
    }
    let (auth, blamed) = credentials(&read)?;
    builder.auth(auth).build().map_err(|error| {
        let setting = SETTINGS.iter().find(|(_, setter, _)| error.parameter() == Some(setter));
        match setting {
            Some((name, ..)) => error.with_parameter(name),
            None if error.parameter() == Some("auth") => error.with_parameter(blamed),
            None => error,
        }
    })
}

/// A token, or an application that fetches its own; and the variable to blame if that cannot be used.
fn credentials(read: &impl Fn(&'static str) -> Result<Option<String>>) -> Result<(Auth, &'static str)> {
    let (token, client_id) = (read(ACCESS_TOKEN)?, read(CLIENT_ID)?);
    match (token, client_id) {
        (Some(_), Some(_)) => {
            Err(Error::config(ACCESS_TOKEN, format!("is set, and so is `{CLIENT_ID}`; one of them has to go")))
        }
        (Some(token), None) => Ok((Bearer::new(token).into(), ACCESS_TOKEN)),
        (None, None) => Err(Error::config(CLIENT_ID, format!("is not set, and neither is `{ACCESS_TOKEN}`"))),
        (None, Some(client_id)) => {
            let secret = required(CLIENT_SECRET, read(CLIENT_SECRET)?)?;
            let blamed = match (client_id.is_empty(), secret.is_empty()) {
                (true, _) => CLIENT_ID,
                (false, true) => CLIENT_SECRET,
                (false, false) => TOKEN_URL,
            };
            let mut credentials = ClientCredentials::new(client_id, secret);
            if let Some(url) = read(TOKEN_URL)? {
                credentials = credentials.token_url(url);
            }
            if let Some(scope) = read(SCOPE)? {
                credentials = credentials.scope(scope);
            }
            Ok((credentials.into(), blamed))
        }
    }
}

fn read(lookup: impl Fn(&str) -> Option<OsString>, name: &'static str) -> Result<Option<String>> {
    lookup(name).map(|value| value.into_string().map_err(|_| Error::config(name, "is not Unicode"))).transpose()
}

fn required(name: &'static str, value: Option<String>) -> Result<String> {
    value.ok_or_else(|| Error::config(name, "is not set"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    const WITH_TOKEN: [(&str, &str); 4] = [
        ("PERSPIO_BASE_URL", "https://api.test/v1"),
        ("PERSPIO_SUBSCRIPTION_KEY", "key"),
        ("PERSPIO_TENANT_ID", "in-000001"),
        (ACCESS_TOKEN, "token"),
    ];
    const WITH_CLIENT: [(&str, &str); 7] = [
        WITH_TOKEN[0],
        WITH_TOKEN[1],
        WITH_TOKEN[2],
        (CLIENT_ID, "id"),
        (CLIENT_SECRET, "secret"),
        (TOKEN_URL, "http://127.0.0.1:1/token"),
        (SCOPE, "all of it"),
    ];

    /// A client from these variables, one of them changed.
    fn with(variables: &[(&str, &str)], changed: &str, value: Option<&str>) -> Result<Client> {
        client(|name| {
            let set = variables.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
            if name == changed { value } else { set }.map(OsString::from)
        })
    }

    #[test]
    fn a_token_or_an_application_make_a_client() {
        assert!(format!("{:?}", with(&WITH_TOKEN, "", None).unwrap()).contains("https://api.test"));
        assert!(with(&WITH_CLIENT, "", None).is_ok());
        for optional in [TOKEN_URL, SCOPE] {
            assert!(with(&WITH_CLIENT, optional, None).is_ok(), "{optional}");
        }
    }

    #[test]
    fn a_missing_empty_or_unusable_variable_is_named() {
        for (name, _) in WITH_TOKEN {
            for value in [None, Some(""), Some(" "), Some("a\nb")] {
                let error = with(&WITH_TOKEN, name, value).unwrap_err();
                // Without a token there might be an application.
                let blamed = if (name, value) == (ACCESS_TOKEN, None) { CLIENT_ID } else { name };
                assert_eq!((error.kind(), error.parameter()), (ErrorKind::Config, Some(blamed)), "{value:?}");
                assert!(!error.to_string().contains("a\nb"));
            }
        }
        assert_eq!(
            with(&WITH_TOKEN, "PERSPIO_BASE_URL", Some("ftp://h")).unwrap_err().parameter(),
            Some("PERSPIO_BASE_URL")
        );
    }

    #[test]
    fn so_is_one_of_an_application() {
        for (name, value) in [
            (CLIENT_ID, None),
            (CLIENT_ID, Some("")),
            (CLIENT_SECRET, None),
            (CLIENT_SECRET, Some("")),
            (TOKEN_URL, Some("")),
            (TOKEN_URL, Some("http://login.test/token")),
            (TOKEN_URL, Some("ftp://127.0.0.1/")),
            (TOKEN_URL, Some("https://user:pass@login.test/")),
            (ACCESS_TOKEN, Some("token")),
        ] {
            let error = with(&WITH_CLIENT, name, value).unwrap_err();
            assert_eq!((error.kind(), error.parameter()), (ErrorKind::Config, Some(name)), "{value:?}: {error}");
            assert!(!error.to_string().contains("pass@") && !error.to_string().contains("secret "));
        }
    }
}
