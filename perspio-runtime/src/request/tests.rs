use proptest::prelude::*;
use url::Url;

use super::place::{Literal, Target, has_dot_segment, literal};
use super::{Base, Place, PlaceRef};

const BASE: &str = "https://api.test:8443/v1/";

fn base() -> Base {
    Base::new(Url::parse(BASE).unwrap()).unwrap()
}

/// A path and query as both parsers read it.
fn parsed(target: &str) -> (String, String) {
    let base = base();
    let place = Place::Below(Target::new(target.to_owned(), target.find('?').unwrap_or(target.len())));
    let url = place.as_ref().url(&base).as_str().to_owned();
    (url, place.as_ref().uri(&base).map_or_else(|error| error.to_string(), |uri| uri.to_string()))
}

#[test]
fn a_base_is_taken_apart() {
    let base = base();
    assert_eq!((base.origin().as_str(), base.prefix()), ("https://api.test:8443", "/v1"));
    assert_eq!((base.host(), base.port()), (Some("api.test"), Some(8443)));
    assert_eq!(Base::new(Url::parse("https://api.test").unwrap()).unwrap().prefix(), "");
    assert!(Base::new(Url::parse("data:text").unwrap()).is_none());
}

#[test]
fn a_url_is_too_long_by_its_whole_length() {
    let room = 65_534 - "https://api.test:8443".len();
    assert!(base().has_room_for(&"x".repeat(room)));
    assert!(!base().has_room_for(&"x".repeat(room + 1)));
    let (url, uri) = parsed(&format!("/{}", "x".repeat(room - 1)));
    assert_eq!((url.len(), uri.len()), (65_534, 65_534));
}

#[test]
fn another_place_is_the_same_to_both_parsers() {
    let url = Url::parse("http://127.0.0.1/a%20b?c=d").unwrap();
    let place = PlaceRef::At(&url);
    assert_eq!(place.url(&base()).as_str(), "http://127.0.0.1/a%20b?c=d");
    assert_eq!(place.uri(&base()).unwrap().to_string(), "http://127.0.0.1/a%20b?c=d");
}

#[test]
fn dots_make_a_segment_however_they_are_written() {
    for path in ["/.", "/a/..", "/../b", "/%2e", "/a/.%2E/b", "/%2e%2e"] {
        assert!(has_dot_segment(path), "{path}");
    }
    for path in ["/...", "/.a", "/a.", "/%2e%2e%2e", "/a..b", "/"] {
        assert!(!has_dot_segment(path), "{path}");
    }
}

/// Whatever is taken for literal arrives as it was written, through either parser.
fn arrives(text: &str) -> Result<(), TestCaseError> {
    let target = format!("/v1/{text}");
    if literal(&target) != Literal::Not && !has_dot_segment(&target) {
        let expected = format!("https://api.test:8443{target}");
        prop_assert_eq!(parsed(&target), (expected.clone(), expected));
    }
    Ok(())
}

#[test]
fn every_character_that_is_literal_arrives() {
    let literal: Vec<char> = (0..=255).map(char::from).filter(|c| literal(&c.to_string()) != Literal::Not).collect();
    assert_eq!(literal.len(), 26 + 26 + 10 + "/-._~!$&'()*+,;=:@%".len());
    for c in literal {
        arrives(&format!("a{c}b")).unwrap();
    }
}

proptest! {
    #[test]
    fn literal_paths_arrive(text in "[a-zA-Z0-9/._~!$&'()*+,;=:@%-]{0,40}") {
        arrives(&text)?;
    }

    #[test]
    fn any_text_arrives_or_is_refused(text in "\\PC{0,20}") {
        arrives(&text)?;
    }
}
