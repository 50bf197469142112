//! Real answers in a file, and played from there.

mod error;
mod file;
mod recorder;
mod replay;
mod secrets;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

pub use error::RecordingError;
use recorder::{Recorder, Shared};
pub(super) use replay::Recorded;

use super::fail;
use crate::secret::Secret;
use crate::transport::{Around, Transport};

/// A transport that sends as usual and keeps every request with its answer in a file, from which
/// [`Script::replay`](super::Script::replay) plays them.
///
/// ```no_run
/// use perspio_runtime::testing::{Recording, Script};
/// use perspio_runtime::{Client, Result};
///
/// # async fn f() -> Result<(), Box<dyn std::error::Error>> {
/// // Once, against the real service:
/// let recording = Recording::to("tests/recordings/assets.json");
/// let client = Client::builder().transport(&recording).build()?;
/// // .. calls ..
/// recording.save()?;
///
/// // From then on:
/// let script = Script::replay("tests/recordings/assets.json")?;
/// let client = script.client()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
///
/// # What is kept
///
/// Method, path, query, headers and body of every request that was answered or failed, and status, headers and body of its
/// answer, which is read to its end before it is handed over. What nobody waited for is not kept.
///
/// **No secrets.** The values of `Authorization`, subscription key, tenant id, cookies and every header that is marked
/// secret become `[secret]`, and so do these values wherever else they stand, in URLs, headers and bodies, plain,
/// percent-encoded or as in JSON. Requests to token endpoints are not kept at all; client secrets, codes and refresh tokens
/// that were sent there are replaced like the rest. What the client does not know to be secret, such as personal data in an
/// answer, is named with [`secret`](Self::secret), or it is in the file: read it before it is committed.
///
/// # The file
///
/// JSON, indented, keys in alphabetical order, exchanges in the order in which they ended:
///
/// | key | what |
/// |---|---|
/// | `version` | 1; a file of another version is refused |
/// | `exchanges` | a list of objects with `request` and either `response` or `fault` |
/// | `request` | `endpoint`, `method`, `path`, perhaps `query`, `headers`, perhaps `body` |
/// | `response` | `status`, `headers`, perhaps `body`, and `cut: true` if it broke off |
/// | `fault` | `connect`, `tls` or `transport` |
/// | `headers` | an object; a list where a name has several values |
/// | `body` | `{"json": ..}`, `{"text": ".."}` or, of what is not UTF-8, `{"base64": ".."}` |
///
/// It is written by [`save`](Self::save), and when the last clone is dropped, unless the test fails.
#[derive(Clone)]
pub struct Recording(Arc<Handle>);

struct Handle {
    shared: Arc<Shared>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            if let Err(error) = self.shared.save() {
                fail(error);
            }
        }
    }
}

impl Recording {
    /// Keeps what is sent in this file, in place of what was in it. Folders are made.
    #[must_use]
    pub fn to(file: impl Into<PathBuf>) -> Self {
        Self(Arc::new(Handle { shared: Arc::new(Shared::new(file.into())) }))
    }

    /// One more value that becomes `[secret]` wherever it stands. An empty one changes nothing.
    #[must_use]
    pub fn secret(self, value: impl Into<Secret>) -> Self {
        self.0.shared.lock().secrets.add(value.into().expose());
        self
    }

    /// How many exchanges are kept so far.
    pub fn count(&self) -> usize {
        self.0.shared.lock().exchanges.len()
    }

    /// Writes the file, if there is something new.
    ///
    /// # Errors
    /// Those of writing a file.
    pub fn save(&self) -> Result<(), RecordingError> {
        self.0.shared.save()
    }

    /// A transport that sends over `transport` and keeps it here: to record what another transport than reqwest answers.
    pub fn over(&self, transport: impl Into<Transport>) -> Transport {
        let shared = self.0.shared.clone();
        Transport::around(
            transport.into(),
            Around(Box::new(move |inner| Arc::new(Recorder { shared, inner, _kept: None }))),
        )
    }
}

impl From<&Recording> for Transport {
    fn from(recording: &Recording) -> Self {
        recording.over(Self::default())
    }
}

/// The client then keeps the recording: the file is written when the client is dropped.
impl From<Recording> for Transport {
    fn from(recording: Recording) -> Self {
        let shared = recording.0.shared.clone();
        let around = move |inner| Arc::new(Recorder { shared, inner, _kept: Some(recording) }) as _;
        Self::around(Self::default(), Around(Box::new(around)))
    }
}

/// The file and how much there is; no values.
impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording").field("file", &self.0.shared.file).field("exchanges", &self.count()).finish()
    }
}
