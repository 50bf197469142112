//! A status belongs to one variant, and every other error to the one with `#[other]`.

use proc_macro2::Ident;

use crate::ast::{Case, DraftVariant, ErrorEnum, Field, Made, Shape, StatusEnum};
use crate::attr::{At, Meaning, Patterns};
use crate::ctxt::Ctxt;
use crate::status::{INTERIM, Pattern};

/// Bodies of these are text, of all others JSON.
const SERVER: Pattern = Pattern { first: 500, last: 599 };

/// The whole enum, if there is no mistake in it.
pub(crate) fn status_enum<'a>(cx: &mut Ctxt, read: &'a ErrorEnum) -> Option<StatusEnum<'a>> {
    let variants = read.variants.as_ref()?;
    check_overlaps(cx, variants);
    let (mut exact, mut ranges) = (Vec::new(), Vec::new());
    let mut other = None;
    for DraftVariant { name, meaning, shape } in variants {
        match meaning {
            Meaning::Statuses(patterns) => {
                check_bodies(cx, name, patterns, shape);
                let (one, more): (Vec<_>, Vec<_>) =
                    patterns.iter().map(|at| at.value).partition(|pattern| pattern.is_exact());
                exact.extend(case(name, one, shape));
                ranges.extend(case(name, more, shape));
            }
            Meaning::Other(at) if other.is_some() => {
                cx.error(at, "`#[other]` is given twice; one variant takes every other error");
            }
            Meaning::Other(at) => {
                let field = field(name, shape);
                if field.is_none() && !matches!(shape, Shape::Broken) {
                    cx.error(
                        at,
                        format_args!("`{name}` has no field for the error\nnote: it is written `{name}{OTHER}`"),
                    );
                }
                other = Some(field);
            }
            Meaning::Broken => {}
        }
    }
    if other.is_none() && !variants.iter().any(|variant| matches!(variant.meaning, Meaning::Broken)) {
        let name = &read.name;
        cx.error(
            name,
            format_args!("`{name}` has no variant for every other error\nnote: it is written `#[other] Other{OTHER}`"),
        );
    }
    exact.append(&mut ranges);
    let other = other??;
    cx.is_clean().then_some(StatusEnum { read, cases: exact, other })
}

/// What the variant for every other error holds.
const OTHER: &str = "(perspio_runtime::Error)";

/// Some statuses of a variant, if there are any.
fn case<'a>(variant: &'a Ident, statuses: Vec<Pattern>, shape: &'a Shape) -> Option<Case<'a>> {
    let server = statuses.first()?.overlaps(SERVER);
    let made = match shape {
        Shape::Unit => Made::Alone { variant, braces: false },
        Shape::Empty => Made::Alone { variant, braces: true },
        Shape::Field { .. } if server => Made::OfText(field(variant, shape)?),
        Shape::Field { .. } => Made::OfJson(field(variant, shape)?),
        Shape::Broken => return None,
    };
    Some(Case { statuses, made })
}

fn field<'a>(variant: &'a Ident, shape: &'a Shape) -> Option<Field<'a>> {
    match shape {
        Shape::Field { name, ty } => Some(Field { variant, name: name.as_ref(), ty }),
        Shape::Unit | Shape::Empty | Shape::Broken => None,
    }
}

/// Reports statuses that no answer has, and a field for bodies of both kinds.
fn check_bodies(cx: &mut Ctxt, name: &Ident, patterns: &Patterns, shape: &Shape) {
    for At { value, at } in patterns.iter().filter(|pattern| pattern.value.overlaps(INTERIM)) {
        cx.error(at, format_args!("`{value}` is never the status of an error; legal are 200 to 599"));
    }
    let text = |pattern: &&At<Pattern>| pattern.value.overlaps(SERVER);
    let json = |pattern: &&At<Pattern>| pattern.value.first < SERVER.first;
    let both = patterns.iter().find(text).filter(|_| patterns.iter().any(|pattern| json(&pattern)));
    if let (Shape::Field { .. }, Some(server)) = (shape, both) {
        cx.error(
            &server.at,
            format_args!(
                "`{name}` reads bodies of two kinds: of 5xx they are text, of other statuses JSON\n\
                 note: write a variant for each"
            ),
        );
    }
}

/// Reports each status that has a variant before, unless one of the two is exact and the other a range.
fn check_overlaps(cx: &mut Ctxt, variants: &[DraftVariant]) {
    let mut taken: Vec<(&Ident, Pattern)> = Vec::new();
    for DraftVariant { name, meaning, .. } in variants {
        let Meaning::Statuses(patterns) = meaning else {
            continue;
        };
        for At { value, at } in patterns {
            let clash = |other: &&(&Ident, Pattern)| {
                other.0 != name && other.1.overlaps(*value) && other.1.is_exact() == value.is_exact()
            };
            if let Some((other, pattern)) = taken.iter().find(clash) {
                cx.error(
                    at,
                    format_args!(
                        "`{value}` of `{name}` overlaps `{pattern}` of `{other}`\n\
                         note: an exact status beats a range; otherwise a status has one variant"
                    ),
                );
            }
            taken.push((name, *value));
        }
    }
}
