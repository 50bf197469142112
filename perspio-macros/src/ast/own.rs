//! Methods with a body of their own.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Block, FnArg, Pat, PatIdent, PatType, ReceiverKind, ReturnType, Signature as Declared, TraitItemFn, Type};

use super::Head;
use super::carried::presence;
use super::futures::check_dyn;
use super::signature::{self, Signature};
use crate::ctxt::Ctxt;
use crate::tokens::{Phrase, mentions};

/// A method with a body of its own.
pub(crate) enum Own {
    /// It stays as it is.
    Kept(TokenStream),
    /// `async`, so the future gets its bounds.
    Async {
        signature: Box<Signature>,
        /// What the future needs because it holds `self`.
        needs: Option<TokenStream>,
        /// Takes the parameters into the future, where they live as long as in an `async fn`.
        holds: Vec<TokenStream>,
        /// What the body becomes, if that is more than `()` and can be named.
        gives: Option<Box<Type>>,
        body: Block,
    },
}

impl Own {
    pub(super) fn read(cx: &mut Ctxt, head: &Head, mut method: TraitItemFn) -> Self {
        signature::refuse_places(cx, &mut method.sig, true);
        if head.futures.boxed {
            check_dyn(cx, &method.sig, &head.name);
        }
        if method.sig.asyncness.is_none() {
            return Self::Kept(method.into_token_stream());
        }
        signature::refuse_qualifiers(cx, &method.sig);
        refuse_never(cx, &mut method.sig);
        let Some(body) = method.default.take() else {
            return Self::Kept(method.into_token_stream());
        };
        let TraitItemFn { attrs, sig, .. } = &mut method;
        let needs = needs(sig).filter(|_| !head.futures.local);
        let holds = hold(sig);
        let gives = named_output(sig);
        let signature = Signature::read(head, std::mem::take(attrs), sig.clone());
        Self::Async { signature: Box::new(signature), needs, holds, gives, body }
    }
}

/// What makes a future `Send` that holds the receiver.
fn needs(signature: &Declared) -> Option<TokenStream> {
    signature.receiver().map(|receiver| match &receiver.kind {
        ReceiverKind::Reference(_, _, None) => quote!(Self: ::core::marker::Sync),
        ReceiverKind::Reference(_, _, Some(_)) | ReceiverKind::Value => quote!(Self: ::core::marker::Send),
        _ => quote!(Self: ::core::marker::Send + ::core::marker::Sync),
    })
}

/// A future of `!` cannot be named yet.
fn refuse_never(cx: &mut Ctxt, signature: &mut Declared) {
    if let ReturnType::Type(_, ty) = &signature.output {
        if matches!(**ty, Type::Never(_)) {
            cx.error(
                ty,
                format_args!(
                    "`{}` cannot be `async` and return `!` in an `#[endpoints]` trait\n\
                     note: `::core::convert::Infallible` says the same",
                    signature.ident
                ),
            );
            signature.output = ReturnType::Default;
        }
    }
}

/// `id: Id, (a, b): (A, B)` -> `let id = id; let __perspio_1 = __perspio_1; let (a, b) = __perspio_1;`
///
/// An `async` block takes in what it uses alone, so a guard that is held and not used would be gone before it runs. What
/// is behind a reference lives anyway.
fn hold(signature: &mut Declared) -> Vec<TokenStream> {
    let mut holds = Vec::new();
    for (index, input) in signature.inputs.iter_mut().enumerate() {
        match input {
            FnArg::Receiver(receiver) if !matches!(receiver.kind, ReceiverKind::Reference(..)) => {
                let this = &receiver.self_token;
                holds.push(quote!(let _ = &#this;));
            }
            FnArg::Typed(PatType { attrs, pat, ty, .. }) if !matches!(**ty, Type::Reference(_)) => {
                holds.push(hold_param(&presence(attrs), pat, index));
            }
            FnArg::Receiver(_) | FnArg::Typed(_) => {}
        }
    }
    holds
}

fn hold_param(cfgs: &Phrase, pattern: &mut Pat, index: usize) -> TokenStream {
    let unused = match pattern {
        Pat::Ident(PatIdent { by_ref: None, mutability, subpat: None, ident, .. }) => {
            if !ident.to_string().starts_with('_') {
                let mutability = mutability.take();
                return quote!(#cfgs let #mutability #ident = #ident;);
            }
            true
        }
        _ => false,
    };
    let held: Ident = format_ident!("__perspio_{index}", span = Span::mixed_site());
    let theirs = std::mem::replace(pattern, syn::parse_quote!(#held));
    if unused {
        // Neither to use a name that begins with `_` nor to give one without effect is to clippy's taste.
        quote!(#cfgs let (#theirs,) = (#held,);)
    } else {
        quote!(#cfgs let #held = #held; #cfgs let #theirs = #held;)
    }
}

/// `-> Result<()>` gives `Result<()>`; `-> impl Display` has no name.
fn named_output(signature: &Declared) -> Option<Box<Type>> {
    match &signature.output {
        ReturnType::Type(_, ty) if !mentions(ty.to_token_stream(), &["impl".into()]) => Some(ty.clone()),
        _ => None,
    }
}
