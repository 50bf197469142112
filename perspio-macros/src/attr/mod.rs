//! Raw arguments: what stands in our attributes, each value checked by itself.

mod args;
mod param;
mod rules;
mod service;
mod slot;
mod value;
mod variant;
mod verb;

pub(crate) use self::param::{HeaderName, Placement, is_place, nearly_place};
pub(crate) use self::rules::{Fixed, Retry, RetryKeys, Rules};
pub(crate) use self::service::ServiceArgs;
pub(crate) use self::slot::{At, Slot};
pub(crate) use self::value::Patterns;
pub(crate) use self::variant::{Meaning, is_ours, runtime_of_enum};
pub(crate) use self::verb::{VerbArgs, hides_verb, nearly_verb, verb_of};
