//! Futures in a box, for traits that are used as `dyn`.

use std::future::Future;
use std::pin::Pin;

/// A boxed future: what the methods of a trait with `boxed` return, so that it can be used as `dyn`.
///
/// ```
/// use perspio_runtime::{BoxFuture, Result};
///
/// trait Names: Sync {
///     fn name<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<String>>;
/// }
///
/// struct Double;
///
/// impl Names for Double {
///     fn name<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<String>> {
///         Box::pin(async move { Ok(format!("Pump {id}")) })
///     }
/// }
///
/// let names: Box<dyn Names> = Box::new(Double);
/// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
/// # runtime.block_on(async {
/// assert_eq!(names.name("7").await?, "Pump 7");
/// # Ok::<(), perspio_runtime::Error>(())
/// # }).unwrap();
/// ```
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed future that stays on its thread: what the methods of a trait with `boxed` and `local` return.
pub type LocalBoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
