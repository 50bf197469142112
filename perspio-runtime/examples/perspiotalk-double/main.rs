//! The double of PerspioTalk as a program, so that clients in any language can be tried against it:
//!
//! ```text
//! cargo run --example perspiotalk-double -- --port 8080 --fault-plan plan.toml
//! ```
//!
//! Prints where it listens and what it wants, and runs until Ctrl-C. The page at `/` shows the requests that came in,
//! what they were answered and the limits in force. Exit code 1 if it cannot listen, 2 if an argument or the fault plan
//! cannot be used; `--help` shows both. Beside this file is a `plan.toml` to start from.

mod arguments;

use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, HELP, How, fault_plan};
use perspio_runtime::testing::{FaultPlan, PerspioTalk, json};

/// How many requests are kept for the page; it runs for days.
const KEPT: usize = 200;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args_os().skip(1)) {
        Ok(How::Run(arguments)) => arguments,
        Ok(How::Help) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => return refuse(&error),
    };
    let plan = match arguments.fault_plan.as_deref().map(fault_plan).transpose() {
        Ok(plan) => plan,
        Err(error) => return refuse(&error),
    };
    let port = arguments.port;
    match PerspioTalk::builder().port(port).page(true).keep_requests(KEPT).start().await {
        Ok(talk) => run(talk, plan).await,
        Err(error) => {
            eprintln!("error: cannot listen on 127.0.0.1:{port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn refuse(error: &str) -> ExitCode {
    eprintln!("error: {}\n\nFor more, see --help.", error.trim_end());
    ExitCode::from(2)
}

/// Runs until somebody ends the process.
async fn run(talk: PerspioTalk, plan: Option<FaultPlan>) -> ExitCode {
    for (name, group) in [("Pump 7", "North"), ("Truck 12", "North"), ("Tank 3", "South")] {
        talk.insert(json!({ "name": name, "group": group }));
    }
    let faults = plan.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
    talk.fault_plan(plan);
    // Whoever reads it through a pipe may be gone; the double is of use all the same.
    let _ = introduce(&talk, &faults, &mut io::stdout().lock());
    std::future::pending().await
}

/// All that one has to know to talk to it. None of it is secret.
fn introduce(talk: &PerspioTalk, faults: &str, out: &mut impl Write) -> io::Result<()> {
    let url = talk.base_url();
    let (token, key, tenant) = (talk.access_token(), talk.subscription_key(), talk.tenant_id());
    writeln!(out, "The double of PerspioTalk listens. Ctrl-C ends it.\n")?;
    for (name, value) in [
        ("base URL", url),
        ("page", &format!("{url}/")),
        ("fault plan", faults),
        ("access token", token),
        ("Ocp-Apim-Subscription-Key", key),
        ("tid", tenant),
        ("token URL", talk.token_url()),
        ("authorize URL", talk.authorize_url()),
        ("device URL", talk.device_authorization_url()),
        ("client_id", talk.client_id()),
        ("client_secret", talk.client_secret()),
    ] {
        writeln!(out, "{name:<27}{value}")?;
    }
    writeln!(out, "\nTry it:\n")?;
    writeln!(out, "    curl -i {url}/assets/v3/ \\")?;
    writeln!(out, "        -H 'Authorization: Bearer {token}' \\")?;
    writeln!(out, "        -H 'Ocp-Apim-Subscription-Key: {key}' \\")?;
    writeln!(out, "        -H 'tid: {tenant}'")?;
    out.flush()
}
