//! Logs in to PerspioTalk from a terminal, as other command-line tools do, and makes one call as whoever has logged in:
//!
//! ```text
//! cargo run --example login --features login
//! ```
//!
//! Prints the URL to open, on a line of its own, and waits up to 5 minutes for the browser to come back. The refresh token
//! stays in a file, so the next run needs no login. Settings come from the environment, see `--help`. Exit code 0 if the
//! call was answered, 1 if not, 2 if an argument or a variable is missing or cannot be used. No secret is printed.

mod loopback;
mod settings;

use std::error::Error as StdError;
use std::process::ExitCode;

use loopback::Loopback;
use perspio_runtime::auth::{Auth, AuthorizationCode, DeviceCode, DevicePrompt, FileStore, LoginError, LoginFault};
use perspio_runtime::{Client, Error, Response, Result, endpoints};
use serde_json::Value;
use settings::{How, Settings};

#[endpoints]
trait Talk {
    /// The caller's profile.
    #[get("/directory/v3/user")]
    async fn user(&self) -> Result<Response<Value>>;
}

#[tokio::main]
async fn main() -> ExitCode {
    let settings = match Settings::read(std::env::args().skip(1), |name| std::env::var(name).ok()) {
        Ok(How::Run(settings)) => settings,
        Ok(How::Help) => {
            println!("{}", settings::HELP);
            return ExitCode::SUCCESS;
        }
        Err(wrong) => {
            eprintln!("error: {wrong}\n\n{}", settings::HELP);
            return ExitCode::from(2);
        }
    };
    match run(&settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = error.source();
            while let Some(next) = cause {
                eprintln!("  caused by: {next}");
                cause = next.source();
            }
            let config = error.downcast_ref().is_some_and(|error: &Error| error.parameter().is_some());
            if config { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}

async fn run(settings: &Settings) -> Result<(), Box<dyn StdError>> {
    let store = FileStore::new(&settings.store);
    println!("The refresh token is kept in {}", store.path().display());
    let client = match resume(settings, &store).await? {
        Some(client) => client,
        None => log_in(settings, &store).await?,
    };
    let answer = TalkClient::new(client).user().await?;
    println!("GET /directory/v3/user: {}", answer.status());
    Ok(())
}

/// A client for whoever logged in before; `None` if somebody has to log in.
async fn resume(settings: &Settings, store: &FileStore) -> Result<Option<Client>, Box<dyn StdError>> {
    if settings.again {
        return Ok(None);
    }
    let client = client(settings, authorization_code(settings, store).resume()?)?;
    match client.authenticate().await {
        Ok(()) => {
            println!("Logged in before");
            Ok(Some(client))
        }
        Err(error) if wants_login(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn log_in(settings: &Settings, store: &FileStore) -> Result<Client, Box<dyn StdError>> {
    let client = if settings.device {
        client(settings, device_code(settings, store))?
    } else {
        let loopback = Loopback::bind(settings.port).await?;
        let login = authorization_code(settings, store).redirect_uri(loopback.redirect_uri()).start()?;
        println!("Open this in a browser:\n\n{}\n", login.url());
        client(settings, loopback.finish(login).await?)?
    };
    client.authenticate().await?;
    println!("Logged in");
    Ok(client)
}

fn client(settings: &Settings, auth: impl Into<Auth>) -> Result<Client> {
    Client::builder()
        .base_url(&settings.base_url)
        .subscription_key(&settings.subscription_key)
        .tenant_id(&settings.tenant_id)
        .auth(auth)
        .build()
}

fn authorization_code(settings: &Settings, store: &FileStore) -> AuthorizationCode {
    let mut code = match &settings.client_secret {
        Some(secret) => AuthorizationCode::new(&settings.client_id, secret),
        None => AuthorizationCode::public(&settings.client_id),
    };
    if let Some(url) = &settings.token_url {
        code = code.token_url(url);
    }
    if let Some(url) = &settings.authorize_url {
        code = code.authorize_url(url);
    }
    if let Some(scope) = &settings.scope {
        code = code.scope(scope);
    }
    code.store(store.clone())
}

fn device_code(settings: &Settings, store: &FileStore) -> DeviceCode {
    let mut code = DeviceCode::new(&settings.client_id, show);
    if let Some(secret) = &settings.client_secret {
        code = code.client_secret(secret);
    }
    if let Some(url) = &settings.token_url {
        code = code.token_url(url);
    }
    if let Some(url) = &settings.device_url {
        code = code.device_url(url);
    }
    if let Some(scope) = &settings.scope {
        code = code.scope(scope);
    }
    // What the store has has been tried.
    code.store(store.clone()).anew()
}

fn show(prompt: &DevicePrompt) {
    let minutes = prompt.expires_in().as_secs().div_ceil(60);
    println!("Open this in a browser, on any device:\n\n{}\n", prompt.verification_uri());
    println!("and type in, within {minutes} minutes:\n\n{}\n", prompt.user_code());
}

/// Does somebody have to log in before this can work?
fn wants_login(error: &Error) -> bool {
    let login = error.source().and_then(|source| source.downcast_ref::<LoginError>());
    login.is_some_and(|error| error.fault() == LoginFault::Required)
}
