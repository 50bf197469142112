//! Every shape that a value may have, against what is written for it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::{Pairs, Presence, encoded, form, plain};

#[derive(Serialize)]
struct Newtype<T>(T);

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
struct Tuple(u8, &'static str);

#[derive(Serialize)]
struct Fields<T> {
    value: T,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    OnlyName,
    One(u8),
    Two(u8, u8),
    Named { a: u8 },
}

#[derive(Serialize)]
#[serde(untagged)]
enum Untagged {
    Number(u8),
}

/// Bytes, as `serde_bytes` gives them.
struct Raw;

impl Serialize for Raw {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(b"raw")
    }
}

/// What is written through `Display`.
struct Shown;

impl Serialize for Shown {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("a/{}", 1))
    }
}

fn scalar<T: Serialize>(value: T) -> Option<String> {
    let (mut as_is, mut as_url) = (String::new(), String::new());
    let seen = (plain(&mut as_is, &value), encoded(&mut as_url, &value));
    match seen {
        (Ok(Presence::Present), Ok(Presence::Present)) => Some(as_is),
        (Ok(Presence::Absent), Ok(Presence::Absent)) => Some("absent".to_owned()),
        (Err(one), Err(other)) => {
            assert_eq!(one, other);
            None
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_scalar_reads_as_in_json_without_quotes() {
    for (seen, expected) in [
        (scalar(true), "true"),
        (scalar('x'), "x"),
        (scalar("a b"), "a b"),
        (scalar(Cow::Borrowed("c")), "c"),
        (scalar(String::new()), ""),
        (scalar(-1_i8), "-1"),
        (scalar(-2_i16), "-2"),
        (scalar(-3_i32), "-3"),
        (scalar(i64::MIN), "-9223372036854775808"),
        (scalar(i128::MIN), "-170141183460469231731687303715884105728"),
        (scalar(1_u8), "1"),
        (scalar(2_u16), "2"),
        (scalar(3_u32), "3"),
        (scalar(u64::MAX), "18446744073709551615"),
        (scalar(u128::MAX), "340282366920938463463374607431768211455"),
        (scalar(1.0_f64), "1.0"),
        (scalar(0.1_f32), "0.1"),
        (scalar(1e300), "1e+300"),
        (scalar(Some(5)), "5"),
        (scalar(Newtype("n")), "n"),
        (scalar(Newtype(Some(Newtype(6)))), "6"),
        (scalar(Kind::OnlyName), "only_name"),
        (scalar(Untagged::Number(7)), "7"),
        (scalar(Shown), "a/1"),
        (scalar(None::<u8>), "absent"),
        (scalar(()), "absent"),
        (scalar(Unit), "absent"),
    ] {
        assert_eq!(seen.as_deref(), Some(expected));
    }
}

#[test]
fn what_is_no_scalar_is_refused() {
    for seen in [
        scalar(f64::NAN),
        scalar(f32::NEG_INFINITY),
        scalar(vec![1]),
        scalar((1, 2)),
        scalar(Tuple(1, "a")),
        scalar(BTreeMap::from([("a", 1)])),
        scalar(Fields { value: 1 }),
        scalar(Kind::One(1)),
        scalar(Kind::Two(1, 2)),
        scalar(Kind::Named { a: 1 }),
        scalar(Raw),
    ] {
        assert_eq!(seen, None);
    }
}

fn pairs<T: Serialize>(value: T) -> Option<String> {
    let mut out = String::from("/p");
    let written = Pairs::query(&mut out, true).named("k", &value);
    if written.is_err() {
        return None;
    }
    Some(out.trim_start_matches("/p").to_owned())
}

#[test]
fn pairs_are_as_their_value_is_shaped() {
    for (seen, expected) in [
        (pairs(1), "?k=1"),
        (pairs(1.5_f32), "?k=1.5"),
        (pairs('&'), "?k=%26"),
        (pairs(Kind::OnlyName), "?k=only_name"),
        (pairs(Newtype(Some("a"))), "?k=a"),
        (pairs(Shown), "?k=a%2F1"),
        (pairs(None::<u8>), ""),
        (pairs(()), ""),
        (pairs(Unit), ""),
        (pairs((1, "b")), "?k=1&k=b"),
        (pairs(Tuple(1, "b")), "?k=1&k=b"),
        (pairs(Newtype(vec![1, 2])), "?k=1&k=2"),
        (pairs(vec![Some(1), None]), "?k=1"),
        (pairs(Fields { value: Some("x") }), "?value=x"),
        (pairs(Fields { value: vec![1, 2] }), "?value=1&value=2"),
        (pairs(Fields { value: None::<u8> }), ""),
        (pairs(BTreeMap::from([(1, 'a'), (2, 'b')])), "?1=a&2=b"),
        (pairs(BTreeMap::from([(Kind2::B, 1)])), "?B=1"),
    ] {
        assert_eq!(seen.as_deref(), Some(expected));
    }
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
enum Kind2 {
    B,
}

#[test]
fn pairs_that_would_lose_their_shape_are_refused_and_leave_nothing() {
    for seen in [
        pairs(vec![vec![1]]),
        pairs(vec![Fields { value: 1 }]),
        pairs(Fields { value: Fields { value: 1 } }),
        pairs(Fields { value: vec![vec![1]] }),
        pairs(BTreeMap::from([(None::<u8>, 1)])),
        pairs(Kind::One(1)),
        pairs(Kind::Two(1, 2)),
        pairs(Kind::Named { a: 1 }),
        pairs(Raw),
        pairs(f64::NAN),
    ] {
        assert_eq!(seen, None);
    }
    let mut out = String::from("/p?a=1");
    assert!(Pairs::query(&mut out, false).named("k", &f64::NAN).is_err());
    assert_eq!(out, "/p?a=1");
}

#[test]
fn a_form_has_fields() {
    assert_eq!(form(&Fields { value: "a b" }).unwrap(), "value=a%20b");
    assert_eq!(form(&BTreeMap::from([("x", 1), ("y", 2)])).unwrap(), "x=1&y=2");
    assert_eq!(form(&Some(Fields { value: 1 })).unwrap(), "value=1");
    assert_eq!(form(&None::<u8>).unwrap(), "");
    assert!(form(&1).is_err() && form(&vec![1]).is_err() && form(&"a").is_err() && form(&Kind::OnlyName).is_err());
}
