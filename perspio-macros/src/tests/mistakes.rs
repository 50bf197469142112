//! Every mistake, with the exact list of messages for it: `src/snapshots/mistakes.txt`.
//!
//! `UPDATE_EXPECT=1 cargo test -p perspio-macros` writes it anew.

use std::fmt::Write;

use expect_test::expect_file;
use proc_macro2::TokenStream;

use super::errors_in;
use crate::expand_endpoints;

/// Mistakes in the arguments of `#[endpoints(..)]`.
const ARGUMENTS: &[&str] = &[
    "path",
    "path = v3",
    "path = 5",
    "path = \"v3\"",
    "path = \"https://h/v3\"",
    "path(\"/v3\")",
    "path = \"/a\", path = \"/b\"",
    "\"/v3\"",
    "path = \"/a\",, timeout = \"1s\"",
    "pth = \"/a\"",
    "none = 404",
    "attempts = 3",
    "nonsense",
    "client",
    "client = \"Name\"",
    "client = a::B",
    "crate = \"a\"",
    "crate",
    "header",
    "header = \"a\"",
    "header(\"a\")",
    "header(\"a\", \"b\")",
    "header(\"a\" = b)",
    "header(\"a b\" = \"c\")",
    "header(\"a:\" = \"c\")",
    "header(\"\" = \"c\")",
    "header(\"Host\" = \"c\")",
    "header(\"a\" = \"b\\r\\nc\")",
    "header(\"a\" = \"é\")",
    "header(\"a b\" = \"\\0\")",
    "header(\"a\" = \"1\"), header(\"A\" = \"2\")",
    "query(\"\" = \"1\")",
    "query(\"a\" = \"1\"), query(\"a\" = \"2\")",
    "timeout = 5",
    "timeout",
    "timeout = \"5\"",
    "timeout = \"5 parsecs\"",
    "timeout = \"0s\"",
    "deadline = \"0.5ms\"",
    "timeout = \"1s\", timeout = \"2s\"",
    "tiemout = \"1s\"",
    "timeout = \"2m\", deadline = \"1m\"",
    "redirect = everywhere",
    "redirect = sameorigin",
    "redirect = \"never\"",
    "retry",
    "retry()",
    "retry = always",
    "retry = never, retry(attempts = 2)",
    "retry(attempts = 0)",
    "retry(attempts = \"2\")",
    "retry(attempts = 2u8)",
    "retry(attempts = 99999999999)",
    "retry(attempts = 2, attempts = 3)",
    "retry(attemps = 2)",
    "retry(timeout = \"1s\")",
    "retry(2)",
    "retry(base = \"1s\", cap = \"500ms\")",
    "retry(cap = \"400ms\")",
    "retry(base = \"30s\")",
    "retry(base = \"x\", cap = \"400ms\")",
    "retry(on = [])",
    "retry(on = [429, 4xx])",
    "retry(on = 99)",
    "retry(on = [abc, 600, 5xx])",
    "retry(on = 204)",
];

/// Mistakes in one verb attribute, on a method without parameters.
const VERBS: &[&str] = &[
    "get",
    "get()",
    "get = \"/\"",
    "get[\"/\"]",
    "get(PATH)",
    "get(concat!(\"/\", \"a\"))",
    "get(5)",
    "get(b\"/\")",
    "get(path = \"/\")",
    "get(timeout = \"1s\")",
    "get(timeout = \"1s\", \"/\")",
    "get(\"/\", \"/\")",
    "get(\"a\")",
    "get(\"\")",
    "get(\"https://h/\")",
    "get(\"/?a=b\")",
    "get(\"/#a\")",
    "get(\"/{a\")",
    "get(\"/a}\")",
    "get(\"/{}\")",
    "get(\"/a b\")",
    "get(\"/%zz\")",
    "get(\"/a/../b\")",
    "get(\"/{a}/{a}\")",
    "get(\"/{id}\")",
    "get(\"/\", expect = 99)",
    "get(\"/\", expect = 600)",
    "get(\"/\", expect = abc)",
    "get(\"/\", expect = 6xx)",
    "get(\"/\", expect = \"200\")",
    "get(\"/\", expect = 200u16)",
    "get(\"/\", expect = [299..=200])",
    "get(\"/\", expect = 200..299)",
    "get(\"/\", expect(200))",
    "get(\"/\", expect = [200, 2xx])",
    "get(\"/\", expect = [200, 404], none = [404, 410])",
    "get(\"/\", none = 503, retry(on = [429, 5xx]))",
    "get(\"/\", expect = [200, 429], retry(on = [429, 5xx]))",
    "get(\"/\", retry(on = 202))",
    "get(\"/\", response = xml)",
    "get(\"/\", response = txt)",
    "get(\"/\", response(json))",
    "get(\"/\", idempotent = true)",
    "get(\"/\", idempotent, idempotent)",
    "get(\"/\", idempotent, not_idempotent)",
    "get(\"/\", client = Name)",
    "get(\"/\", base = \"1s\")",
    "get(\"/\", expct = 200)",
    "get(\"/\", timeout = \"3m\", deadline = \"2m\")",
    "post",
    "post(\"/\")",
    "post(\"/\", idempotent = 5)",
    "patch(\"/\")",
    "gett(\"/\")",
    "GET(\"/\")",
    "options(\"/\")",
    "TRACE(\"/\")",
];

/// Mistakes in methods, and in what stands in a trait beside them.
const ITEMS: &[&str] = &[
    "async fn a(&self) -> R<()>;",
    "fn a(&self) -> u8;",
    "#[get(\"/\")] #[post(\"/\", idempotent)] async fn a(&self) -> R<()>;",
    "#[get(\"/\")] async fn a(&self) -> R<()> { Ok(()) }",
    "#[get(\"/\")] fn a(&self) -> R<()>;",
    "#[get(\"/\")] fn a(&self) -> impl Future<Output = R<()>> + Send;",
    "#[get(\"/\")] async fn a() -> R<()>;",
    "#[get(\"/\")] async fn a(self) -> R<()>;",
    "#[get(\"/\")] async fn a(&mut self) -> R<()>;",
    "#[get(\"/\")] async fn a(self: Arc<Self>) -> R<()>;",
    "#[get(\"/\")] const async fn a(&self) -> R<()>;",
    "#[get(\"/\")] async unsafe fn a(&self) -> R<()>;",
    "#[get(\"/\")] async extern \"C\" fn a(&self) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, ...) -> R<()>;",
    "#[get(\"/\")] pub async fn a(&self) -> R<()>;",
    "async unsafe fn a(&self) {}",
    "#[get(\"/\")] async fn a(&self);",
    "#[get(\"/\")] async fn a(&self) -> Done;",
    "#[get(\"/\")] async fn a(&self) -> (u8, u8);",
    "#[get(\"/\")] async fn a(&self) -> R<'a>;",
    "#[get(\"/\")] async fn a(&self) -> R<impl Sized>;",
    "#[get(\"/\")] async fn a(&self, b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[query] (b, c): (u8, u8)) -> R<()>;",
    "#[get(\"/{b}\")] async fn a(&self, mut b: u8) -> R<()>;",
    "#[get(\"/{b}\")] async fn a(&self, _: u8) -> R<()>;",
    "#[get(\"/{b}\")] async fn a(&self, bee: u8) -> R<()>;",
    "#[get(\"/{b}\")] async fn a(&self, #[query] b: u8) -> R<()>;",
    "#[get(\"/{b}\")] async fn a(&self, b: u8, #[path(\"b\")] c: u8) -> R<()>;",
    "#[get(\"/{b}\")] async fn a(&self, b: u8, #[path(\"c\")] c: u8) -> R<()>;",
    "#[get(\"/{b}\")] async fn a(&self, #[path(\"c\")] c: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[path] c: u8) -> R<()>;",
    "#[get(\"/{b}\")] async fn a(&self, #[path = \"b\"] c: u8) -> R<()>;",
    "#[get(\"/{b}\")] async fn a(&self, #[path(\"\")] c: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[query] #[header(\"b\")] b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[query] #[query] b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[querry] b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[query(\"\")] b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[query(b)] b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[query(\"b\", \"c\")] b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[query] b: u8, #[query(\"b\")] c: u8) -> R<()>;",
    "#[get(\"/\", query(\"b\" = \"1\"))] async fn a(&self, #[query] b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[header] b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[header(\"b c\")] b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[header(\"Content-Length\")] b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[header(\"B\")] b: u8, #[header(\"b\")] c: u8) -> R<()>;",
    "#[get(\"/\", header(\"B\" = \"1\"))] async fn a(&self, #[header(\"b\")] b: u8) -> R<()>;",
    "#[get(\"/\")] async fn a(&self, #[body] b: u8) -> R<()>;",
    "#[head(\"/\")] async fn a(&self, #[body(form)] b: u8) -> R<()>;",
    "#[put(\"/\")] async fn a(&self, #[body] b: u8, #[body] c: u8) -> R<()>;",
    "#[put(\"/\")] async fn a(&self, #[body(xml)] b: u8) -> R<()>;",
    "#[put(\"/\")] async fn a(&self, #[body = json] b: u8) -> R<()>;",
    "#[put(\"/\")] async fn a(&self, #[query] #[cfg(x)] b: u8) -> R<()>;",
    "type A;",
    "const A: u8;",
    "m!();",
    "pub const A: u8 = 5;",
];

/// Mistakes in a whole item, or in several places of it.
const WHOLE: &[(&str, &str)] = &[
    ("", "struct A;"),
    ("", "pub enum A { B }"),
    ("", "impl A { fn b() {} }"),
    ("", "impl A for B {}"),
    ("", "#[inline] pub(crate) async fn a() {}"),
    ("", "const fn a() {}"),
    ("", "extern \"C\" fn a() {}"),
    ("", "mod a {}"),
    ("", "use a;"),
    ("", "const A: u8 = 5;"),
    ("", "trait A = B;"),
    ("", "trait A { fn }"),
    ("", "5 + 5"),
    ("", ""),
    ("", "trait A<T> {}"),
    ("", "unsafe trait A {}"),
    ("", "auto trait A {}"),
    ("path = \"/{a}\"", "trait A { #[get(\"/{a}\")] async fn a(&self, a: u8) -> R<()>; }"),
    ("path = \"/{a}\"", "trait A { #[get(\"/\")] async fn a(&self) -> R<()>; }"),
    ("path = \"/{a\"", "trait A { #[get(\"/\")] async fn a(&self, a: u8) -> R<()>; }"),
    ("header(\"a\" = \"1\")", "trait A { #[get(\"/\")] async fn a(&self, #[header(\"A\")] a: u8) -> R<()>; }"),
    ("deadline = \"1s\"", "trait A { #[get(\"/\", timeout = \"2s\")] async fn a(&self) -> R<()>; }"),
    ("retry(base = \"2s\")", "trait A { #[get(\"/\", retry(cap = \"1s\"))] async fn a(&self) -> R<()>; }"),
    ("retry(base = \"2s\")", "trait A { #[get(\"/\", retry(attempts = 1))] async fn a(&self) -> R<()>; }"),
    ("retry(base = \"30s\")", "trait A { #[get(\"/\", retry(attempts = 1))] async fn a(&self) -> R<()>; }"),
    ("retry(on = 404)", "trait A { #[get(\"/\", none = 404)] async fn a(&self) -> R<()>; }"),
    ("retry(on = 404)", "trait A { #[get(\"/\", none = 404, retry = never)] async fn a(&self) -> R<()>; }"),
    ("retry(on = 404)", "trait A { #[get(\"/\", none = 404, retry(on = 429))] async fn a(&self) -> R<()>; }"),
    (
        "tmeout = \"1s\"",
        "trait A { #[get(\"a\")] async fn a(&self) -> R<()>; #[post(\"/\")] async fn b(&self, c: u8) -> R<()>; }",
    ),
];

#[test]
fn every_mistake_has_its_messages() {
    let mut table = String::new();
    for args in ARGUMENTS {
        let item = "trait A { #[get(\"/\")] async fn a(&self) -> R<()>; }";
        row(&mut table, &format!("#[endpoints({args})]"), args, item);
    }
    for verb in VERBS {
        row(&mut table, &format!("#[{verb}]"), "", &format!("trait A {{ #[{verb}] async fn a(&self) -> R<()>; }}"));
    }
    for item in ITEMS {
        row(&mut table, item, "", &format!("trait A {{ {item} }}"));
    }
    for (args, item) in WHOLE {
        row(&mut table, &format!("#[endpoints({args})] {item}"), args, item);
    }
    expect_file!["../snapshots/mistakes.txt"].assert_eq(&table);
}

fn row(table: &mut String, shown: &str, args: &str, item: &str) {
    writeln!(table, "{shown}").unwrap();
    let expanded = expand_endpoints(args.parse().unwrap(), item.parse::<TokenStream>().unwrap());
    // What is no item comes back before the errors, so those are looked for behind it.
    let errors = match syn::parse2::<syn::File>(expanded.clone()) {
        Ok(_) => errors_in(expanded),
        Err(_) => {
            errors_in(expanded.into_iter().skip(item.parse::<TokenStream>().unwrap().into_iter().count()).collect())
        }
    };
    for error in errors {
        writeln!(table, "    {}", error.replace('\n', "\n      ")).unwrap();
    }
}
