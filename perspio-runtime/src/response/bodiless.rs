//! Types that need no body: `()` and `Option`, found out by asking their `Deserialize`.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};

use crate::error::Result;

/// An answer without a body, as a type may see it: `()` is a success of its own, `None` says that there is nothing,
/// and everything else wants a body.
#[derive(Clone, Copy)]
pub(super) enum Bodiless {
    /// The call succeeded; `()` and `Some(())` need no more.
    Success,
    /// There is nothing; only `None` and `()` can say so.
    Absent,
}

impl<'de> Deserializer<'de> for Bodiless {
    type Error = NeedsBody;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NeedsBody> {
        Err(NeedsBody)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsBody> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NeedsBody> {
        match self {
            Self::Success => visitor.visit_some(self),
            Self::Absent => visitor.visit_none(),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NeedsBody> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// The type cannot be had without a body.
#[derive(Debug)]
pub(super) struct NeedsBody;

impl fmt::Display for NeedsBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("needs a body")
    }
}

impl std::error::Error for NeedsBody {}

impl de::Error for NeedsBody {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
