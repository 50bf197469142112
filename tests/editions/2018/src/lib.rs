//! Traits that are odd but legal, in edition 2018.
#![deny(warnings, missing_docs, unused_qualifications, unreachable_pub, single_use_lifetimes)]
#![deny(clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]
#![allow(clippy::duplicate_mod, reason = "the traits are compiled twice: with the prelude and without it")]

#[no_implicit_prelude]
#[path = "../../bare.rs"]
pub mod bare;
#[path = "../../given.rs"]
pub mod given;
#[path = "../../odd/mod.rs"]
pub mod odd;
#[path = "../../prelude.rs"]
pub mod prelude;
#[cfg(test)]
#[path = "../../tests.rs"]
mod tests;
