//! What every client's program is around its one call. `main` is
//!
//! ```text
//! run_async("name", |base, workers| async { the client }, |client, worker, number| async { one call })
//! ```
//!
//! and the arguments say what is done with it; each mode prints one line of JSON:
//!
//! ```text
//! calls BASE N                     50 calls to warm up, then N, one after the other
//! alloc BASE N                     allocations and bytes per call, over N calls
//! rate BASE WORKERS SECS WARM_MS   calls per second
//! inflight BASE N SECS             resident memory a call with N in flight, against `server --hold N`
//! ```
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

pub use models::Asset;

pub const TOKEN: &str = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJwZXJmLWJhc2UiLCJhdWQiOiJhc3NldHMiLCJleHAiOjE4OTM0NTYwMDB9.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmUtc2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmU";
pub const KEY: &str = "0123456789abcdef0123456789abcdef";
const IDS: [&str; 4] = ["A-00012345", "A-00067890", "A-00024680", "A-00013579"];
const TENANTS: [&str; 4] = [
    "5f0c6a1e-3f57-4a8e-9f0a-0d7f0b9d1a01",
    "5f0c6a1e-3f57-4a8e-9f0a-0d7f0b9d1a02",
    "5f0c6a1e-3f57-4a8e-9f0a-0d7f0b9d1a03",
    "5f0c6a1e-3f57-4a8e-9f0a-0d7f0b9d1a04",
];

/// The values of one call.
#[derive(Clone, Copy)]
pub struct In {
    pub id: &'static str,
    pub tid: &'static str,
    pub page: u32,
    pub size: u32,
}

/// The values of call number `i`, from small pools: making them costs nothing.
pub fn input(i: u64) -> In {
    let pick = (i & 3) as usize;
    In { id: IDS[pick], tid: TENANTS[pick], page: 1 + (i % 7) as u32, size: 50 }
}

fn check(asset: &Asset) {
    assert!(asset.children.len() == 9 && asset.size == 50);
}

/// Counts what is allocated while it is switched on.
struct Counting;
static ON: AtomicBool = AtomicBool::new(false);
static ALLOCS: AtomicU64 = AtomicU64::new(0);
static REALLOCS: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

fn count(counter: &AtomicU64, bytes: usize) {
    if ON.load(Relaxed) {
        counter.fetch_add(1, Relaxed);
        BYTES.fetch_add(bytes as u64, Relaxed);
    }
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(&ALLOCS, layout.size());
        System.alloc(layout)
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        System.dealloc(at, layout)
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(&ALLOCS, layout.size());
        System.alloc_zeroed(layout)
    }
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(&REALLOCS, size.saturating_sub(layout.size()));
        System.realloc(at, layout, size)
    }
}

#[global_allocator]
static GLOBAL: Counting = Counting;

fn report_allocations(name: &str, calls: u64) {
    let per_call = |counter: &AtomicU64| counter.load(Relaxed) as f64 / calls as f64;
    println!(
        "{{\"client\":\"{name}\",\"allocs\":{:.2},\"reallocs\":{:.2},\"bytes\":{:.1}}}",
        per_call(&ALLOCS),
        per_call(&REALLOCS),
        per_call(&BYTES)
    );
}

fn report_rate(name: &str, calls: u64, elapsed: Duration) {
    println!("{{\"client\":\"{name}\",\"rate\":{:.1}}}", calls as f64 / elapsed.as_secs_f64());
}

/// The calls that count, and nothing else. Not inlined and with a name of its own, so that callgrind can collect in it.
#[inline(never)]
#[no_mangle]
pub fn bench_measured(f: &mut dyn FnMut()) {
    f()
}

struct Arguments {
    mode: String,
    base: String,
    /// N, or how many workers.
    number: u64,
    seconds: f64,
    warm: Duration,
}

fn arguments() -> Arguments {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize| words.get(at).map(String::as_str);
    Arguments {
        mode: word(0).expect("mode").to_owned(),
        base: word(1).expect("base URL").to_owned(),
        number: word(2).expect("number").parse().expect("number"),
        seconds: word(3).map_or(1.0, |s| s.parse().expect("seconds")),
        warm: Duration::from_millis(word(4).map_or(150, |s| s.parse().expect("milliseconds"))),
    }
}

/// `make` is handed the base URL and the number of workers. The futures need not be `Send`: one thread runs everything.
pub fn run_async<C, MF, M, F, Fut>(name: &str, make: MF, call: F)
where
    C: 'static,
    M: Future<Output = C>,
    MF: FnOnce(String, usize) -> M,
    F: Fn(&'static C, usize, u64) -> Fut + Copy + 'static,
    Fut: Future<Output = Asset> + 'static,
{
    let a = arguments();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let workers = if matches!(&*a.mode, "rate" | "inflight") { a.number as usize } else { 1 };
    let client: &'static C = Box::leak(Box::new(runtime.block_on(make(a.base.clone(), workers))));
    let some = |calls: u64| async move {
        for i in 0..calls {
            check(&call(client, 0, i).await);
        }
    };
    let local = tokio::task::LocalSet::new();
    match &*a.mode {
        "calls" => {
            runtime.block_on(some(50));
            bench_measured(&mut || runtime.block_on(some(a.number)));
        }
        "alloc" => {
            runtime.block_on(async {
                some(200).await;
                ON.store(true, Relaxed);
                some(a.number).await;
                ON.store(false, Relaxed);
            });
            report_allocations(name, a.number);
        }
        "rate" => runtime.block_on(local.run_until(rate(name, &a, workers, move |w, i| call(client, w, i)))),
        "inflight" => {
            runtime.block_on(local.run_until(inflight(name, &a, workers, move |w| call(client, w, w as u64))))
        }
        mode => panic!("no mode {mode}"),
    }
}

async fn rate<F, Fut>(name: &str, a: &Arguments, workers: usize, call: F)
where
    F: Fn(usize, u64) -> Fut + Copy + 'static,
    Fut: Future<Output = Asset> + 'static,
{
    let count = Rc::new(Cell::new(0u64));
    let stop = Rc::new(Cell::new(false));
    let mut tasks = Vec::new();
    for w in 0..workers {
        let (count, stop) = (count.clone(), stop.clone());
        tasks.push(tokio::task::spawn_local(async move {
            let mut i = w as u64;
            while !stop.get() {
                check(&call(w, i).await);
                i += 1;
                count.set(count.get() + 1);
            }
        }));
    }
    tokio::time::sleep(a.warm).await;
    let (before, start) = (count.get(), Instant::now());
    tokio::time::sleep(Duration::from_secs_f64(a.seconds)).await;
    report_rate(name, count.get() - before, start.elapsed());
    stop.set(true);
    for task in tasks {
        task.await.unwrap();
    }
}

async fn inflight<F, Fut>(name: &str, a: &Arguments, calls: usize, call: F)
where
    F: Fn(usize) -> Fut + Copy + 'static,
    Fut: Future<Output = Asset> + 'static,
{
    let before = resident_kb();
    let done = Rc::new(Cell::new(0usize));
    let mut tasks = Vec::with_capacity(calls);
    for w in 0..calls {
        let done = done.clone();
        tasks.push(tokio::task::spawn_local(async move {
            check(&call(w).await);
            done.set(done.get() + 1);
        }));
        if w % 250 == 249 {
            tokio::time::sleep(Duration::from_millis(15)).await; // the server's queue of connections is short
        }
    }
    // The last look before the first answer is the one with all of them in flight.
    let (mut resident, start) = (before, Instant::now());
    while done.get() == 0 && start.elapsed().as_secs_f64() < a.seconds {
        resident = resident_kb();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for task in tasks {
        task.await.unwrap();
    }
    let per_call = (resident - before) as f64 * 1024.0 / calls as f64;
    println!("{{\"client\":\"{name}\",\"resident\":{per_call:.0},\"done\":{}}}", done.get());
}

fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// The same for a blocking client: one thread per worker.
pub fn run_blocking<C, MF, F>(name: &str, make: MF, call: F)
where
    C: Sync + 'static,
    MF: FnOnce(String) -> C,
    F: Fn(&'static C, u64) -> Asset + Copy + Send + 'static,
{
    static COUNT: AtomicU64 = AtomicU64::new(0);
    static STOP: AtomicBool = AtomicBool::new(false);
    let a = arguments();
    let client: &'static C = Box::leak(Box::new(make(a.base.clone())));
    let some = |calls: u64| (0..calls).for_each(|i| check(&call(client, i)));
    match &*a.mode {
        "calls" => {
            some(50);
            bench_measured(&mut || some(a.number));
        }
        "alloc" => {
            some(200);
            ON.store(true, Relaxed);
            some(a.number);
            ON.store(false, Relaxed);
            report_allocations(name, a.number);
        }
        "rate" => {
            let work = move |w: u64| {
                let mut i = w;
                while !STOP.load(Relaxed) {
                    check(&call(client, i));
                    i += 1;
                    COUNT.fetch_add(1, Relaxed);
                }
            };
            let threads: Vec<_> = (0..a.number).map(|w| std::thread::spawn(move || work(w))).collect();
            std::thread::sleep(a.warm);
            let (before, start) = (COUNT.load(Relaxed), Instant::now());
            std::thread::sleep(Duration::from_secs_f64(a.seconds));
            report_rate(name, COUNT.load(Relaxed) - before, start.elapsed());
            STOP.store(true, Relaxed);
            for thread in threads {
                thread.join().unwrap();
            }
        }
        mode => panic!("no mode {mode}"),
    }
}
