//! An API with one endpoint for every kind of rule, and a way to play a script to one call.
#![allow(dead_code, reason = "each test file uses a part of it")]

use perspio_runtime::{Response, Result, endpoints};
use perspio_tests::{Act, Listener, reply};

use super::{client, printed};

#[endpoints(path = "/v1")]
pub trait Api {
    #[get("/a")]
    async fn read(&self) -> Result<Response<()>>;
    #[get("/a", redirect = any_origin, header("x-fixed" = "canary-fixed", secret), header("x-shown" = "shown"))]
    async fn secret(&self, #[header("X-Given", secret)] given: &str) -> Result<()>;
    #[get("/a", expect = [200, 201])]
    async fn narrow(&self) -> Result<Response<()>>;
    #[get("/a", none = 404)]
    async fn find(&self) -> Result<Response<Option<u32>>>;
    #[get("/a")]
    async fn number(&self) -> Result<u32>;
    #[post("/a", not_idempotent)]
    async fn act(&self, #[body] body: &str) -> Result<Response<()>>;
    #[post("/a", idempotent)]
    async fn act_again(&self, #[body] body: &str) -> Result<Response<()>>;
    #[put("/a")]
    async fn replace(&self, #[body] body: &str) -> Result<Response<()>>;
    #[delete("/{id}")]
    async fn delete(&self, id: &str) -> Result<()>;
}

/// Plays `acts` to one call; its result and the request lines that came.
pub async fn play<T>(acts: Vec<Act>, call: impl AsyncFnOnce(ApiClient) -> Result<T>) -> (Result<T>, Vec<String>) {
    let server = Listener::start(acts).await.unwrap();
    let result = call(ApiClient::new(client(&server.url()))).await;
    let lines = server.requests().iter().map(|request| request.line().to_owned()).collect();
    if let Err(error) = &result {
        printed(error);
        assert_eq!(error.attempts().len(), server.requests().len(), "{error:?}");
    }
    (result, lines)
}

pub async fn read(acts: Vec<Act>) -> (Result<Response<()>>, usize) {
    let (result, lines) = play(acts, async |api| api.read().await).await;
    (result, lines.len())
}

pub async fn act(acts: Vec<Act>) -> (Result<Response<()>>, usize) {
    let (result, lines) = play(acts, async |api| api.act("x").await).await;
    (result, lines.len())
}

pub fn status(status: u16) -> Act {
    reply(status, &[], "body")
}

pub fn to(status: u16, location: &str) -> Act {
    reply(status, &[("location", location)], "moved")
}
