//! Servers for the behaviour tests: one that plays back raw bytes, which no mock server can.

mod listener;
mod trace;

pub use listener::{Act, Listener, Request, reply};
pub use trace::install as trace;
