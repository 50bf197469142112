//! A refresh token in a file that nobody else may read.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;

use super::store::{RefreshTokenStore, StoreFuture};
use crate::secret::Secret;

/// The longest token that is read, in bytes.
const LONGEST: u64 = 64 * 1024;
/// The permissions of group and others.
#[cfg(unix)]
const OTHERS: u32 = 0o077;
/// How old a file is that nobody writes any more: a save counts as failed after 10 s.
const ABANDONED: Duration = Duration::from_secs(10 * 60);
/// How many names are tried for a new file, where others were left behind.
const NAMES: u32 = 100;

/// Keeps the refresh token of one person in one file, as it is.
///
/// On Unix the file is made with the permissions `0600`, and one that group or others may touch is not read. Elsewhere it
/// has those of its folder. A new token is written to a new file beside it, which then takes its place: a reader finds
/// the old token or the new one, and never half of either. What a program that was killed left there is removed by a later
/// one. The folder has to be there; a symbolic link in place of the file is an error when it is read, and replaced when it is
/// written, and never followed.
///
/// Whoever logs in with another file is another identity. Programs that share a file share the login.
#[derive(Debug, Clone)]
pub struct FileStore(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    /// Counts the calls to save.
    asked: AtomicU64,
    /// The last of them whose token is in the file. Locked while it is written.
    written: Mutex<u64>,
}

impl FileStore {
    /// The token in the file at `path`, which need not exist. Nothing is opened yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(Arc::new(Inner { path: path.into(), asked: AtomicU64::new(0), written: Mutex::new(0) }))
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.0.path
    }
}

impl RefreshTokenStore for FileStore {
    fn load(&self) -> StoreFuture<'_, Option<Secret>> {
        let inner = Arc::clone(&self.0);
        off_thread(move || load(&inner.path).map_err(|error| Failure::new("read", &inner.path, error)))
    }

    /// Begins at once, so that a token is not lost when the future is dropped.
    fn save<'a>(&'a self, token: &'a Secret) -> StoreFuture<'a, ()> {
        let inner = Arc::clone(&self.0);
        let token = token.clone();
        let number = self.0.asked.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        off_thread(move || {
            let mut written = inner.written.lock().unwrap_or_else(PoisonError::into_inner);
            // One that was asked for later may have been faster.
            if *written < number {
                save(&inner.path, &token).map_err(|error| Failure::new("write", &inner.path, error))?;
                *written = number;
            }
            Ok(())
        })
    }
}

/// Does what blocks where it holds up nobody.
fn off_thread<'a, T: Send + 'static>(act: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> StoreFuture<'a, T> {
    let Ok(runtime) = Handle::try_current() else {
        return Box::pin(async { Err("files are read and written on a tokio runtime, and there is none".into()) });
    };
    let task = runtime.spawn_blocking(act);
    Box::pin(async move {
        match task.await {
            Ok(done) => done.map_err(Into::into),
            Err(_) => Err("the runtime has ended".into()),
        }
    })
}

fn load(path: &Path) -> io::Result<Option<Secret>> {
    // Before it is opened: that would wait for the other end of a pipe.
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => {
            return Err(io::Error::other("it is a symbolic link, and those are not followed"));
        }
        Ok(found) if !found.is_file() => return Err(io::Error::other("it is no file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        _ => {}
    }
    let file = File::open(path)?;
    check_private(&file)?;
    let mut text = String::new();
    file.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::Error::other("it is too long for a refresh token"));
    }
    // As an editor would leave it.
    let token = text.trim_end_matches(['\r', '\n']);
    Ok(Some(token).filter(|token| !token.is_empty()).map(Secret::from))
}

#[cfg(unix)]
fn check_private(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata()?.permissions().mode() & 0o777;
    if mode & OTHERS != 0 {
        return Err(io::Error::other(format!("others may get at it: its permissions are {mode:03o}, and must be 600")));
    }
    Ok(())
}

#[cfg(not(unix))]
fn check_private(_: &File) -> io::Result<()> {
    Ok(())
}

fn save(path: &Path, token: &Secret) -> io::Result<()> {
    let (mut file, beside) = create_beside(path)?;
    let written = file
        .write_all(token.expose().as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, path));
    drop(file);
    if written.is_err() {
        // What failed is worth more than that this may fail too.
        let _ = fs::remove_file(&beside);
    }
    written?;
    sync_folder(path);
    remove_abandoned(path);
    Ok(())
}

/// Removes what others began to write there and never will end. The new file tells what time it is, as its folder counts.
fn remove_abandoned(path: &Path) {
    let Some(now) = fs::metadata(path).and_then(|found| found.modified()).ok() else { return };
    let Ok(entries) = fs::read_dir(folder(path)) else { return };
    for entry in entries.flatten() {
        let old = || now.duration_since(entry.metadata().ok()?.modified().ok()?).ok().filter(|age| *age > ABANDONED);
        if path.file_name().is_some_and(|name| is_beside(&entry.file_name(), name)) && old().is_some() {
            // Another program may have been faster.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Is it a name that [`create_beside`] gives: `token.<process>.<number>.new`?
fn is_beside(found: &OsStr, name: &OsStr) -> bool {
    let numbers = found.as_encoded_bytes().strip_prefix(name.as_encoded_bytes()).and_then(|rest| {
        let rest = std::str::from_utf8(rest).ok()?;
        rest.strip_prefix('.')?.strip_suffix(".new")?.split_once('.')
    });
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.is_some_and(|(process, number)| is_number(process) && is_number(number))
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file in the same folder, of a name that is free.
pub(super) fn create_beside(path: &Path) -> io::Result<(File, PathBuf)> {
    let name = path.file_name().ok_or_else(|| io::Error::other("it is no path of a file"))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut last = io::Error::other("there is no free name beside it");
    for number in 0..NAMES {
        let mut new = name.to_owned();
        new.push(format!(".{}.{number}.new", std::process::id()));
        let beside = path.with_file_name(new);
        match options.open(&beside) {
            Ok(file) => return Ok((file, beside)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// Makes the new name outlast a power cut, where folders can be synced. The token is in place even if they cannot.
fn sync_folder(path: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
    }
}

/// What could not be done with which file.
#[derive(Debug)]
struct Failure {
    doing: &'static str,
    path: PathBuf,
    source: io::Error,
}

impl Failure {
    fn new(doing: &'static str, path: &Path, source: io::Error) -> Self {
        Self { doing, path: path.to_owned(), source }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} the refresh token in {}: {}", self.doing, self.path.display(), self.source)
    }
}

impl std::error::Error for Failure {}
