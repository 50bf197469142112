//! Places for values that can be given once.

use proc_macro2::TokenStream;

use super::args::Arg;
use crate::ctxt::Ctxt;

/// A value with the tokens it was read from.
#[derive(Clone)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) at: TokenStream,
}

/// A place for a value that can be given once.
#[derive(Clone, Copy, Default)]
pub(crate) enum Slot<T> {
    /// Not given.
    #[default]
    Unset,
    /// Given, but not readable; the error is reported.
    Broken,
    /// Given.
    Set(T),
}

impl<T> Slot<T> {
    /// Fills the slot with what `read` finds, or reports that it has been given before.
    pub(crate) fn fill(&mut self, cx: &mut Ctxt, arg: &Arg, read: impl FnOnce(&mut Ctxt, &Arg) -> Option<T>) {
        if matches!(self, Self::Unset) {
            *self = read(cx, arg).map_or(Self::Broken, Self::Set);
        } else {
            cx.error(&arg.name, format_args!("`{}` is given twice", arg.name));
        }
    }

    /// The value, if there is a good one.
    pub(crate) fn get(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Unset | Self::Broken => None,
        }
    }

    pub(crate) fn as_ref(&self) -> Slot<&T> {
        match self {
            Self::Unset => Slot::Unset,
            Self::Broken => Slot::Broken,
            Self::Set(value) => Slot::Set(value),
        }
    }

    /// This slot, or the other where this one is not given.
    pub(crate) fn or(self, other: Self) -> Self {
        match self {
            Self::Unset => other,
            Self::Broken | Self::Set(_) => self,
        }
    }

    pub(crate) fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }

    pub(crate) fn is_broken(&self) -> bool {
        matches!(self, Self::Broken)
    }
}

impl<T> Slot<At<T>> {
    /// The value without its tokens, if there is a good one.
    pub(crate) fn plain(&self) -> Option<&T> {
        self.get().map(|at| &at.value)
    }
}

impl<T: Copy> Slot<&At<T>> {
    /// The value without its tokens.
    pub(crate) fn value(self) -> Option<T> {
        self.get().map(|at| at.value)
    }
}
