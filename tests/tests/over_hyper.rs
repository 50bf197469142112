//! What the transport has a part in, a second time: over the lean one. See `common::over_hyper`.
#![allow(clippy::duplicate_mod, reason = "each of these is a test file with a `mod common` of its own")]

#[path = "connections.rs"]
mod connections;
#[path = "faults.rs"]
mod faults;
#[path = "hosts.rs"]
mod hosts;
#[path = "http2.rs"]
mod http2;
#[path = "multipart.rs"]
mod multipart;
#[path = "status_table.rs"]
mod status_table;
#[path = "streaming.rs"]
mod streaming;
#[path = "streams.rs"]
mod streams;
#[path = "tls.rs"]
mod tls;
#[path = "wire.rs"]
mod wire;
