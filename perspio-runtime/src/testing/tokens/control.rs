//! What a test can ask the authorization server, and make it do.

use std::time::Duration;

use serde_json::Value;

use super::Planned;
use super::device::Verdict;
use crate::testing::{CLIENT_ID, CLIENT_SECRET, Inject, PerspioTalk, Received};

/// The authorization server.
impl PerspioTalk {
    /// Where tokens are issued: `http://127.0.0.1:PORT/oauth2/v2.0/token`.
    pub fn token_url(&self) -> &str {
        &self.urls.token
    }

    /// Where a user would sign in: `http://127.0.0.1:PORT/oauth2/v2.0/authorize`.
    pub fn authorize_url(&self) -> &str {
        &self.urls.authorize
    }

    /// Where a device gets its code (RFC 8628): `http://127.0.0.1:PORT/oauth2/v2.0/devicecode`.
    pub fn device_authorization_url(&self) -> &str {
        &self.urls.device
    }

    /// The `client_id` that it wants. The same for every double, as is the secret.
    pub fn client_id(&self) -> &str {
        CLIENT_ID
    }

    /// The `client_secret` that it wants.
    pub fn client_secret(&self) -> &str {
        CLIENT_SECRET
    }

    /// The requests to any path below `/oauth2/`, in order; whatever became of them. Their parameters are in
    /// [`Received::form`] or [`Received::query`].
    pub fn token_requests(&self) -> Vec<Received> {
        self.shared.lock().token_log.kept()
    }

    /// How long access tokens live that are issued from now on; 3599 s by default, and 30 years at most.
    ///
    /// The end is exact, while `expires_in` is in whole seconds and rounded down: `Duration::from_millis(300)` gives
    /// `"expires_in": 0` and a token that lives 0.3 s. With zero, a token is refused from the start. Refresh tokens do
    /// not expire.
    pub fn set_token_lifetime(&self, lifetime: Duration) {
        self.shared.lock().tokens.lifetime = lifetime;
    }

    /// Refuses every access token that was issued so far, as after a change of keys. Refresh tokens stay good, and so
    /// does [`access_token`](Self::access_token).
    pub fn revoke_tokens(&self) {
        self.shared.lock().tokens.access.clear();
    }

    /// Says what happens to the next requests to the [token endpoint](Self::token_url): one each, in this order, after
    /// what is already waiting, and before anything else is looked at. Answers look as they do for the API. Requests
    /// after that are answered as usual.
    pub fn inject_token(&self, faults: impl IntoIterator<Item = Inject>) {
        // Collected first: the iterator is the caller's, and may ask this double something.
        let faults: Vec<_> = faults.into_iter().map(Planned::Inject).collect();
        self.shared.lock().tokens.plan.extend(faults);
    }

    /// Answers one request to the [token endpoint](Self::token_url) with 200, `application/json` and exactly this body,
    /// and does nothing else about it. It waits in the same line as what is [injected](Self::inject_token).
    ///
    /// A text is sent as it is, anything else as JSON.
    ///
    /// ```
    /// # use perspio_runtime::testing::{PerspioTalk, json};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let talk = PerspioTalk::start().await?;
    /// talk.answer_token_with("<html>Sign in to the network</html>");
    /// talk.answer_token_with(json!({ "token_type": "Bearer", "access_token": "" }));
    /// # Ok(())
    /// # }
    /// ```
    pub fn answer_token_with(&self, body: impl Into<Value>) {
        let body = match body.into() {
            Value::String(text) => text,
            other => other.to_string(),
        };
        self.shared.lock().tokens.plan.push_back(Planned::Body(body.into()));
    }

    /// Denies the next request to [`authorize_url`](Self::authorize_url) that is in order, with `error=access_denied`.
    pub fn deny_authorization(&self) {
        self.shared.lock().tokens.deny = true;
    }

    /// Approves every device code that is pending. Without it, a device code is approved after its second poll: two are
    /// answered with `authorization_pending`, the third with tokens.
    pub fn approve_device(&self) {
        self.shared.lock().tokens.decide(Verdict::Approved);
    }

    /// Declines every device code that is pending: polls are answered with `authorization_declined`, as Microsoft Entra
    /// ID says it (`access_denied` in RFC 8628).
    pub fn decline_device(&self) {
        self.shared.lock().tokens.decide(Verdict::Declined);
    }

    /// How long device codes live that are given from now on; 900 s by default, and 30 years at most. They end exactly
    /// then; `expires_in` is in whole seconds and rounded down.
    pub fn set_device_lifetime(&self, lifetime: Duration) {
        self.shared.lock().tokens.device_times.lifetime = lifetime;
    }

    /// What must lie between the polls of a device code that is given from now on, counted from when they come in; 1 s
    /// by default, 30 years at most. Zero lets a client poll as it likes.
    ///
    /// The interval is kept exactly, but `interval` is in whole seconds and rounded down: with 300 ms the client is
    /// told 0, and to slow down if it goes by that. After a `slow_down` it must wait what it was told and 5 s more each
    /// time.
    pub fn set_device_interval(&self, interval: Duration) {
        self.shared.lock().tokens.device_times.interval = interval;
    }
}
