//! What a method looks like from outside.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, Generics, Lifetime, Meta, Pat, PatType, PatWild, ReceiverKind, ReturnType, Safety, Token, Type,
    parse_quote,
};

use super::Head;
use super::carried::{carried, presence};
use super::futures::name_lifetimes;
use crate::attr::is_place;
use crate::ctxt::Ctxt;
use crate::tokens::Phrase;

/// A method without its body, in the forms in which it is printed.
pub(crate) struct Signature {
    /// The user's attributes, without ours.
    pub(crate) attributes: Vec<Attribute>,
    /// Those of them that an implementation needs as well.
    pub(crate) carried: Phrase,
    /// Whether they say something of the lint that is about many parameters.
    pub(crate) says_too_many: bool,
    /// Those of them that say whether the method is there at all.
    pub(crate) cfgs: Phrase,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    /// How many parameters there are, `self` among them.
    pub(crate) count: usize,
    /// With their parentheses, and with the attributes that are not ours.
    pub(crate) inputs: Phrase,
    /// The same, with the attributes that an implementation needs as well.
    pub(crate) impl_inputs: Phrase,
    pub(crate) self_token: Option<Token![self]>,
    pub(crate) output: Output,
}

/// What a method returns.
pub(crate) enum Output {
    Future {
        /// What it gives.
        ty: Box<Type>,
        /// If it is boxed, for how long it may live.
        boxed: Option<Lifetime>,
    },
    /// This, with the arrow.
    Plain(TokenStream),
}

impl Signature {
    /// Takes a signature apart; what is not supported in it is left out, and has been reported.
    pub(super) fn read(head: &Head, attributes: Vec<Attribute>, mut signature: syn::Signature) -> Self {
        let boxed = (head.futures.boxed && signature.asyncness.is_some())
            .then(|| name_lifetimes(&mut signature, &head.generics));
        let syn::Signature {
            constness: _,
            asyncness,
            safety: _,
            abi: _,
            fn_token: _,
            ident,
            generics,
            paren_token: _,
            inputs,
            variadic: _,
            output,
        } = signature;
        let output = match (asyncness, output) {
            (Some(_), output) => {
                let ty = match output {
                    ReturnType::Default => parse_quote!(()),
                    ReturnType::Type(_, ty) => ty,
                };
                Output::Future { ty, boxed }
            }
            (None, output) => Output::Plain(quote!(#output)),
        };
        let self_token = inputs.first().and_then(|first| match first {
            FnArg::Receiver(receiver) => Some(receiver.self_token),
            FnArg::Typed(_) => None,
        });
        let count = inputs.len();
        let (inputs, impl_inputs) = print_inputs(&inputs.into_iter().map(Input::read).collect::<Vec<_>>());
        Self {
            carried: carried(&attributes),
            cfgs: presence(&attributes),
            says_too_many: attributes.iter().any(is_about_many),
            attributes,
            name: ident,
            generics,
            count,
            inputs,
            impl_inputs,
            self_token,
            output,
        }
    }

    /// As [`read`](Self::read) does, for a method that has a verb, and so is meant to be asynchronous and without
    /// a body: a pattern would be a second error, and the plain type of a forgotten `async` as well.
    pub(super) fn read_endpoint(head: &Head, attributes: Vec<Attribute>, mut signature: syn::Signature) -> Self {
        let returns_future = match &signature.output {
            ReturnType::Default => false,
            ReturnType::Type(_, ty) => matches!(**ty, Type::ImplTrait(_)),
        };
        if !returns_future {
            signature.asyncness = Some(signature.asyncness.unwrap_or_default());
        }
        for input in &mut signature.inputs {
            if let FnArg::Typed(PatType { pat, .. }) = input {
                if plain_name(pat).is_none() {
                    **pat = Pat::Wild(PatWild {
                        attrs: Vec::new(),
                        underscore_token: Token![_](super::located(pat.span())),
                    });
                }
            }
        }
        Self::read(head, attributes, signature)
    }
}

/// `self` or a parameter.
struct Input {
    /// The user's attributes, without ours.
    attributes: Phrase,
    /// Those of them that an implementation needs as well.
    carried: Phrase,
    /// Without any.
    plain: FnArg,
}

impl Input {
    /// Takes the attributes of an input off, and ours away.
    fn read(mut plain: FnArg) -> Self {
        let (attributes, carried) = match &mut plain {
            FnArg::Receiver(receiver) => (std::mem::take(&mut receiver.attrs), Phrase::default()),
            FnArg::Typed(param) => {
                let mut attributes = std::mem::take(&mut param.attrs);
                attributes.retain(|attribute| !is_place(attribute));
                let carried = carried(&attributes);
                (attributes, carried)
            }
        };
        let attributes = attributes.iter().flat_map(ToTokens::to_token_stream).collect();
        Self { attributes, carried, plain }
    }
}

/// The inputs of a method, in the trait and in the implementation.
fn print_inputs(inputs: &[Input]) -> (Phrase, Phrase) {
    let print = |attributes: fn(&Input) -> &Phrase| {
        let attributes = inputs.iter().map(attributes);
        let plain = inputs.iter().map(|input| &input.plain);
        Phrase::from_iter([Group::new(Delimiter::Parenthesis, quote!(#(#attributes #plain),*)).into()])
    };
    let in_trait = print(|input| &input.attributes);
    let same = inputs.iter().all(|input| input.attributes.is_empty());
    let in_impl = if same { in_trait.clone() } else { print(|input| &input.carried) };
    (in_trait, in_impl)
}

/// Whether an attribute says something of the lint that is about many parameters.
fn is_about_many(attribute: &Attribute) -> bool {
    match &attribute.meta {
        Meta::List(list) => list.tokens.to_string().contains("too_many_arguments"),
        Meta::Path(_) | Meta::NameValue(_) => false,
    }
}

/// The name of a parameter that is nothing but a name.
pub(super) fn plain_name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(name) if name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none() => {
            Some(&name.ident)
        }
        _ => None,
    }
}

/// Reports our attributes where nothing is sent: on `self`, and with `all` on every parameter.
pub(super) fn refuse_places(cx: &mut Ctxt, signature: &mut syn::Signature, all: bool) {
    for input in &mut signature.inputs {
        let (attributes, on) = match input {
            FnArg::Receiver(receiver) => (&mut receiver.attrs, "`self`"),
            FnArg::Typed(param) if all => (&mut param.attrs, "a parameter of a method with a body of its own"),
            FnArg::Typed(_) => continue,
        };
        attributes.retain(|attribute| {
            let ours = is_place(attribute);
            if ours {
                let name = attribute.path().to_token_stream();
                cx.error(
                    attribute.path(),
                    format_args!(
                        "`{name}` does not go on {on}, which is not sent\nnote: it goes on a parameter of an endpoint"
                    ),
                );
            }
            !ours
        });
    }
}

/// Reports what no asynchronous method of the trait can be.
pub(super) fn refuse_qualifiers(cx: &mut Ctxt, signature: &syn::Signature) {
    let name = &signature.ident;
    if let Some(token) = &signature.constness {
        cx.error(token, format_args!("`{name}` cannot be `const`"));
    }
    if let Safety::Unsafe(token) = &signature.safety {
        cx.error(token, format_args!("`{name}` cannot be `unsafe`"));
    }
    if let Some(abi) = &signature.abi {
        cx.error(abi, format_args!("`{name}` cannot be `extern`"));
    }
    if let Some(variadic) = &signature.variadic {
        cx.error(variadic, format_args!("`{name}` cannot be variadic"));
    }
}

/// Reports what an endpoint cannot be.
pub(super) fn check_endpoint(cx: &mut Ctxt, signature: &syn::Signature) {
    let name = &signature.ident;
    refuse_qualifiers(cx, signature);
    if signature.asyncness.is_none() {
        cx.error(signature.fn_token, format_args!("`{name}` is an endpoint, so it has to be `async`"));
    }
    match signature.receiver() {
        None => cx.error(name, format_args!("`{name}` is an endpoint, so its first parameter has to be `&self`")),
        Some(receiver) => {
            if !matches!(receiver.kind, ReceiverKind::Reference(_, _, None)) {
                cx.error(receiver, "receiver of an endpoint has to be `&self`");
            }
        }
    }
}
