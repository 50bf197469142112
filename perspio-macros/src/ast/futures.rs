//! How the methods of a trait return their futures.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::{
    AngleBracketedGenericArguments, AssocType, FnArg, GenericArgument, GenericParam, Generics, Lifetime, LifetimeParam,
    Path, PathArguments, ReceiverKind, TraitBound, Type, TypeParam, TypeParamBound, WherePredicate, parse_quote,
};

use crate::ctxt::Ctxt;

/// What the arguments of a trait say about its futures.
#[derive(Clone, Copy)]
pub(crate) struct Futures {
    /// In a box, so that the trait can be used as `dyn`.
    pub(crate) boxed: bool,
    /// Not necessarily `Send`.
    pub(crate) local: bool,
}

/// Names the lifetime of what a boxed future holds, and returns it: a box tells what it holds, `async fn` need not.
///
/// `fn list(&self)` -> `fn list(&self)`, `'_`
///
/// `fn get<T>(&self, id: &str, t: T)` -> `fn get<'future, T>(&'future self, id: &'future str, t: T) where T: 'future`
pub(super) fn name_lifetimes(signature: &mut syn::Signature, of_trait: &Generics) -> Lifetime {
    let life = free_lifetime(signature, of_trait);
    let generic = !(signature.generics.params.is_empty() && of_trait.params.is_empty());
    let mut inputs = signature.inputs.clone();
    let (mut named, mut by_reference) = (false, false);
    for input in &mut inputs {
        match input {
            FnArg::Receiver(receiver) => match &mut receiver.kind {
                ReceiverKind::Reference(_, lifetime, _) => {
                    by_reference = true;
                    lifetime.get_or_insert_with(|| life.clone());
                }
                ReceiverKind::Typed(_, ty) => named |= name_in_type(ty, &life),
                _ => {}
            },
            FnArg::Typed(param) => named |= name_in_type(&mut param.ty, &life),
        }
    }
    if by_reference && !named && !generic {
        return Lifetime::new("'_", Span::call_site());
    }
    signature.inputs = inputs;
    let own = signature.generics.params.iter_mut();
    let unbound = own.filter_map(|param| (!bind(param, &life)).then_some(&*param));
    let mut outlive: Vec<WherePredicate> =
        unbound.chain(&of_trait.params).filter_map(|param| outlives(param, &life)).collect();
    if !by_reference && signature.receiver().is_some() {
        outlive.push(parse_quote!(Self: #life));
    }
    signature.generics.params.insert(0, parse_quote!(#life));
    if !outlive.is_empty() {
        signature.generics.make_where_clause().predicates.extend(outlive);
    }
    life
}

/// Reports a method that would keep its trait from being used as `dyn`.
pub(super) fn check_dyn(cx: &mut Ctxt, signature: &syn::Signature, of_trait: &Ident) {
    let first_type = signature.generics.params.iter().find(|param| !matches!(param, GenericParam::Lifetime(_)));
    let opaque = signature.inputs.iter().find_map(|input| match input {
        FnArg::Typed(param) if matches!(*param.ty, Type::ImplTrait(_)) => Some(&param.ty),
        _ => None,
    });
    let leaves_dyn = signature.generics.where_clause.iter().flat_map(|clause| &clause.predicates).any(|predicate| {
        let text = predicate.to_token_stream().to_string();
        text.starts_with("Self :") && text.split([' ', '+', ':']).any(|word| word == "Sized")
    });
    let tokens = match (first_type, opaque) {
        (Some(param), _) => param.to_token_stream(),
        (None, Some(ty)) => ty.to_token_stream(),
        (None, None) => return,
    };
    if !leaves_dyn {
        let name = &signature.ident;
        cx.error(
            tokens,
            format_args!(
                "`{name}` is generic, so `boxed` could not make `dyn {of_trait}` work\n\
                 note: `where Self: Sized` leaves it out of `dyn {of_trait}`"
            ),
        );
    }
}

/// `'future`, or what is not taken.
fn free_lifetime(signature: &syn::Signature, of_trait: &Generics) -> Lifetime {
    let taken = format!("{} {}", signature.to_token_stream(), of_trait.to_token_stream());
    let is_taken =
        |name: &str| taken.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\'')).any(|word| word == name);
    let mut name = "'future".to_owned();
    while is_taken(&name) {
        name.push('_');
    }
    Lifetime::new(&name, Span::call_site())
}

/// `T: Serialize` -> `T: Serialize + 'future`; says whether there were bounds to add to.
fn bind(param: &mut GenericParam, life: &Lifetime) -> bool {
    match param {
        GenericParam::Lifetime(LifetimeParam { bounds, .. }) if !bounds.is_empty() => bounds.push(life.clone()),
        GenericParam::Type(TypeParam { bounds, .. }) if !bounds.is_empty() => {
            bounds.push(TypeParamBound::Lifetime(life.clone()));
        }
        _ => return false,
    }
    true
}

/// `T` -> `T: 'future`
fn outlives(param: &GenericParam, life: &Lifetime) -> Option<WherePredicate> {
    match param {
        GenericParam::Lifetime(param) => {
            let name = &param.lifetime;
            Some(parse_quote!(#name: #life))
        }
        GenericParam::Type(param) => {
            let name = &param.ident;
            Some(parse_quote!(#name: #life))
        }
        GenericParam::Const(_) => None,
    }
}

/// Names every lifetime that is left out in a type, and says whether there was one. Those of function pointers and of
/// `Fn(..)` are theirs.
fn name_in_type(ty: &mut Type, life: &Lifetime) -> bool {
    match ty {
        Type::Reference(reference) => {
            let here = reference.lifetime.as_ref().is_none_or(is_left_out);
            if here {
                reference.lifetime = Some(life.clone());
            }
            name_in_type(&mut reference.elem, life) | here
        }
        Type::Array(array) => name_in_type(&mut array.elem, life),
        Type::Slice(slice) => name_in_type(&mut slice.elem, life),
        Type::Group(group) => name_in_type(&mut group.elem, life),
        Type::Paren(paren) => name_in_type(&mut paren.elem, life),
        Type::Tuple(tuple) => tuple.elems.iter_mut().fold(false, |named, ty| name_in_type(ty, life) | named),
        Type::Path(path) => name_in_path(&mut path.path, life),
        Type::TraitObject(object) => name_in_bounds(object.bounds.iter_mut(), life),
        Type::ImplTrait(opaque) => {
            name_in_bounds(opaque.bounds.iter_mut(), life);
            opaque.bounds.push(TypeParamBound::Lifetime(life.clone()));
            true
        }
        _ => false,
    }
}

fn name_in_path(path: &mut Path, life: &Lifetime) -> bool {
    let mut named = false;
    for segment in &mut path.segments {
        if let PathArguments::AngleBracketed(AngleBracketedGenericArguments { args, .. }) = &mut segment.arguments {
            for argument in args {
                named |= match argument {
                    GenericArgument::Lifetime(lifetime) if is_left_out(lifetime) => {
                        *lifetime = life.clone();
                        true
                    }
                    GenericArgument::Type(ty) | GenericArgument::AssocType(AssocType { ty, .. }) => {
                        name_in_type(ty, life)
                    }
                    _ => false,
                };
            }
        }
    }
    named
}

fn name_in_bounds<'b>(bounds: impl Iterator<Item = &'b mut TypeParamBound>, life: &Lifetime) -> bool {
    let mut named = false;
    for bound in bounds {
        named |= match bound {
            TypeParamBound::Trait(TraitBound { path, .. }) => name_in_path(path, life),
            TypeParamBound::Lifetime(lifetime) if is_left_out(lifetime) => {
                *lifetime = life.clone();
                true
            }
            _ => false,
        };
    }
    named
}

/// `'_`
fn is_left_out(lifetime: &Lifetime) -> bool {
    lifetime.ident == "_"
}
