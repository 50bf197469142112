//! A read of the real PerspioTalk, or of anything that answers like it, with credentials from the environment:
//!
//! ```text
//! cargo run --example perspiotalk
//! ```
//!
//! Reads the caller's own profile and the list of assets, and prints statuses and counts; nothing of what they hold.
//! Exit code 0 if both could be read, 1 if not, 2 if a variable is missing or cannot be used.

use std::error::Error as _;
use std::process::ExitCode;

use perspio_runtime::{Client, Error, ErrorKind, Response, Result, endpoints};
use serde_json::Value;

#[endpoints]
trait Talk {
    /// The caller's profile.
    #[get("/directory/v3/user")]
    async fn user(&self) -> Result<Response<Value>>;

    /// Every asset the caller may see.
    #[get("/assets/v3/")]
    async fn assets(&self) -> Result<Response<Value>>;
}

const SET_UP: &str = "\
Set all four variables, from the application that is registered with Perspio:

    export PERSPIO_BASE_URL=https://talk.perspio.io
    export PERSPIO_ACCESS_TOKEN=...        # of the token endpoint; lives 60 minutes
    export PERSPIO_SUBSCRIPTION_KEY=...
    export PERSPIO_TENANT_ID=...";

#[tokio::main]
async fn main() -> ExitCode {
    let client = match Client::from_env() {
        Ok(client) => client,
        Err(error) => {
            eprintln!("error: {error}\n\n{SET_UP}");
            return ExitCode::from(2);
        }
    };
    match run(&TalkClient::new(client)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            explain(&error);
            ExitCode::FAILURE
        }
    }
}

async fn run(talk: &impl Talk) -> Result<()> {
    print("GET /directory/v3/user", &talk.user().await?);
    print("GET /assets/v3/", &talk.assets().await?);
    Ok(())
}

/// Status, time, attempts and size; not the data.
fn print(request: &str, answer: &Response<Value>) {
    let what = match answer.body() {
        Value::Array(items) => format!("an array of {}", items.len()),
        Value::Object(fields) => format!("an object with {} fields", fields.len()),
        _ => "neither an array nor an object".to_owned(),
    };
    let (seconds, attempts) = (answer.elapsed().as_secs_f64(), answer.attempts().len());
    println!("{request}: {}, {what}, {seconds:.3} s, attempts: {attempts}", answer.status());
}

/// The error, what it means here, and how it came to it.
fn explain(error: &Error) {
    eprintln!("error: {error}");
    let mut cause = error.source();
    while let Some(next) = cause {
        eprintln!("  caused by: {next}");
        cause = next.source();
    }
    if let Some(message) = error.message() {
        eprintln!("  the server says: {message}");
    }
    for attempt in error.attempts() {
        eprintln!("  {attempt}");
    }
    if let Some(wait) = error.retry_after() {
        eprintln!("  the server asks to wait {} s", wait.as_secs());
    }
    eprintln!("{}", advice(error.kind()));
}

fn advice(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Unauthenticated => "Is the token older than 60 minutes, or one of the credentials wrong?",
        ErrorKind::Forbidden => "The application has no access to this, or its tenant has used up its quota.",
        ErrorKind::NotFound => "Is PERSPIO_BASE_URL that of PerspioTalk, without a path?",
        ErrorKind::TooManyRequests => "The application has made too many calls, or the service is overloaded.",
        ErrorKind::Server => "The service failed, and did so again in every attempt. Try later.",
        ErrorKind::Redirect => "The service moved, or something stands between. The credentials were not sent there.",
        ErrorKind::Connect => "Nothing listens there, or no such host: check PERSPIO_BASE_URL and the network.",
        ErrorKind::Tls => "The certificate is not trusted: is something between here and the service?",
        ErrorKind::Timeout | ErrorKind::Transport => "The connection is slow or broken.",
        ErrorKind::Decode => "The answer is not JSON: is PERSPIO_BASE_URL that of PerspioTalk?",
        _ => "This should not happen here; the lines above are all that is known.",
    }
}
