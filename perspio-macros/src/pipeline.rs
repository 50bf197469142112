//! From tokens to tokens: what the entry points do.

use proc_macro2::TokenStream;
use syn::Item;

use crate::ctxt::Ctxt;
use crate::{ast, check, expand, fallback, target};

/// `#[endpoints(args)] item`: the trait, its client and the client's implementation of it, or the errors.
pub(crate) fn endpoints(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut cx = Ctxt::default();
    let mut tokens = match target::read(&mut cx, &item) {
        None => item,
        Some(item) => {
            let read = ast::Trait::read(&mut cx, args, item);
            match check::service(&mut cx, &read) {
                Some(service) => expand::expand(&service),
                None => fallback::fallback(&read),
            }
        }
    };
    tokens.extend(cx.into_compile_errors());
    tokens
}

/// `#[derive(StatusError)] item`: the enum's `From<Error>`, or the errors.
pub(crate) fn status_error(item: TokenStream) -> TokenStream {
    let mut cx = Ctxt::default();
    let read = match syn::parse2::<Item>(item) {
        Ok(item) => ast::ErrorEnum::read(&mut cx, item),
        Err(error) => {
            cx.syntax(error);
            None
        }
    };
    let mut tokens = read.map_or_else(TokenStream::new, |read| match check::status_enum(&mut cx, &read) {
        Some(checked) => expand::status_error(&checked),
        None => fallback::fallback_enum(&read),
    });
    tokens.extend(cx.into_compile_errors());
    tokens
}
