//! Arguments, and the file that one of them names.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use perspio_runtime::testing::FaultPlan;

pub(crate) const HELP: &str = "\
cargo run --example perspiotalk-double -- [options]

    --port PORT          where it listens on 127.0.0.1; any free port by default
    --fault-plan FILE    latency, resets, server errors and rate limits, as TOML; none by default
    --help               this text

A fault plan, in which everything is optional:

    seed = 7                      # the same faults in every run; without it: PERSPIO_FAULT_SEED, or random
    latency = \"50ms..=200ms\"      # or \"50ms\", the same for all
    resets = 0.01                 # share of requests, 0.0 to 1.0, that are cut before any work
    resets_after_work = 0.01      # and after it
    server_errors = 0.05          # share of requests with one of these:
    statuses = [500, 502, 503, 504]

    [[throttle]]                  # 429, as often as wanted
    every = 100                   # of every 100 requests the last 10; or of every \"30s\" the last \"5s\"
    for = 10
    retry_after = \"1s\"            # without it: no Retry-After";

#[derive(Default)]
pub(crate) struct Arguments {
    /// 0 for any that is free.
    pub(crate) port: u16,
    pub(crate) fault_plan: Option<PathBuf>,
}

/// What the arguments ask for.
pub(crate) enum How {
    Run(Arguments),
    Help,
}

impl Arguments {
    pub(crate) fn read(mut arguments: impl Iterator<Item = OsString>) -> Result<How, String> {
        let mut read = Self::default();
        while let Some(argument) = arguments.next() {
            match argument.to_str() {
                Some("--port") => {
                    let port = arguments.next().and_then(|port| port.to_str()?.parse().ok());
                    read.port = port.ok_or("--port wants a number from 0 to 65535")?;
                }
                Some("--fault-plan") => {
                    read.fault_plan = Some(arguments.next().ok_or("--fault-plan wants a file")?.into());
                }
                Some("--help" | "-h") => return Ok(How::Help),
                _ => {
                    let argument = argument.to_string_lossy();
                    return Err(format!("`{argument}` is no option; there are --port, --fault-plan and --help"));
                }
            }
        }
        Ok(How::Run(read))
    }
}

/// The plan in a file.
pub(crate) fn fault_plan(path: &Path) -> Result<FaultPlan, String> {
    let failed = |said: &dyn std::fmt::Display| format!("the fault plan {}: {said}", path.display());
    let text = fs::read_to_string(path).map_err(|error| failed(&error))?;
    toml::from_str(&text).map_err(|error| failed(&error))
}
