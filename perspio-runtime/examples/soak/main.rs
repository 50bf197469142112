//! Hundreds of thousands of calls over real sockets, one in twenty into a fault, and an account of every one of them.
//!
//! `cargo run --release --example soak -- --calls 200000`. Ends with a table, and with exit code 1 if a call that is
//! not idempotent took effect twice, a request went unaccounted for, an error denied what was done, or tasks, file
//! descriptors or memory grew.
#![allow(clippy::disallowed_methods, reason = "a soak takes real time")]
#![allow(clippy::cast_precision_loss, reason = "rates in a table")]

mod ledger;
mod server;

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ledger::Ledger;
use perspio_runtime::{Client, Error, Response, Result, endpoints};
use server::{FAULTS, Injected};
use tokio::net::TcpListener;

/// How many calls are under way at once.
const WORKERS: usize = 64;
/// One call in so many meets a fault.
const ONE_IN: usize = 20;
/// How many connections may still be closing.
const SLACK: usize = 4;
/// One call in so many is dropped before long.
const DROPPED: usize = 97;
/// How much resident memory may grow once the soak is warm, in KiB.
const GROWTH: u64 = 16 * 1024;

#[endpoints(retry(attempts = 5, base = "2ms", throttle_base = "2ms"), timeout = "250ms")]
trait Soak {
    #[get("/read")]
    async fn read(
        &self,
        #[header("x-call")] call: usize,
        #[header("x-fault")] fault: Option<usize>,
    ) -> Result<Response<u32>>;

    #[post("/act", not_idempotent)]
    async fn act(
        &self,
        #[header("x-call")] call: usize,
        #[header("x-fault")] fault: Option<usize>,
        #[body] body: &str,
    ) -> Result<Response<u32>>;

    #[put("/replace")]
    async fn replace(
        &self,
        #[header("x-call")] call: usize,
        #[header("x-fault")] fault: Option<usize>,
        #[body] body: &str,
    ) -> Result<Response<u32>>;
}

fn main() -> Result<ExitCode, Box<dyn StdError>> {
    let calls = calls()?;
    let ledger = Arc::new(Ledger::new(calls));
    let injected = Arc::new(Injected::default());
    // The server has a thread of its own, so that the client's tasks can be counted.
    let (send, receive) = std::sync::mpsc::channel();
    let shared = (ledger.clone(), injected.clone());
    std::thread::spawn(move || -> std::io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            let _ = send.send(listener.local_addr()?);
            server::serve(listener, shared.0, shared.1).await;
            Ok(())
        })
    });
    let address = receive.recv()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(soak(&format!("http://{address}"), calls, ledger, injected))
}

/// `--calls 200000`
fn calls() -> Result<usize, Box<dyn StdError>> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => Ok(20_000),
        (Some("--calls"), Some(count)) => Ok(count.parse()?),
        _ => Err("usage: soak [--calls NUMBER]".into()),
    }
}

async fn soak(
    url: &str,
    calls: usize,
    ledger: Arc<Ledger>,
    injected: Arc<Injected>,
) -> Result<ExitCode, Box<dyn StdError>> {
    let client = Client::builder().base_url(url).pool_idle_timeout(Duration::from_millis(200)).build()?;
    let start = Instant::now();
    // The first tenth warms up pools and buffers; growth counts from there.
    let warm = calls / 10;
    let mut results = run(&client, 0..warm, &ledger).await?;
    let before = Footprint::after_a_rest().await?;
    for (kind, count) in run(&client, warm..calls, &ledger).await? {
        *results.entry(kind).or_default() += count;
    }
    let after = Footprint::after_a_rest().await?;
    let took = start.elapsed();

    println!("{calls} calls in {:.1} s, {:.0} a second", took.as_secs_f64(), calls as f64 / took.as_secs_f64());
    println!("\nfault injected                count");
    for (fault, count) in injected.counts() {
        println!("{fault:<28}{count:>7}");
    }
    println!("\nresult                        count");
    for (result, count) in &results {
        println!("{result:<28}{count:>7}");
    }
    let stats = client.stats();
    println!(
        "\nrequests sent {}, seen by the server {}, retry budget {}",
        stats.attempts(),
        ledger.requests(),
        stats.budget()
    );
    println!("\n                 warm       end");
    println!("tasks         {:>7}   {:>7}", before.tasks, after.tasks);
    println!("descriptors   {:>7}   {:>7}", before.descriptors, after.descriptors);
    println!("memory, KiB   {:>7}   {:>7}", before.memory, after.memory);

    ledger.audit((0..calls).filter(|call| kind(*call) == 1));
    let mut violations = ledger.violations();
    if stats.attempts() < ledger.requests() {
        violations.push("the server saw more requests than the client sent".to_owned());
    }
    violations.extend(after.growth(&before));
    if results.values().sum::<usize>() != calls {
        violations.push("a call did not end".to_owned());
    }
    for violation in violations.iter().take(20) {
        println!("VIOLATION: {violation}");
    }
    println!("\n{} violations", violations.len());
    Ok(if violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Makes these calls, and counts how they ended.
async fn run(
    client: &Client,
    calls: std::ops::Range<usize>,
    ledger: &Arc<Ledger>,
) -> Result<BTreeMap<String, usize>, Box<dyn StdError>> {
    let next = Arc::new(AtomicUsize::new(calls.start));
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (api, next, ledger, end) = (SoakClient::new(client.clone()), next.clone(), ledger.clone(), calls.end);
            tokio::spawn(async move {
                let mut results = BTreeMap::new();
                loop {
                    let call = next.fetch_add(1, Ordering::Relaxed);
                    if call >= end {
                        return results;
                    }
                    *results.entry(one(&api, call, &ledger).await).or_insert(0) += 1;
                }
            })
        })
        .collect();
    let mut results = BTreeMap::new();
    for worker in workers {
        for (kind, count) in worker.await? {
            *results.entry(kind).or_default() += count;
        }
    }
    Ok(results)
}

/// The kinds of call in turn, so that each of them meets every fault; 1 is the one that is not idempotent.
fn kind(call: usize) -> usize {
    (call + call / (ONE_IN * FAULTS.len())) % 3
}

/// One call; how it ended.
async fn one(api: &SoakClient, call: usize, ledger: &Ledger) -> String {
    let fault = (call % ONE_IN == 0).then(|| fault(call / ONE_IN));
    let idempotent = kind(call) != 1;
    let sent = async {
        match kind(call) {
            0 => api.read(call, fault).await,
            1 => api.act(call, fault, "body").await,
            _ => api.replace(call, fault, "body").await,
        }
    };
    // Some callers do not wait.
    let patience = if call % DROPPED == 0 { Duration::from_micros((call % 3_000) as u64) } else { Duration::MAX };
    let Ok(result) = tokio::time::timeout(patience, sent).await else {
        return "dropped".to_owned();
    };
    match result {
        Ok(response) => {
            ledger.settle(call, idempotent, response.attempts(), None);
            format!("Ok after {}", response.attempts().len())
        }
        Err(error) => {
            ledger.settle(call, idempotent, error.attempts(), Some(&error));
            name(&error)
        }
    }
}

/// The kinds in turn, but the ones that hold everybody up only now and then.
fn fault(number: usize) -> usize {
    let fault = number % FAULTS.len();
    if fault == 3 && number % (FAULTS.len() * 50) != 3 { 2 } else { fault }
}

fn name(error: &Error) -> String {
    format!("{:?}", error.kind())
}

/// What the process holds.
#[derive(Debug)]
struct Footprint {
    tasks: usize,
    descriptors: usize,
    memory: u64,
}

impl Footprint {
    /// Once idle connections are gone.
    async fn after_a_rest() -> Result<Self, Box<dyn StdError>> {
        tokio::time::sleep(Duration::from_secs(3)).await;
        let status = std::fs::read_to_string("/proc/self/status")?;
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let memory = memory.and_then(|text| text.split_whitespace().next()).ok_or("no VmRSS")?.parse()?;
        Ok(Self {
            tasks: tokio::runtime::Handle::current().metrics().num_alive_tasks(),
            descriptors: std::fs::read_dir("/proc/self/fd")?.count(),
            memory,
        })
    }

    fn growth(&self, before: &Self) -> Option<String> {
        let grew = self.tasks > before.tasks
            || self.descriptors > before.descriptors + SLACK
            || self.memory > before.memory + GROWTH;
        grew.then(|| format!("grew from {before:?} to {self:?}"))
    }
}
