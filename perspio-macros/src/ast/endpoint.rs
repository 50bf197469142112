//! An endpoint as it was read.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Attribute, FnArg, GenericArgument, PatType, PathArguments, ReturnType, Type};

use super::futures::check_dyn;
use super::signature::{self, Signature};
use super::{Head, check_owned, text_of};
use crate::attr::{At, Placement, VerbArgs, is_place, nearly_place};
use crate::ctxt::Ctxt;
use crate::tokens::mentions;
use crate::word::{Body, Verb};

/// An endpoint as it was read; what is missing in it has been reported.
pub(crate) struct Draft {
    pub(crate) signature: Signature,
    pub(crate) verb: Verb,
    /// The name of the verb attribute.
    pub(crate) verb_at: TokenStream,
    pub(crate) args: VerbArgs,
    pub(crate) params: Vec<DraftParam>,
    /// What a successful call gives.
    pub(crate) success: Option<Type>,
    /// What a failed call gives, if the return type names it.
    pub(crate) failure: Option<Type>,
}

/// A parameter of an endpoint as it was read.
pub(crate) struct DraftParam {
    /// `None` if it has none to go by; the error is reported.
    pub(crate) name: Option<Ident>,
    /// The name without `r#`.
    pub(crate) text: String,
    pub(crate) placement: Placement,
    /// Those of its attributes that say whether it is there at all.
    pub(crate) cfgs: Vec<Attribute>,
}

impl Draft {
    pub(super) fn read(
        cx: &mut Ctxt,
        head: &Head,
        verb: Verb,
        attribute: &Attribute,
        attributes: Vec<Attribute>,
        mut signature: syn::Signature,
    ) -> Self {
        signature::refuse_places(cx, &mut signature, false);
        signature::check_endpoint(cx, &signature);
        if head.futures.boxed && signature.asyncness.is_some() {
            check_dyn(cx, &signature, &head.name);
        }
        let args = VerbArgs::read(cx, verb, attribute);
        let params = signature.inputs.iter_mut().filter_map(|input| match input {
            FnArg::Receiver(_) => None,
            FnArg::Typed(param) => Some(DraftParam::read(cx, param)),
        });
        let params = params.collect();
        let (success, failure) = (success(cx, &signature), failure(&signature));
        if let Returned::Named(ty) = &success {
            check_owned(cx, "success type of an endpoint", ty);
        }
        let hidden = matches!(&signature.output, ReturnType::Type(_, ty) if is_no_future(ty));
        if matches!(success, Returned::Opaque) || hidden {
            // As it stands, it would be a second error.
            signature.output = ReturnType::Default;
        }
        Self {
            verb,
            verb_at: attribute.path().to_token_stream(),
            args,
            params,
            success: success.named(),
            failure,
            signature: Signature::read_endpoint(head, attributes, signature),
        }
    }
}

impl DraftParam {
    /// Reads a parameter, and takes away the attribute that was meant as one of ours.
    fn read(cx: &mut Ctxt, param: &mut PatType) -> Self {
        let name = signature::plain_name(&param.pat).cloned();
        let text = name.as_ref().map(text_of).unwrap_or_default();
        if name.is_none() {
            cx.error(&param.pat, "parameter of an endpoint has to be a plain name");
        }
        let is = |name| move |attribute: &&Attribute| attribute.path().is_ident(name);
        let cfg_attr = param.attrs.iter().find(is("cfg_attr"));
        if let Some(cfg_attr) = cfg_attr {
            cx.error(
                cfg_attr.path(),
                "`cfg_attr` is not supported on a parameter of an endpoint\nnote: `cfg` is, and so are two methods",
            );
        }
        let hidden = cfg_attr.is_some();
        param.attrs.retain(|attribute| !attribute.path().is_ident("cfg_attr"));
        let cfgs = param.attrs.iter().filter(is("cfg")).cloned().collect();
        let misspelt = Self::take_misspelt(cx, &mut param.attrs);
        let mut places = param.attrs.iter().filter(|attribute| is_place(attribute));
        let placement = match (places.next(), places.next()) {
            _ if misspelt => Placement::Broken,
            (Some(place), None) => Placement::read(cx, place, &text),
            (Some(_), Some(second)) => {
                cx.error(second, format_args!("`{text}` goes to two places; one attribute is legal"));
                Placement::Broken
            }
            (None, _) => Placement::Unmarked,
        };
        if let (Placement::Body(At { value: Body::Stream, .. }), Type::Reference(borrow)) = (&placement, &*param.ty) {
            cx.error(borrow, "a streamed body is sent while the caller goes on, so it cannot be a reference");
        }
        let placement = if name.is_some() && !hidden { placement } else { Placement::Broken };
        Self { name, text, placement, cfgs }
    }

    /// Takes away attributes that were meant as ours, and says whether there was one.
    fn take_misspelt(cx: &mut Ctxt, attributes: &mut Vec<Attribute>) -> bool {
        let all = attributes.len();
        attributes.retain(|attribute| {
            let meant = if is_place(attribute) { None } else { nearly_place(attribute) };
            if let Some(meant) = meant {
                let typo = attribute.path().to_token_stream();
                cx.error(&typo, format_args!("`{typo}` is not an attribute of a parameter; did you mean `#[{meant}]`"));
            }
            meant.is_none()
        });
        attributes.len() < all
    }
}

/// The success type of a return type.
enum Returned {
    Named(Box<Type>),
    /// `impl Trait`; the error is reported.
    Opaque,
    /// The error is reported.
    Missing,
}

impl Returned {
    fn named(self) -> Option<Type> {
        match self {
            Self::Named(ty) => Some(*ty),
            Self::Opaque | Self::Missing => None,
        }
    }
}

/// `impl Send` may stand where an `impl Future` was meant, but nothing can be made up for it.
fn is_no_future(ty: &Type) -> bool {
    matches!(ty, Type::ImplTrait(_)) && !mentions(ty.to_token_stream(), &["Future".into()])
}

/// `-> Result<T, E>` gives `E`
fn failure(signature: &syn::Signature) -> Option<Type> {
    let ReturnType::Type(_, ty) = &signature.output else {
        return None;
    };
    type_arguments(ty).nth(1).cloned()
}

/// `-> Result<T>`, `-> Result<T, E>` or `-> Alias<T>` gives `T`
fn success(cx: &mut Ctxt, signature: &syn::Signature) -> Returned {
    const LEGAL: &str = "legal are `Result<T>`, `Result<T, E>` and aliases whose first type argument is `T`";
    let name = &signature.ident;
    let ReturnType::Type(_, ty) = &signature.output else {
        cx.error(name, format_args!("`{name}` has no return type\nnote: {LEGAL}"));
        return Returned::Missing;
    };
    if signature.asyncness.is_none() && matches!(**ty, Type::ImplTrait(_)) {
        return Returned::Missing;
    }
    if let Some(other) = no_result(ty) {
        cx.error(
            ty,
            format_args!("return type of `{name}` has to be a `Result`, and `{other}` is none\nnote: {LEGAL}"),
        );
        return Returned::Opaque;
    }
    match type_arguments(ty).next() {
        Some(Type::ImplTrait(opaque)) => {
            cx.error(opaque, "success type of an endpoint has to be named, so that the body can be read into it");
            Returned::Opaque
        }
        Some(success) => Returned::Named(Box::new(success.clone())),
        None => {
            cx.error(ty, format_args!("return type of `{name}` does not name the success type\nnote: {LEGAL}"));
            Returned::Missing
        }
    }
}

/// The name of a type that is surely no result.
fn no_result(ty: &Type) -> Option<String> {
    match ty {
        Type::Never(_) => Some("!".to_owned()),
        Type::Path(path) => {
            let name = path.path.segments.last()?.ident.to_string();
            ["Box", "HashMap", "Option", "Vec"].contains(&name.as_str()).then_some(name)
        }
        _ => None,
    }
}

/// The type arguments of the last segment of a path.
fn type_arguments(ty: &Type) -> impl Iterator<Item = &Type> {
    let mut ty = ty;
    let arguments = loop {
        match ty {
            Type::Group(group) => ty = &group.elem,
            Type::Paren(paren) => ty = &paren.elem,
            Type::Path(path) => break path.path.segments.last().map(|last| &last.arguments),
            _ => break None,
        }
    };
    let arguments = match arguments {
        Some(PathArguments::AngleBracketed(arguments)) => Some(arguments.args.iter()),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
