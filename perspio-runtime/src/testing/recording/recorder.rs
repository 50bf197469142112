//! Sends as another transport does, and keeps what came of it.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::secrets::Secrets;
use super::{Recording, RecordingError, file};
use crate::error::Fault;
use crate::future::BoxFuture;
use crate::payload::Sending;
use crate::testing::Captured;
use crate::time::Time;
use crate::transport::{Body, Failure, Incoming, Pieces, Request, Substitute, Wire};

/// What the clones of a recording and its clients share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) file: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) exchanges: Vec<Exchange>,
    pub(super) secrets: Secrets,
    saved: usize,
}

/// One request, and what came of it.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) request: Captured,
    pub(super) answer: Result<Answer, Fault>,
}

#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) cut: bool,
}

impl Shared {
    pub(super) fn new(file: PathBuf) -> Self {
        Self { file, state: Mutex::default() }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn save(&self) -> Result<(), RecordingError> {
        let mut state = self.lock();
        if state.saved == state.exchanges.len() {
            return Ok(());
        }
        let text = file::write(&state.exchanges, &state.secrets);
        let folder = self.file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let written = folder.map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&self.file, text));
        written.map_err(|source| RecordingError::Write { file: self.file.clone(), source })?;
        state.saved = state.exchanges.len();
        Ok(())
    }

    fn keep(&self, request: Captured, answer: Result<Answer, Fault>) {
        let mut state = self.lock();
        state.secrets.add_headers(request.headers());
        if let Ok(answer) = &answer {
            state.secrets.add_headers(&answer.headers);
        }
        state.exchanges.push(Exchange { request, answer });
    }
}

/// The transport around another.
#[derive(Debug)]
pub(super) struct Recorder {
    pub(super) shared: Arc<Shared>,
    pub(super) inner: Wire,
    pub(super) _kept: Option<Recording>,
}

impl Substitute for Recorder {
    fn send(self: Arc<Self>, request: Request) -> BoxFuture<'static, Result<Incoming, Failure>> {
        Box::pin(async move {
            let (mut request, captured, broken) = copy(request).await;
            if let Some(source) = broken {
                return Err(Failure { source: Some(source), ..Failure::new(Fault::Transport) });
            }
            request.body = (!captured.body().is_empty()).then(|| Sending::Bytes(captured.body().clone()));
            match self.inner.pass(request).await {
                Ok(incoming) => Ok(self.read(captured, incoming).await),
                Err(failure) => {
                    self.shared.keep(captured, Err(failure.fault));
                    Err(failure)
                }
            }
        })
    }

    fn for_tokens(&self) -> Wire {
        Wire::Substitute(Arc::new(Listener { shared: self.shared.clone(), inner: self.inner.for_tokens() }))
    }

    fn time(&self) -> Time {
        self.inner.time()
    }
}

impl Recorder {
    /// Reads all of an answer, keeps it, and hands it over.
    async fn read(&self, request: Captured, incoming: Incoming) -> Incoming {
        let Incoming { status, headers, mut body } = incoming;
        let (mut read, mut failure) = (Vec::new(), None);
        loop {
            match body.chunk().await {
                Ok(Some(chunk)) => read.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(broken) => {
                    failure = Some(broken);
                    break;
                }
            }
        }
        let read = Bytes::from(read);
        let answer = Answer { status, headers: headers.clone(), body: read.clone(), cut: failure.is_some() };
        self.shared.keep(request, Ok(answer));
        Incoming { status, headers, body: Body::substitute(Read { read: Some(read), failure }) }
    }
}

/// A request twice: to be sent, and to be kept.
async fn copy(request: Request) -> (Request, Captured, Option<crate::error::BoxError>) {
    let Request { purpose, method, url, headers, body } = request;
    let (method_sent, url_sent) = (method.clone(), url.clone());
    let sent =
        Request { purpose: purpose.clone(), method: method_sent, url: url_sent, headers: headers.clone(), body: None };
    let (captured, broken) = Captured::new(Request { purpose, method, url, headers, body }).await;
    (sent, captured, broken)
}

/// A body that was read before.
#[derive(Debug)]
struct Read {
    read: Option<Bytes>,
    failure: Option<Failure>,
}

impl Pieces for Read {
    fn length(&self) -> Option<u64> {
        let whole = self.read.as_ref().filter(|_| self.failure.is_none());
        whole.map(|read| read.len() as u64)
    }

    fn poll_next(&mut self, _: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Failure>> {
        let read = self.read.take().filter(|read| !read.is_empty());
        Poll::Ready(match (read, self.failure.take()) {
            (Some(read), failure) => {
                self.failure = failure;
                Ok(Some(read))
            }
            (None, Some(failure)) => Err(failure),
            (None, None) => Ok(None),
        })
    }
}

/// Asks token endpoints and keeps nothing but what it must not be in the file.
#[derive(Debug)]
struct Listener {
    shared: Arc<Shared>,
    inner: Wire,
}

impl Substitute for Listener {
    fn send(self: Arc<Self>, request: Request) -> BoxFuture<'static, Result<Incoming, Failure>> {
        Box::pin(async move {
            if let Some(Sending::Bytes(form)) = &request.body {
                self.shared.lock().secrets.add_form(form);
            }
            self.inner.pass(request).await
        })
    }

    fn for_tokens(&self) -> Wire {
        self.inner.for_tokens()
    }

    fn time(&self) -> Time {
        self.inner.time()
    }
}
