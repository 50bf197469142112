//! The arguments of `#[endpoints(..)]`.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::Path;

use super::args;
use super::rules::Rules;
use super::slot::Slot;
use super::value;
use crate::ctxt::Ctxt;
use crate::path::{self, Part};
use crate::symbol::{BOXED, CLIENT, CRATE, LOCAL, PATH, SERVICE_KEYS};

/// What stands in `#[endpoints(..)]`.
#[derive(Default)]
pub(crate) struct ServiceArgs {
    pub(crate) path: Slot<Vec<Part>>,
    pub(crate) client: Slot<Ident>,
    pub(crate) boxed: Slot<TokenStream>,
    pub(crate) local: Slot<TokenStream>,
    pub(crate) runtime: Slot<Path>,
    pub(crate) rules: Rules,
}

impl ServiceArgs {
    pub(crate) fn read(cx: &mut Ctxt, tokens: TokenStream) -> Self {
        let mut read = Self::default();
        for arg in args::split_named(cx, tokens) {
            if arg.name == PATH {
                read.path.fill(cx, &arg, |cx, arg| {
                    let literal = value::string(cx, arg, PATH)?;
                    template(cx, &literal.value(), &literal)
                });
            } else if arg.name == CLIENT {
                read.client.fill(cx, &arg, |cx, arg| value::name(cx, arg, CLIENT));
            } else if arg.name == BOXED {
                read.boxed.fill(cx, &arg, value::flag);
            } else if arg.name == LOCAL {
                read.local.fill(cx, &arg, value::flag);
            } else if arg.name == CRATE {
                read.runtime.fill(cx, &arg, |cx, arg| value::path(cx, arg, CRATE));
            } else if !read.rules.take(cx, &arg) {
                args::unknown(cx, &arg.name, "`#[endpoints]`", SERVICE_KEYS);
            }
        }
        read
    }
}

/// Reads a path template, or reports what is wrong with it.
pub(super) fn template(cx: &mut Ctxt, text: &str, at: &impl ToTokens) -> Option<Vec<Part>> {
    match path::parse(text) {
        Ok(parts) => Some(parts),
        Err(fault) => {
            cx.error(at, format_args!("path `{}` {fault}", text.escape_debug()));
            None
        }
    }
}
