//! Every mistake, with the exact list of messages for it: `src/snapshots/mistakes.txt`.
//!
//! `UPDATE_EXPECT=1 cargo test -p perspio-macros` writes it anew.

mod attributes;
mod items;

use std::fmt::Write;

use expect_test::expect_file;
use proc_macro2::TokenStream;

use self::attributes::{ARGUMENTS, VERBS};
use self::items::{ENUMS, ITEMS, WHOLE};
use super::errors_in;
use crate::pipeline;

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
    for item in ENUMS {
        writeln!(table, "#[derive(StatusError)] {item}").unwrap();
        list(&mut table, errors_in(pipeline::status_error(item.parse().unwrap())));
    }
    expect_file!["../../snapshots/mistakes.txt"].assert_eq(&table);
}

fn row(table: &mut String, shown: &str, args: &str, item: &str) {
    writeln!(table, "{shown}").unwrap();
    let expanded = pipeline::endpoints(args.parse().unwrap(), item.parse::<TokenStream>().unwrap());
    // What is no item comes back before the errors, so those are looked for behind it.
    let errors = match syn::parse2::<syn::File>(expanded.clone()) {
        Ok(_) => errors_in(expanded),
        Err(_) => {
            errors_in(expanded.into_iter().skip(item.parse::<TokenStream>().unwrap().into_iter().count()).collect())
        }
    };
    list(table, errors);
}

fn list(table: &mut String, errors: Vec<String>) {
    for error in errors {
        writeln!(table, "    {}", error.replace('\n', "\n      ")).unwrap();
    }
}
