//! What a method with a body of its own holds lives for as long as in any `async fn`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use perspio_runtime::{Client, endpoints};

/// Counts itself when it goes.
pub struct Guard(Arc<AtomicU32>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// How many guards are gone while the body runs.
#[endpoints(client = PlainClient)]
pub trait Plain {
    async fn named(&self, _guard: Guard, gone: Arc<AtomicU32>) -> u32 {
        gone.load(Ordering::Relaxed)
    }
    async fn wild(&self, _: Guard, gone: Arc<AtomicU32>) -> u32 {
        gone.load(Ordering::Relaxed)
    }
    async fn inside(&self, (_, gone): (Guard, Arc<AtomicU32>)) -> u32 {
        gone.load(Ordering::Relaxed)
    }
}

#[endpoints(boxed)]
pub trait Boxed: Send + Sync {
    async fn named(&self, _guard: Guard, gone: Arc<AtomicU32>) -> u32 {
        gone.load(Ordering::Relaxed)
    }
}

#[tokio::test]
async fn a_guard_that_nobody_uses_is_held_until_the_body_ends() {
    let client = Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    let (plain, boxed) = (PlainClient::new(client.clone()), BoxedClient::new(client));
    let gone = Arc::new(AtomicU32::new(0));
    let guard = || Guard(Arc::clone(&gone));
    assert_eq!(plain.named(guard(), Arc::clone(&gone)).await, 0);
    assert_eq!(plain.wild(guard(), Arc::clone(&gone)).await, 1);
    assert_eq!(plain.inside((guard(), Arc::clone(&gone))).await, 2);
    assert_eq!(boxed.named(guard(), Arc::clone(&gone)).await, 3);
    assert_eq!(gone.load(Ordering::Relaxed), 4);
    drop(plain.named(guard(), Arc::clone(&gone)));
    assert_eq!(gone.load(Ordering::Relaxed), 5);
}
