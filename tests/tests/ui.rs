//! What the compiler says about mistakes, and that it says it once. `TRYBUILD=overwrite` writes the messages anew.

use std::fs;
use std::path::{Path, PathBuf};

/// The fewest cases of mistakes.
const CASES: usize = 150;

/// The longest case, in lines.
const LONGEST: usize = 20;

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui_pass/*.rs");
    cases.compile_fail("ui/*/*.rs");
}

/// The files in the folders of `ui` with this ending.
fn files(extension: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let topics = fs::read_dir(root).unwrap().map(|topic| topic.unwrap().path());
    let files = topics.flat_map(|topic| fs::read_dir(topic).unwrap().map(|file| file.unwrap().path()));
    files.filter(|file| file.extension().is_some_and(|found| found == extension)).collect()
}

/// `topic/what-is-wrong`
fn name(file: &Path) -> String {
    let topic = file.parent().and_then(Path::file_name).unwrap();
    format!("{}/{}", topic.to_string_lossy(), file.file_stem().unwrap().to_string_lossy())
}

#[test]
fn cases_are_many_short_and_complete() {
    let cases = files("rs");
    assert!(cases.len() >= CASES, "{}", cases.len());
    for case in &cases {
        assert!(fs::read_to_string(case).unwrap().lines().count() <= LONGEST, "{} is too long", case.display());
        assert!(case.with_extension("stderr").exists(), "{} has no message", case.display());
    }
    assert_eq!(files("stderr").len(), cases.len(), "a message has no case");
}

#[test]
fn a_mistake_is_one_error() {
    for file in files("stderr") {
        let name = name(&file);
        let text = fs::read_to_string(&file).unwrap();
        let errors = text.lines().filter(|line| line.starts_with("error")).count();
        let several = name.starts_with("several/") || name.ends_with("-mistakes");
        assert_eq!(errors > 1, several, "{name} has {errors} errors");
    }
}
