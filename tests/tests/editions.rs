//! The odd traits of `editions/odd`, which three packages compile, do not grow fewer.

use std::fs;
use std::path::Path;

/// The longest file, in lines.
const LONGEST: usize = 300;

#[test]
fn odd_traits_are_many_and_their_files_short() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("editions/odd");
    let (mut traits, mut enums) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.lines().count() <= LONGEST, "{} is too long", path.display());
        // By name, and by a path.
        traits += text.matches("#[endpoints").count() + text.matches("::endpoints").count();
        enums += text.lines().filter(|line| line.contains("derive(") && line.contains("StatusError")).count();
    }
    assert!(traits >= 90, "{traits} traits");
    assert!(enums >= 4, "{enums} enums");
}

#[test]
fn every_edition_compiles_them_twice_under_the_same_lints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("editions");
    let root = |edition: &str| fs::read_to_string(folder.join(edition).join("src/lib.rs")).unwrap();
    let text = root("2024");
    for line in [
        "#![deny(warnings, missing_docs, unused_qualifications, unreachable_pub, single_use_lifetimes)]",
        "#![deny(clippy::all, clippy::pedantic)]",
        "#![forbid(unsafe_code)]",
        "#[no_implicit_prelude]\n#[path = \"../../bare.rs\"]\npub mod bare;",
        "#[path = \"../../odd/mod.rs\"]\npub mod odd;",
    ] {
        assert!(text.contains(line), "{line}");
    }
    for edition in ["2018", "2021"] {
        assert_eq!(root(edition).replace(edition, "2024"), text);
    }
}
