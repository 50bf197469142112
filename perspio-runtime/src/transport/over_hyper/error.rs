//! What hyper's errors mean for a call.

use std::error::Error as StdError;
use std::io;

use hyper_util::client::legacy::Error;

use super::Failure;
use crate::error::Fault;
use crate::transport::is_tls;

/// No answer came.
pub(super) fn failure(error: Error) -> Failure {
    let fault = match error.is_connect() {
        true if is_tls(&error) => Fault::Tls,
        true => Fault::Connect,
        false => fault(&error),
    };
    Failure { source: Some(Box::new(error)), ..Failure::new(fault) }
}

/// A body broke off.
pub(in crate::transport) fn broken(error: hyper::Error) -> Failure {
    let fault = fault(&error);
    Failure { source: Some(Box::new(error)), ..Failure::new(fault) }
}

/// A connection that fell silent is late, any other broke.
fn fault(error: &(dyn StdError + 'static)) -> Fault {
    let mut next = Some(error);
    while let Some(error) = next {
        let late = match (error.downcast_ref::<hyper::Error>(), error.downcast_ref::<io::Error>()) {
            (Some(error), _) => error.is_timeout(),
            (_, Some(error)) => error.kind() == io::ErrorKind::TimedOut,
            _ => false,
        };
        if late {
            return Fault::Timeout;
        }
        next = error.source();
    }
    Fault::Transport
}
