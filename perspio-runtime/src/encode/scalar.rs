//! One value as one text: the serializer behind path values, header values and the values of query pairs.

use std::fmt::{self, Display, Write};

use serde::ser::{Impossible, Serialize, Serializer};

use super::{Presence, Refusal};

/// Writes a scalar into `sink`, as it would read inside JSON but without quotes.
pub(super) struct Scalar<'a, W> {
    pub(super) sink: &'a mut W,
}

impl<W: Write> Scalar<'_, W> {
    fn write(self, value: impl Display) -> Result<Presence, Refusal> {
        written(write!(self.sink, "{value}"))
    }

    fn float(self, finite: bool, json: &serde_json::Result<String>) -> Result<Presence, Refusal> {
        match json {
            Ok(text) if finite => self.write(text),
            _ => Err(Refusal::new("must be a finite number")),
        }
    }
}

fn written(result: fmt::Result) -> Result<Presence, Refusal> {
    match result {
        Ok(()) => Ok(Presence::Present),
        Err(_) => Err(Refusal::new("its `Display` failed")),
    }
}

/// Forwards scalars that print as they are.
macro_rules! display {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<Presence, Refusal> {
            self.write(value)
        })*
    };
}

impl<W: Write> Serializer for Scalar<'_, W> {
    type Ok = Presence;
    type Error = Refusal;
    type SerializeSeq = Impossible<Presence, Refusal>;
    type SerializeTuple = Impossible<Presence, Refusal>;
    type SerializeTupleStruct = Impossible<Presence, Refusal>;
    type SerializeTupleVariant = Impossible<Presence, Refusal>;
    type SerializeMap = Impossible<Presence, Refusal>;
    type SerializeStruct = Impossible<Presence, Refusal>;
    type SerializeStructVariant = Impossible<Presence, Refusal>;

    display! {
        serialize_bool: bool, serialize_char: char,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
    }

    fn serialize_str(self, value: &str) -> Result<Presence, Refusal> {
        // Not through `Display`, which looks for a width first.
        written(self.sink.write_str(value))
    }

    fn serialize_f32(self, value: f32) -> Result<Presence, Refusal> {
        self.float(value.is_finite(), &serde_json::to_string(&value))
    }

    fn serialize_f64(self, value: f64) -> Result<Presence, Refusal> {
        self.float(value.is_finite(), &serde_json::to_string(&value))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Presence, Refusal> {
        Err(Refusal::new("must be text, not bytes"))
    }

    fn serialize_none(self) -> Result<Presence, Refusal> {
        Ok(Presence::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Presence, Refusal> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Presence, Refusal> {
        Ok(Presence::Absent)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Presence, Refusal> {
        Ok(Presence::Absent)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Presence, Refusal> {
        self.write(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Presence, Refusal> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Presence, Refusal> {
        Err(VARIANT)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Refusal> {
        Err(LIST)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Refusal> {
        Err(LIST)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Refusal> {
        Err(LIST)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Refusal> {
        Err(VARIANT)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Refusal> {
        Err(STRUCT)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Refusal> {
        Err(STRUCT)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Refusal> {
        Err(VARIANT)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<Presence, Refusal> {
        self.write(value)
    }
}

pub(super) const LIST: Refusal = Refusal::new("must be a single value, not a list");
pub(super) const STRUCT: Refusal = Refusal::new("must be a single value, not a struct or map");
pub(super) const VARIANT: Refusal = Refusal::new("must be a single value, not an enum variant with data");
