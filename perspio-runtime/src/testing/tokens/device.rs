//! The device-code flow (RFC 8628): a code to type in elsewhere, and polls until somebody did.

use std::time::Duration;

use serde_json::{Value, json};

use super::form::Form;
use super::grants::Renewal;
use super::refusal::Refusal;
use super::{Tokens, next};
use crate::time::{self, Instant};

/// How many polls find the code pending before it is approved by itself.
const PENDING: u32 = 2;

/// How much longer the interval gets with each `slow_down`, in seconds (RFC 8628 section 3.5).
const SLOWER: u64 = 5;

/// Nobody needs to go there.
const VERIFICATION_URI: &str = "https://login.example.com/device";

/// What device codes get from now on.
#[derive(Debug, Clone, Copy)]
pub(super) struct DeviceTimes {
    pub(super) interval: Duration,
    pub(super) lifetime: Duration,
}

impl Default for DeviceTimes {
    fn default() -> Self {
        Self { interval: Duration::from_secs(1), lifetime: Duration::from_secs(900) }
    }
}

/// What the user said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    None,
    Approved,
    Declined,
}

/// A device code that was given and not yet exchanged.
#[derive(Debug)]
pub(super) struct Device {
    scope: String,
    expires: Instant,
    interval: Duration,
    verdict: Verdict,
    /// How often it was found pending.
    pending: u32,
    /// How often it was polled too fast.
    slowed: u32,
    last: Option<Instant>,
}

impl Device {
    /// Notes a poll, and says why there is nothing to get yet or ever.
    fn poll(&mut self, now: Instant) -> Result<(), Refusal> {
        if now >= self.expires {
            return Err(Refusal::bad("expired_token", "the device code has expired"));
        }
        let next = self.last.map(|last| time::after(last, self.wait()));
        self.last = Some(now);
        if next.is_some_and(|next| now < next) {
            self.slowed = self.slowed.saturating_add(1);
            return Err(Refusal::bad("slow_down", "polled faster than the interval"));
        }
        match self.verdict {
            Verdict::Approved => Ok(()),
            Verdict::Declined => Err(Refusal::bad("authorization_declined", "the user has declined")),
            Verdict::None if self.pending >= PENDING => Ok(()),
            Verdict::None => {
                self.pending = self.pending.saturating_add(1);
                Err(Refusal::bad("authorization_pending", "the user has not decided yet"))
            }
        }
    }

    /// What must lie between two polls: the exact interval, but once told to slow down a client goes by what it was
    /// told.
    fn wait(&self) -> Duration {
        match self.slowed {
            0 => self.interval,
            slowed => {
                let more = SLOWER.saturating_mul(u64::from(slowed));
                Duration::from_secs(self.interval.as_secs().saturating_add(more))
            }
        }
    }
}

impl Tokens {
    /// The answer to a device that wants a code.
    pub(super) fn start_device(&mut self, form: &Form, now: Instant) -> Result<Value, Refusal> {
        form.caller()?;
        let scope = form.want("scope")?.to_owned();
        let DeviceTimes { interval, lifetime } = self.device_times;
        let name = next("issued-device-code-", &mut self.given.devices);
        let user_code = format!("USER-{}", self.given.devices);
        let answer = json!({
            "device_code": name,
            "user_code": user_code,
            "verification_uri": VERIFICATION_URI,
            "expires_in": lifetime.as_secs(),
            "interval": interval.as_secs(),
            "message": format!("To sign in, open {VERIFICATION_URI} and enter the code {user_code}."),
        });
        let expires = time::after(now, lifetime);
        let device = Device { scope, expires, interval, verdict: Verdict::None, pending: 0, slowed: 0, last: None };
        self.devices.insert(name, device);
        Ok(answer)
    }

    /// The answer to a device that asks for its tokens.
    pub(super) fn poll_device(&mut self, form: &Form, now: Instant) -> Result<Value, Refusal> {
        let caller = form.caller()?;
        let name = form.want("device_code")?;
        let unknown = || Refusal::invalid_grant("the device code is unknown or was used");
        self.devices.get_mut(name).ok_or_else(unknown)?.poll(now)?;
        let device = self.devices.remove(name).ok_or_else(unknown)?;
        Ok(self.for_user(Renewal { scope: device.scope, caller }, None, now))
    }

    /// Decides every device code that nobody has decided.
    pub(super) fn decide(&mut self, verdict: Verdict) {
        for device in self.devices.values_mut().filter(|device| device.verdict == Verdict::None) {
            device.verdict = verdict;
        }
    }
}
