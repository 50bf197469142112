//! An error enum: as it was read, and checked.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Fields, Generics, Item, ItemEnum, Type, Variant};

use super::{check_owned, runtime_door};
use crate::attr::{Meaning, is_ours, runtime_of_enum};
use crate::ctxt::Ctxt;
use crate::status::Pattern;
use crate::symbol::STATUS_ERROR;
use crate::tokens::Phrase;

/// An error enum as it was read.
pub(crate) struct ErrorEnum {
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    /// The module of the runtime that generated code may touch.
    pub(crate) runtime: Phrase,
    /// What the implementation needs so as not to warn.
    pub(crate) lints: TokenStream,
    /// `None` if it is no enum; the error is reported.
    pub(crate) variants: Option<Vec<DraftVariant>>,
}

/// A variant as it was read; what is wrong with it has been reported.
pub(crate) struct DraftVariant {
    pub(crate) name: Ident,
    pub(crate) meaning: Meaning,
    pub(crate) shape: Shape,
}

/// What a variant holds.
pub(crate) enum Shape {
    /// `NotYours`
    Unit,
    /// `NotYours()` or `NotYours {}`
    Empty,
    /// `Exists(Conflict)` or `Exists { conflict: Conflict }`
    Field { name: Option<Ident>, ty: Box<Type> },
    /// More than one field; the error is reported.
    Broken,
}

/// An error enum without a mistake.
pub(crate) struct StatusEnum<'a> {
    pub(crate) read: &'a ErrorEnum,
    /// In the order in which they are asked: exact statuses, then ranges.
    pub(crate) cases: Vec<Case<'a>>,
    pub(crate) other: Field<'a>,
}

/// Statuses and the variant that stands for them.
pub(crate) struct Case<'a> {
    pub(crate) statuses: Vec<Pattern>,
    pub(crate) made: Made<'a>,
}

/// How a variant is made.
pub(crate) enum Made<'a> {
    /// Of nothing; `braces` if it is written with some.
    Alone { variant: &'a Ident, braces: bool },
    /// Of the body, which is JSON.
    OfJson(Field<'a>),
    /// Of the body, which is text.
    OfText(Field<'a>),
}

/// A variant with one field.
pub(crate) struct Field<'a> {
    pub(crate) variant: &'a Ident,
    /// If the field has one.
    pub(crate) name: Option<&'a Ident>,
    pub(crate) ty: &'a Type,
}

impl ErrorEnum {
    /// Reads an enum; of any other item its name, for what is left to print.
    pub(crate) fn read(cx: &mut Ctxt, item: Item) -> Option<Self> {
        let (name, generics, kind) = match item {
            Item::Enum(item) => return Some(Self::read_enum(cx, item)),
            Item::Struct(item) => (item.ident, item.generics, "struct"),
            Item::Union(item) => (item.ident, item.generics, "union"),
            _ => return None,
        };
        cx.error(&name, format_args!("`{STATUS_ERROR}` is for enums, and `{name}` is a {kind}"));
        Some(Self {
            name,
            generics,
            runtime: runtime_door(&crate::attr::Slot::Unset),
            lints: TokenStream::new(),
            variants: None,
        })
    }

    fn read_enum(cx: &mut Ctxt, item: ItemEnum) -> Self {
        let ItemEnum { attrs, ident, generics, variants, .. } = item;
        let is_deprecated = variants
            .iter()
            .any(|variant| variant.attrs.iter().any(|attribute| attribute.path().is_ident("deprecated")));
        Self {
            runtime: runtime_door(&runtime_of_enum(cx, &attrs)),
            name: ident,
            generics,
            lints: if is_deprecated { quote!(#[allow(deprecated)]) } else { TokenStream::new() },
            variants: Some(variants.into_iter().map(|variant| DraftVariant::read(cx, variant)).collect()),
        }
    }
}

impl DraftVariant {
    fn read(cx: &mut Ctxt, variant: Variant) -> Self {
        let Variant { attrs, ident, fields, .. } = variant;
        let meaning = Meaning::read(cx, &attrs, &ident);
        for field in &fields {
            for attribute in field.attrs.iter().filter(|attribute| is_ours(attribute.path())) {
                let name = attribute.path().to_token_stream();
                cx.error(attribute.path(), format_args!("`{name}` goes on the variant, and not on its field"));
            }
        }
        let unit = matches!(fields, Fields::Unit);
        let count = fields.len();
        let shape = match (fields.into_iter().next(), count) {
            (None, _) => {
                if unit {
                    Shape::Unit
                } else {
                    Shape::Empty
                }
            }
            (Some(field), 1) => {
                check_owned(cx, "field of an error", &field.ty);
                Shape::Field { name: field.ident, ty: Box::new(field.ty) }
            }
            (Some(_), _) => {
                cx.error(
                    ident.to_token_stream(),
                    format_args!(
                        "`{ident}` has {count} fields\nnote: a body is read into one field, as a type of its own"
                    ),
                );
                Shape::Broken
            }
        };
        Self { name: ident, meaning, shape }
    }
}
