//! What can be wrong with a file of recordings.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// A file of recordings cannot be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum RecordingError {
    /// It cannot be read.
    Read {
        /// Where it is.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It cannot be written.
    Write {
        /// Where it is.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is not JSON.
    NotJson {
        /// Where it is.
        file: PathBuf,
        /// Where it ceases to be JSON.
        source: serde_json::Error,
    },
    /// It is of another version than 1.
    Version {
        /// Where it is.
        file: PathBuf,
        /// What stands under `version`.
        found: String,
    },
    /// Something in it is missing or of the wrong kind.
    Malformed {
        /// Where it is.
        file: PathBuf,
        /// The place, such as `exchanges[2].request.method`.
        place: String,
    },
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { file, source } => write!(f, "`{}` cannot be read: {source}", file.display()),
            Self::Write { file, source } => write!(f, "`{}` cannot be written: {source}", file.display()),
            Self::NotJson { file, source } => write!(f, "`{}` is not JSON: {source}", file.display()),
            Self::Version { file, found } => {
                write!(f, "`{}` has version {found}; this crate reads version 1", file.display())
            }
            Self::Malformed { file, place } => {
                write!(f, "`{}` is not a recording: `{place}` is missing or of the wrong kind", file.display())
            }
        }
    }
}

impl std::error::Error for RecordingError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } => Some(source),
            Self::NotJson { source, .. } => Some(source),
            Self::Version { .. } | Self::Malformed { .. } => None,
        }
    }
}
