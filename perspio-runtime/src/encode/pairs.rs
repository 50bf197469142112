//! `name=value` pairs: queries and form bodies.
//!
//! A scalar is one pair, `None` is none, a sequence repeats the name, a struct or map spreads into its
//! fields, whose values are scalars, options or sequences in turn.

use serde::ser::{self, Impossible, Serialize, Serializer};

use super::scalar::{LIST, STRUCT, VARIANT};
use super::{Presence, Refusal, encoded, percent, plain};

/// Where pairs are written.
#[derive(Debug)]
pub(crate) struct Pairs<'a> {
    out: &'a mut String,
    /// What stands before the next pair: `?`, `&` or nothing.
    lead: Option<char>,
}

impl<'a> Pairs<'a> {
    /// Pairs behind a path; `first` says that none has been written yet.
    pub(crate) fn query(out: &'a mut String, first: bool) -> Self {
        Self { out, lead: Some(if first { '?' } else { '&' }) }
    }

    /// Pairs of a form body.
    pub(super) fn form(out: &'a mut String) -> Self {
        Self { out, lead: None }
    }

    /// Writes `value` under `name`.
    pub(crate) fn named<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Refusal> {
        value.serialize(Named { pairs: self, name, at: At::Top })
    }

    /// Writes the fields of `value`, which has no name of its own.
    pub(super) fn spread<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
        value.serialize(Named { pairs: self, name: "", at: At::Nameless })
    }

    fn push<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Refusal> {
        let start = self.out.len();
        self.out.extend(self.lead);
        percent::push(self.out, name);
        self.out.push('=');
        match encoded(self.out, value) {
            Ok(Presence::Present) => self.lead = Some('&'),
            Ok(Presence::Absent) => self.out.truncate(start),
            Err(refusal) => {
                self.out.truncate(start);
                return Err(refusal);
            }
        }
        Ok(())
    }
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// A parameter: may be anything.
    Top,
    /// A form body: must have fields.
    Nameless,
    /// The field of a struct or map: a scalar, an option or a sequence.
    Field,
    /// The item of a sequence: a scalar or an option.
    Item,
}

/// One value on its way into pairs.
struct Named<'p, 'a, 'n> {
    pairs: &'p mut Pairs<'a>,
    name: &'n str,
    at: At,
}

impl Named<'_, '_, '_> {
    fn scalar<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refusal> {
        match self.at {
            At::Nameless => Err(Refusal::new("must be a struct or map, whose fields become the pairs")),
            _ => self.pairs.push(self.name, value),
        }
    }
}

/// Forwards scalars.
macro_rules! scalars {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<(), Refusal> {
            self.scalar(&value)
        })*
    };
}

impl<'p, 'a, 'n> Serializer for Named<'p, 'a, 'n> {
    type Ok = ();
    type Error = Refusal;
    type SerializeSeq = Items<'p, 'a, 'n>;
    type SerializeTuple = Items<'p, 'a, 'n>;
    type SerializeTupleStruct = Items<'p, 'a, 'n>;
    type SerializeTupleVariant = Impossible<(), Refusal>;
    type SerializeMap = Fields<'p, 'a>;
    type SerializeStruct = Fields<'p, 'a>;
    type SerializeStructVariant = Impossible<(), Refusal>;

    scalars! {
        serialize_bool: bool, serialize_char: char, serialize_f32: f32, serialize_f64: f64,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_str: &str,
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Refusal> {
        Err(Refusal::new("must be text, not bytes"))
    }

    fn serialize_none(self) -> Result<(), Refusal> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refusal> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refusal> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Refusal> {
        self.scalar(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Refusal> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Refusal> {
        Err(VARIANT)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'p, 'a, 'n>, Refusal> {
        match self.at {
            At::Top | At::Field => Ok(Items { pairs: self.pairs, name: self.name }),
            At::Item | At::Nameless => Err(LIST),
        }
    }

    fn serialize_tuple(self, length: usize) -> Result<Items<'p, 'a, 'n>, Refusal> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items<'p, 'a, 'n>, Refusal> {
        self.serialize_seq(Some(length))
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

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'p, 'a>, Refusal> {
        match self.at {
            At::Top | At::Nameless => Ok(Fields { pairs: self.pairs, key: String::new() }),
            At::Field | At::Item => Err(STRUCT),
        }
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Fields<'p, 'a>, Refusal> {
        self.serialize_map(Some(length))
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
}

/// A sequence: the name again for every item.
struct Items<'p, 'a, 'n> {
    pairs: &'p mut Pairs<'a>,
    name: &'n str,
}

impl Items<'_, '_, '_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
        value.serialize(Named { pairs: &mut *self.pairs, name: self.name, at: At::Item })
    }
}

/// The three kinds of sequence differ in the name of one method.
macro_rules! sequences {
    ($($sequence:ident: $method:ident),* $(,)?) => {
        $(impl ser::$sequence for Items<'_, '_, '_> {
            type Ok = ();
            type Error = Refusal;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
                self.item(value)
            }
            fn end(self) -> Result<(), Refusal> {
                Ok(())
            }
        })*
    };
}

sequences! {
    SerializeSeq: serialize_element, SerializeTuple: serialize_element, SerializeTupleStruct: serialize_field,
}

/// A struct or map: a name for every field.
struct Fields<'p, 'a> {
    pairs: &'p mut Pairs<'a>,
    key: String,
}

impl Fields<'_, '_> {
    fn field<T: Serialize + ?Sized>(pairs: &mut Pairs<'_>, name: &str, value: &T) -> Result<(), Refusal> {
        value.serialize(Named { pairs, name, at: At::Field })
    }
}

impl ser::SerializeMap for Fields<'_, '_> {
    type Ok = ();
    type Error = Refusal;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refusal> {
        self.key.clear();
        match plain(&mut self.key, key)? {
            Presence::Present => Ok(()),
            Presence::Absent => Err(Refusal::new("must not have an absent key")),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refusal> {
        Self::field(self.pairs, &self.key, value)
    }

    fn end(self) -> Result<(), Refusal> {
        Ok(())
    }
}

impl ser::SerializeStruct for Fields<'_, '_> {
    type Ok = ();
    type Error = Refusal;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Refusal> {
        Self::field(self.pairs, key, value)
    }

    fn end(self) -> Result<(), Refusal> {
        Ok(())
    }
}
