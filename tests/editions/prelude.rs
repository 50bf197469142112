//! What the traits name, where every other name means what it usually does.

pub use super::given::*;
