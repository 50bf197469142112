//! The layout that `CONTRIBUTING.md` describes: small files, and imports that go one way.

use std::fs;
use std::path::{Path, PathBuf};

/// The longest file, in lines.
const LONGEST: usize = 300;

/// Which modules of the runtime may be used by which: a module may use those before it.
const RUNTIME: &[&[&str]] = &[
    &["time", "future", "encode", "status", "secret", "endpoint"],
    &["error"],
    &["retry", "redirect", "limit", "auth", "transport", "payload", "multipart", "request", "response"],
    &["execute"],
    &["client"],
    &["private", "testing"],
];

/// The same for the macros.
const MACROS: &[&[&str]] = &[
    &["ctxt", "symbol", "path", "status", "duration", "header", "tokens", "word", "suggest"],
    &["attr"],
    &["ast"],
    &["check", "target"],
    &["expand"],
    &["fallback"],
    &["pipeline"],
];

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(folder);
    let mut files = Vec::new();
    let mut folders = vec![root.join(if folder == "tests" { "tests" } else { "src" })];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(&root).unwrap().to_owned(), text));
            }
        }
    }
    assert!(files.len() > 5, "{folder}");
    files
}

/// The module of a file: `src/retry/decide.rs` is in `retry`.
fn module(path: &Path) -> String {
    let first = path.iter().nth(1).unwrap().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules that a file imports from its own crate.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    code(text).split("crate::").skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next())
}

/// A file without the unit tests at its end.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

fn is_test(path: &Path) -> bool {
    path.iter().any(|part| ["tests", "tests.rs", "snapshots"].iter().any(|test| part == *test))
}

#[test]
fn files_are_short() {
    for folder in ["perspio-macros", "perspio-runtime", "tests"] {
        for (path, text) in sources(folder) {
            let expanded = path.to_string_lossy().ends_with(".expanded.rs");
            assert!(expanded || text.lines().count() <= LONGEST, "{folder}/{} is too long", path.display());
        }
    }
}

#[test]
fn imports_go_one_way() {
    for (folder, layers) in [("perspio-macros", MACROS), ("perspio-runtime", RUNTIME)] {
        let layer = |module: &str| layers.iter().position(|layer| layer.contains(&module));
        for (path, text) in sources(folder) {
            let own = module(&path);
            if own == "lib" || is_test(&path) {
                continue;
            }
            let own_layer = layer(&own).unwrap_or_else(|| panic!("{own} has no place in the layout"));
            for used in imports(&text).filter(|used| *used != own) {
                // What is not a module is re-exported by `lib` or a macro.
                let Some(used_layer) = layer(used) else { continue };
                assert!(used_layer <= own_layer, "{folder}/{} must not use `{used}`", path.display());
            }
        }
    }
}

#[test]
fn expansion_never_looks_at_attributes() {
    for (path, text) in sources("perspio-macros") {
        if module(&path) == "expand" && !is_test(&path) {
            assert!(imports(&text).all(|used| used != "attr" && used != "ctxt"), "{}", path.display());
        }
    }
}

/// The strings in the list that begins with `start`.
fn listed(folder: &str, file: &str, start: &str) -> Vec<String> {
    let files = sources(folder);
    let (_, text) = files.iter().find(|(path, _)| path.ends_with(file)).unwrap();
    let list = text.split_once(start).unwrap().1.split_once("];").unwrap().0;
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn both_crates_refuse_the_same_headers() {
    // The macros never depend on the runtime, so each has the list.
    let macros = listed("perspio-macros", "src/header.rs", "const FRAMING");
    assert_eq!(macros, listed("perspio-runtime", "src/request/mod.rs", "const FRAMING"));
    assert!(macros.len() > 5);
}

#[test]
fn only_the_loop_sends_and_only_time_sleeps() {
    for (path, text) in sources("perspio-runtime") {
        let own = module(&path);
        let text = code(&text);
        if !is_test(&path) && own != "testing" {
            assert!(own == "time" || !text.contains("tokio::time"), "{} sleeps", path.display());
            let sends = text.contains("transport.send(") || text.contains(".execute(");
            assert!(["execute", "transport"].contains(&own.as_str()) || !sends, "{} sends", path.display());
        }
    }
}

/// A proc-macro crate cannot be linked, so the fuzz target names every module of it.
#[test]
fn the_fuzz_target_has_every_module_of_the_macros() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let entry = fs::read_to_string(root.join("perspio-macros/src/lib.rs")).unwrap();
    let target = fs::read_to_string(root.join("fuzz/fuzz_targets/attributes.rs")).unwrap();
    let modules = entry.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    let modules: Vec<_> = modules.filter(|module| *module != "tests").collect();
    assert!(modules.len() > 10);
    for module in modules {
        assert!(target.contains(&format!("    {module} = \"../../perspio-macros/src/{module}")), "{module}");
    }
}
