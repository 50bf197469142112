//! How the methods of a trait return their futures.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, AssocType, FnArg, GenericArgument, GenericParam, Generics, Lifetime, LifetimeParam,
    Path, PathArguments, ReceiverKind, ReturnType, Token, TraitBound, Type, TypeParam, TypeParamBound, WherePredicate,
    parse_quote,
};

use crate::ctxt::Ctxt;
use crate::tokens::mentions;

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
/// `fn tagged<'a>(&self, tag: Option<&'a str>)` -> `fn tagged<'a>(&'a self, tag: Option<&'a str>)`, `'a`
///
/// `fn get<T>(&self, id: &str, t: T)` -> `fn get<'future, T>(&'future self, id: &'future str, t: T) where T: 'future`
pub(super) fn name_lifetimes(signature: &mut syn::Signature, of_trait: &Generics) -> Lifetime {
    let only = only_lifetime(signature);
    let life = only.clone().unwrap_or_else(|| free_lifetime(signature, of_trait));
    let generic = !(signature.generics.params.is_empty() && of_trait.lifetimes().next().is_none());
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
    if let ReturnType::Type(_, ty) = &mut signature.output {
        name_in_type(ty, &life);
    }
    let own = signature.generics.params.iter_mut().filter(|param| only.is_none() || !is_lifetime(param));
    let unbound = own.filter_map(|param| (!bind(param, &life)).then_some(&*param));
    let of_trait = of_trait.params.iter().filter(|param| is_lifetime(param));
    let mut outlive: Vec<WherePredicate> = unbound.chain(of_trait).filter_map(|param| outlives(param, &life)).collect();
    if !by_reference && signature.receiver().is_some() {
        outlive.push(parse_quote!(Self: #life));
    }
    if only.is_none() {
        signature.generics.params.insert(0, parse_quote!(#life));
    }
    if !outlive.is_empty() {
        signature.generics.make_where_clause().predicates.extend(outlive);
    }
    life
}

/// The one lifetime of a method, if that can be the future's as well: then a double may be written with any name for it.
fn only_lifetime(signature: &syn::Signature) -> Option<Lifetime> {
    let mut lifetimes = signature.generics.lifetimes();
    let (only, more) = (lifetimes.next()?, lifetimes.next());
    let output = signature.output.to_token_stream().to_string();
    let bounds = signature.generics.where_clause.to_token_stream().to_string();
    let mentioned = |text: &str| words(text).any(|word| word == only.lifetime.to_string());
    (more.is_none() && only.bounds.is_empty() && !mentioned(&output) && !mentioned(&bounds))
        .then(|| only.lifetime.clone())
}

fn is_lifetime(param: &GenericParam) -> bool {
    matches!(param, GenericParam::Lifetime(_))
}

/// The names, keywords and lifetimes in a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\''))
}

/// `trait Crud<T: Read>` -> `trait Crud<T: Read + 'static>`: a boxed future may hold a `T`. A bound on each method would do as
/// well, but then every double had to repeat it.
pub(super) fn make_static(of_trait: &mut Generics) {
    let life = Lifetime::new("'static", Span::call_site());
    let bounds: Vec<_> = of_trait.where_clause.iter().flat_map(|clause| &clause.predicates).cloned().collect();
    let is_bound = |param: &TypeParam| {
        let in_where = bounds.iter().any(|predicate| match predicate {
            WherePredicate::Type(bound) => {
                param.ident == bound.bounded_ty.to_token_stream().to_string().as_str() && has_lifetime(&bound.bounds)
            }
            _ => false,
        });
        in_where || has_lifetime(&param.bounds)
    };
    let free = of_trait.params.iter_mut().filter(|param| match param {
        GenericParam::Type(param) => !is_bound(param),
        GenericParam::Lifetime(_) | GenericParam::Const(_) => false,
    });
    let unbound = free.filter_map(|param| (!bind(param, &life)).then_some(&*param));
    let more: Vec<_> = unbound.filter_map(|param| outlives(param, &life)).collect();
    if !more.is_empty() {
        of_trait.make_where_clause().predicates.extend(more);
    }
}

/// Whether there is a lifetime among bounds: one of the trait's own will do, as those outlive every future.
fn has_lifetime(bounds: &Punctuated<TypeParamBound, Token![+]>) -> bool {
    bounds.iter().any(|bound| matches!(bound, TypeParamBound::Lifetime(_)))
}

/// Reports a method that would keep its trait from being used as `dyn`.
pub(super) fn check_dyn(cx: &mut Ctxt, signature: &syn::Signature, of_trait: &Ident) {
    let is_opaque = |tokens: TokenStream| mentions(tokens, &["impl".into()]);
    let generic = signature.generics.params.iter().find(|param| !is_lifetime(param));
    let opaque = signature.inputs.iter().find_map(|input| match input {
        FnArg::Typed(param) if is_opaque(param.ty.to_token_stream()) => Some(&param.ty),
        _ => None,
    });
    let (tokens, what) = match (generic, opaque) {
        (Some(param), _) => (param.to_token_stream(), "is generic"),
        (None, Some(ty)) => (ty.to_token_stream(), "is generic, by `impl`"),
        (None, None) if signature.receiver().is_none() => (signature.ident.to_token_stream(), "has no `self`"),
        (None, None) if is_opaque(signature.output.to_token_stream()) => {
            (signature.output.to_token_stream(), "returns a type without a name")
        }
        (None, None) => return,
    };
    if !leaves_dyn(signature) {
        let name = &signature.ident;
        cx.error(
            tokens,
            format_args!(
                "`{name}` {what}, so `boxed` could not make `dyn {of_trait}` work\n\
                 note: `where Self: Sized` leaves it out of `dyn {of_trait}`"
            ),
        );
    }
}

/// `where Self: Sized`
fn leaves_dyn(signature: &syn::Signature) -> bool {
    let predicates = signature.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    predicates.into_iter().any(|predicate| {
        let WherePredicate::Type(predicate) = predicate else {
            return false;
        };
        let of_self = matches!(&predicate.bounded_ty, Type::Path(path) if path.path.is_ident("Self"));
        let sized = |bound: &TypeParamBound| match bound {
            TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| last.ident == "Sized"),
            _ => false,
        };
        of_self && predicate.bounds.iter().any(sized)
    })
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
            let named = name_in_type(&mut reference.elem, life) | here;
            if matches!(*reference.elem, Type::ImplTrait(_)) {
                // It has one bound more now, and `&impl A + 'a` is not legal.
                let opaque = &reference.elem;
                *reference.elem = parse_quote!((#opaque));
            }
            named
        }
        Type::Array(array) => name_in_type(&mut array.elem, life),
        Type::Slice(slice) => name_in_type(&mut slice.elem, life),
        Type::Group(group) => name_in_type(&mut group.elem, life),
        Type::Paren(paren) => name_in_type(&mut paren.elem, life),
        Type::Tuple(tuple) => tuple.elems.iter_mut().fold(false, |named, ty| name_in_type(ty, life) | named),
        Type::Path(path) => {
            let of = path.qself.as_mut().is_some_and(|of| name_in_type(&mut of.ty, life));
            name_in_path(&mut path.path, life) | of
        }
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
