//! An endpoint as it was read.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Attribute, FnArg, GenericArgument, PatType, PathArguments, ReturnType, Type};

use super::signature::{self, Signature};
use super::text_of;
use crate::attr::{Placement, VerbArgs, is_place, nearly_place};
use crate::ctxt::Ctxt;
use crate::word::Verb;

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
}

/// A parameter of an endpoint as it was read.
pub(crate) struct DraftParam {
    /// `None` if it has none to go by; the error is reported.
    pub(crate) name: Option<Ident>,
    /// The name without `r#`.
    pub(crate) text: String,
    pub(crate) placement: Placement,
}

impl Draft {
    pub(super) fn read(
        cx: &mut Ctxt,
        verb: Verb,
        attribute: &Attribute,
        attributes: Vec<Attribute>,
        mut signature: syn::Signature,
    ) -> Self {
        signature::check_endpoint(cx, &signature);
        let args = VerbArgs::read(cx, verb, attribute);
        let params = signature.inputs.iter_mut().filter_map(|input| match input {
            FnArg::Receiver(_) => None,
            FnArg::Typed(param) => Some(DraftParam::read(cx, param)),
        });
        let params = params.collect();
        Self {
            verb,
            verb_at: attribute.path().to_token_stream(),
            args,
            params,
            success: success(cx, &signature),
            signature: Signature::read_endpoint(attributes, signature),
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
        if let Some(cfg) = param.attrs.iter().find(|attribute| attribute.path().is_ident("cfg")) {
            cx.error(
                cfg,
                "`cfg` is not supported on a parameter of an endpoint\nnote: write the method twice and put it there",
            );
        }
        let mut places = param.attrs.iter().filter(|attribute| is_place(attribute));
        let placement = match (places.next(), places.next()) {
            (Some(place), None) => Placement::read(cx, place, &text),
            (Some(_), Some(second)) => {
                cx.error(second, format_args!("`{text}` goes to two places; one attribute is legal"));
                Placement::Broken
            }
            (None, _) => Self::without_place(cx, &mut param.attrs),
        };
        let placement = if name.is_some() { placement } else { Placement::Broken };
        Self { name, text, placement }
    }

    fn without_place(cx: &mut Ctxt, attributes: &mut Vec<Attribute>) -> Placement {
        let meant = attributes.iter().enumerate().find_map(|(at, attribute)| Some((at, nearly_place(attribute)?)));
        let Some((at, meant)) = meant else {
            return Placement::Unmarked;
        };
        let attribute = attributes.remove(at);
        let typo = attribute.path().to_token_stream();
        cx.error(&typo, format_args!("`{typo}` is not an attribute of a parameter; did you mean `{meant}`"));
        Placement::Broken
    }
}

/// `-> Result<T>`, `-> Result<T, E>` or `-> Alias<T>` gives `T`
fn success(cx: &mut Ctxt, signature: &syn::Signature) -> Option<Type> {
    const LEGAL: &str = "legal are `Result<T>`, `Result<T, E>` and aliases whose first type argument is `T`";
    let name = &signature.ident;
    let ReturnType::Type(_, ty) = &signature.output else {
        cx.error(name, format_args!("`{name}` has no return type\nnote: {LEGAL}"));
        return None;
    };
    if signature.asyncness.is_none() && matches!(**ty, Type::ImplTrait(_)) {
        return None;
    }
    let found = first_type_argument(ty);
    match found {
        Some(Type::ImplTrait(opaque)) => {
            cx.error(opaque, "success type of an endpoint has to be named, so that the body can be read into it");
            None
        }
        Some(success) => Some(success.clone()),
        None => {
            cx.error(ty, format_args!("return type of `{name}` does not name the success type\nnote: {LEGAL}"));
            None
        }
    }
}

fn first_type_argument(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Group(group) => first_type_argument(&group.elem),
        Type::Paren(paren) => first_type_argument(&paren.elem),
        Type::Path(path) => match &path.path.segments.last()?.arguments {
            PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            }),
            PathArguments::None | PathArguments::Parenthesized(_) => None,
        },
        _ => None,
    }
}
