//! What holds requests back before they are sent.

mod gate;

pub(crate) use gate::Gate;
