//! The bounds of memory over the lean transport, in a process of their own.

#[path = "memory.rs"]
mod memory;
