//! The kinds of error, and what each of them says by itself.

use std::fmt;

use super::attempt::Fault;
use crate::status::Class;

/// What went wrong, as a value to match on. Decided by status and headers alone, never by a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// 400: the request is malformed.
    BadRequest,
    /// 401: the credentials are missing or refused, and could not be renewed.
    Unauthenticated,
    /// 403: no access, or a quota is used up; then [`Error::retry_after`](crate::Error::retry_after) says until when.
    Forbidden,
    /// 404: no such resource.
    NotFound,
    /// 405: the resource does not take this method.
    MethodNotAllowed,
    /// 429: too many requests, and waiting did not help or would have taken too long.
    TooManyRequests,
    /// Any other 4xx.
    ClientError,
    /// 5xx: the server failed.
    Server,
    /// A 2xx that the endpoint does not expect, or a status that HTTP does not define.
    UnexpectedStatus,
    /// 3xx that was not followed; [`Error::location`](crate::Error::location) says where to.
    Redirect,
    /// No connection: surely not sent.
    Connect,
    /// The connection broke or the answer was cut short: perhaps sent.
    Transport,
    /// No answer in time: perhaps sent.
    Timeout,
    /// The TLS handshake failed: surely not sent.
    Tls,
    /// The answer came but cannot be read as what was declared.
    Decode,
    /// A value cannot be sent: nothing was.
    InvalidRequest,
    /// No access token could be had, for the first request or for another.
    Auth,
    /// The client's settings are wrong: nothing was sent.
    Config,
}

impl ErrorKind {
    /// The kind of an answer that is not what the call was for.
    pub(crate) fn of_class(class: Class) -> Self {
        match class {
            // The first two are no errors; they come here only when their body could not be used.
            Class::Success | Class::Absent => Self::Decode,
            Class::Unexpected => Self::UnexpectedStatus,
            Class::Redirect => Self::Redirect,
            Class::BadRequest => Self::BadRequest,
            Class::Unauthenticated => Self::Unauthenticated,
            Class::Forbidden => Self::Forbidden,
            Class::NotFound => Self::NotFound,
            Class::MethodNotAllowed => Self::MethodNotAllowed,
            Class::TooManyRequests => Self::TooManyRequests,
            Class::ClientError => Self::ClientError,
            Class::Server => Self::Server,
        }
    }

    /// Is it the status of an answer that makes an error of this kind?
    pub(crate) fn is_of_status(self) -> bool {
        match self {
            Self::BadRequest
            | Self::Unauthenticated
            | Self::Forbidden
            | Self::NotFound
            | Self::MethodNotAllowed
            | Self::TooManyRequests
            | Self::ClientError
            | Self::Server
            | Self::UnexpectedStatus
            | Self::Redirect => true,
            Self::Connect
            | Self::Transport
            | Self::Timeout
            | Self::Tls
            | Self::Decode
            | Self::InvalidRequest
            | Self::Auth
            | Self::Config => false,
        }
    }

    pub(crate) fn of_fault(fault: Fault) -> Self {
        match fault {
            Fault::Connect | Fault::Unexpected => Self::Connect,
            Fault::Tls => Self::Tls,
            Fault::Transport => Self::Transport,
            Fault::Timeout => Self::Timeout,
            Fault::TooLarge => Self::Decode,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::BadRequest => "bad request",
            Self::Unauthenticated => "not authenticated",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not found",
            Self::MethodNotAllowed => "method not allowed",
            Self::TooManyRequests => "too many requests",
            Self::ClientError => "refused as the client's fault",
            Self::Server => "server error",
            Self::UnexpectedStatus => "unexpected status",
            Self::Redirect => "redirect not followed",
            Self::Connect => "no connection",
            Self::Transport => "connection broken",
            Self::Timeout => "timed out",
            Self::Tls => "TLS failure",
            Self::Decode => "unreadable answer",
            Self::InvalidRequest => "invalid request",
            Self::Auth => "no access token",
            Self::Config => "invalid setting",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}
