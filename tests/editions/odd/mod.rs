//! Odd but legal traits, each of them in its own way.

/// Keeps what it is given from formatters.
macro_rules! as_it_is {
    ($($token:tt)*) => { $($token)* };
}

pub mod attributes;
pub mod bodies;
pub mod conditions;
pub mod defaults;
pub mod errors;
pub mod futures;
pub mod generics;
pub mod lifetimes;
pub mod made_by_macros;
pub mod names;
pub mod nested;
pub mod own;
pub mod parameters;
pub mod results;

use super::prelude;
