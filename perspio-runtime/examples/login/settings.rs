//! Arguments and environment.

use std::path::PathBuf;

pub(crate) const HELP: &str = "\
cargo run --example login --features login -- [options]

    --device        show a code to type in on another device, in place of a URL
    --again         log in even if somebody has before
    --store PATH    the file of the refresh token; ~/.perspio-refresh-token by default
    --port PORT     where the browser comes back to on this machine; any free one by default
    --no-browser    start no browser: the default, and so far the only way

Set these variables, from the application that is registered with Perspio:

    PERSPIO_CLIENT_ID, PERSPIO_CLIENT_SECRET
    PERSPIO_BASE_URL                such as https://talk.perspio.io
    PERSPIO_SUBSCRIPTION_KEY, PERSPIO_TENANT_ID

and these if they are not Perspio's:

    PERSPIO_AUTHORIZE_URL, PERSPIO_TOKEN_URL, PERSPIO_DEVICE_URL, PERSPIO_SCOPE

An application that is registered without a secret has an empty PERSPIO_CLIENT_SECRET.";

pub(crate) struct Settings {
    pub(crate) client_id: String,
    /// None if the application is public.
    pub(crate) client_secret: Option<String>,
    pub(crate) base_url: String,
    pub(crate) subscription_key: String,
    pub(crate) tenant_id: String,
    pub(crate) authorize_url: Option<String>,
    pub(crate) token_url: Option<String>,
    pub(crate) device_url: Option<String>,
    pub(crate) scope: Option<String>,
    pub(crate) store: PathBuf,
    pub(crate) port: u16,
    pub(crate) device: bool,
    pub(crate) again: bool,
}

/// What the arguments ask for.
pub(crate) enum How {
    Run(Box<Settings>),
    Help,
}

impl Settings {
    pub(crate) fn read(
        mut args: impl Iterator<Item = String>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<How, String> {
        let (mut device, mut again, mut port, mut store) = (false, false, 0, None);
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--device" => device = true,
                "--again" => again = true,
                "--no-browser" => {}
                "--store" => store = Some(args.next().ok_or("--store wants a path")?.into()),
                "--port" => {
                    port = args.next().and_then(|port| port.parse().ok()).ok_or("--port wants a number up to 65535")?;
                }
                "--help" | "-h" => return Ok(How::Help),
                _ => return Err(format!("`{arg}` is no option")),
            }
        }
        let mut missing = Vec::new();
        let mut required = |name: &'static str| {
            variable(name).unwrap_or_else(|| {
                missing.push(name);
                String::new()
            })
        };
        let client_id = required("PERSPIO_CLIENT_ID");
        let client_secret = Some(required("PERSPIO_CLIENT_SECRET")).filter(|secret| !secret.is_empty());
        let base_url = required("PERSPIO_BASE_URL");
        let subscription_key = required("PERSPIO_SUBSCRIPTION_KEY");
        let tenant_id = required("PERSPIO_TENANT_ID");
        if !missing.is_empty() {
            return Err(format!("not set: {}", missing.join(", ")));
        }
        let at_home = || variable("HOME").map(|home| PathBuf::from(home).join(".perspio-refresh-token"));
        Ok(How::Run(Box::new(Self {
            client_id,
            client_secret,
            base_url,
            subscription_key,
            tenant_id,
            authorize_url: variable("PERSPIO_AUTHORIZE_URL"),
            token_url: variable("PERSPIO_TOKEN_URL"),
            device_url: variable("PERSPIO_DEVICE_URL"),
            scope: variable("PERSPIO_SCOPE"),
            store: store.or_else(at_home).ok_or("not set: HOME; say --store PATH")?,
            port,
            device,
            again,
        })))
    }
}
