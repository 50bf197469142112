//! What the compiler says about mistakes, and that it says it once. `TRYBUILD=overwrite` writes the messages anew.

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui_pass/*.rs");
    cases.compile_fail("ui/*/*.rs");
}
