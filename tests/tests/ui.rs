//! What the compiler says about mistakes, and that it says it once.

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/[!p]*/*.rs");
    cases.compile_fail("ui/p[!a]*/*.rs");
    cases.compile_fail("ui/pa[!s]*/*.rs");
}
