//! Expansions as real Rust files: `src/snapshots/NAME.rs` gives `NAME.expanded.rs`.
//!
//! `UPDATE_EXPECT=1 cargo test -p perspio-macros` writes them anew.

use expect_test::expect_file;

use super::{errors_in, expand_file, print};

macro_rules! snapshots {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let source = include_str!(concat!("../snapshots/", stringify!($name), ".rs"));
                let expanded = expand_file(source);
                assert_eq!(errors_in(expanded.clone()), [""; 0]);
                assert_eq!(print(expanded.clone()), print(expand_file(source)), "two expansions differ");
                expect_file![concat!("../snapshots/", stringify!($name), ".expanded.rs")].assert_eq(&print(expanded));
            }
        )*

        /// The source of every snapshot, by name.
        pub(super) const SOURCES: &[(&str, &str)] =
            &[$((stringify!($name), include_str!(concat!("../snapshots/", stringify!($name), ".rs")))),*];
    };
}

snapshots! {
    assets bodies boxed cfg_and_generics defaults error_enum generic_trait local local_boxed optional_params params
    renamed verbs
}

#[test]
fn broken() {
    let source = include_str!("../snapshots/broken.rs");
    expect_file!["../snapshots/broken.expanded.rs"].assert_eq(&print(expand_file(source)));
}

#[test]
fn broken_boxed() {
    let source = include_str!("../snapshots/broken_boxed.rs");
    expect_file!["../snapshots/broken_boxed.expanded.rs"].assert_eq(&print(expand_file(source)));
}
