//! A declared client against a double of PerspioTalk, from the table of its endpoints over tokens that are fetched and
//! renewed to a call that survives an outage. Needs no set-up:
//!
//! ```text
//! cargo run --example quickstart
//! ```

use std::fmt;
use std::time::Duration;

use perspio_runtime::testing::{Inject, PerspioTalk, json};
use perspio_runtime::{Error, Response, Result, StatusError, endpoints};
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
struct Asset {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct NewAsset {
    name: &'static str,
}

/// The declaration: all that a user writes.
#[endpoints(path = "/assets/v3")]
trait Assets {
    /// Every asset the caller may see.
    #[get("/")]
    async fn list(&self) -> Result<Vec<Asset>>;

    /// One asset; a 404 is `None`.
    #[get("/{id}", none = 404)]
    async fn find(&self, id: &str) -> Result<Option<Asset>>;

    /// One asset, with the status, headers and attempts of the call.
    #[get("/{id}", timeout = "5s", deadline = "20s", retry(attempts = 5, base = "250ms"))]
    async fn read(&self, id: &str) -> Result<Response<Asset>>;

    /// Creates one. Sent twice it might create two, so it is not idempotent.
    #[post("/", not_idempotent)]
    async fn create(&self, #[body] asset: &NewAsset) -> Result<Asset, CreateError>;

    #[delete("/{id}")]
    async fn delete(&self, id: &str) -> Result<()>;
}

/// An error of one's own: the 409 with its body, everything else as it is.
#[derive(Debug, StatusError)]
enum CreateError {
    #[status(409)]
    Exists(Conflict),
    #[other]
    Other(Error),
}

#[derive(Debug, Deserialize)]
struct Conflict {
    id: String,
}

impl fmt::Display for CreateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(conflict) => write!(f, "the name is taken by asset {}", conflict.id),
            Self::Other(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for CreateError {}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A real HTTP server on 127.0.0.1. For the real service: `Client::from_env()`, as in the example `perspiotalk`.
    let talk = PerspioTalk::start().await?;
    for name in ["Pump 1", "Pump 2"] {
        talk.insert(json!({ "name": name }));
    }
    // Client credentials, as an application has them: tokens come from the token endpoint, and are for reading only.
    let reader = AssetsClient::new(talk.read_only_client_builder().build()?);
    // A token that may write as well, as a user has it.
    let assets = AssetsClient::new(talk.client()?);

    print_endpoints();
    read(&reader).await?;
    renew(&talk, &reader).await?;
    refuse(&reader).await;
    create(&assets).await?;
    survive(&talk, &assets).await?;
    print_requests(&talk);
    Ok(())
}

fn heading(text: &str) {
    println!("\n== {text} ==");
}

/// The table that the macro made, as constants.
fn print_endpoints() {
    heading("Endpoints and their rules");
    let rows = AssetsClient::ENDPOINTS.iter().map(|endpoint| {
        // Written out first: padding is for strings.
        (endpoint.name(), endpoint.to_string(), endpoint.rules().to_string())
    });
    let rows: Vec<_> = rows.collect();
    let name_width = rows.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
    let request_width = rows.iter().map(|(_, request, _)| request.len()).max().unwrap_or(0);
    for (name, request, rules) in rows {
        println!("{name:name_width$}  {request:request_width$}  {rules}");
    }
}

async fn read(assets: &impl Assets) -> Result<()> {
    heading("List");
    for asset in assets.list().await? {
        println!("{}  {}", asset.id, asset.name);
    }
    heading("Read one that is there, and one that is not");
    for id in ["IN-000001", "IN-999999"] {
        match assets.find(id).await? {
            Some(asset) => println!("{id}: {}", asset.name),
            None => println!("{id}: None, from a 404"),
        }
    }
    Ok(())
}

/// One token for all calls so far, and another when the server no longer takes it.
async fn renew(talk: &PerspioTalk, reader: &impl Assets) -> Result<()> {
    heading("Fetch a token once, and again when it is revoked");
    println!("requests for a token so far: {}", talk.token_requests().len());
    talk.revoke_tokens();
    let answer = reader.read("IN-000001").await?;
    print_attempts(&answer);
    println!("requests for a token so far: {}", talk.token_requests().len());
    Ok(())
}

/// What client credentials are not for.
async fn refuse(reader: &impl Assets) {
    heading("Delete with a token for reading");
    match reader.delete("IN-000001").await {
        Ok(()) => println!("deleted"),
        Err(error) => println!("{error}"),
    }
}

async fn create(assets: &impl Assets) -> Result<(), CreateError> {
    heading("Create, and create again");
    let asset = NewAsset { name: "Pump 3" };
    let made = assets.create(&asset).await?;
    println!("created {}, {}", made.id, made.name);
    match assets.create(&asset).await {
        Ok(other) => println!("created {} as well", other.id),
        Err(CreateError::Exists(conflict)) => println!("refused: the name is taken by {}, from a 409", conflict.id),
        Err(error) => return Err(error),
    }
    assets.delete(&made.id).await?;
    println!("deleted {}", made.id);
    Ok(())
}

/// Two failures in a row, and one call that does not fail.
async fn survive(talk: &PerspioTalk, assets: &impl Assets) -> Result<()> {
    heading("Read through a 503 and a 429");
    talk.inject([Inject::Status(503), Inject::Throttle { retry_after: Some(Duration::from_secs(1)) }, Inject::Pass]);
    let answer = assets.read("IN-000002").await?;
    print_attempts(&answer);
    Ok(())
}

fn print_attempts(answer: &Response<Asset>) {
    for (index, attempt) in answer.attempts().iter().enumerate() {
        println!("attempt {} {attempt}", index + 1);
    }
    let seconds = answer.elapsed().as_secs_f64();
    println!("{}: {} after {seconds:.3} s in all", answer.status(), answer.body().name);
}

fn print_requests(talk: &PerspioTalk) {
    heading("What the server saw");
    for request in talk.requests() {
        let status = request.status().map_or_else(|| "no answer".to_owned(), |status| status.as_u16().to_string());
        println!("{:6} {:22} {status}", request.method(), request.path());
    }
    println!("{} requests, and {} for tokens", talk.count(), talk.token_requests().len());
}
