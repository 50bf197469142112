//! What is printed for every endpoint, put together once.

use quote::quote;

use crate::ast::Head;
use crate::tokens::Phrase;

/// Pieces of the code that every endpoint has.
pub(crate) struct Phrases {
    /// `::perspio_runtime::__private`
    pub(super) runtime: Phrase,
    /// `#[doc = ""]`
    pub(super) gap: Phrase,
    /// `-> impl ::core::future::Future<Output =`
    pub(super) future: Phrase,
    /// `> + ::core::marker::Send`, or `>` alone
    pub(super) bounds: Phrase,
    /// `::BoxFuture` or `::LocalBoxFuture`, of the runtime
    pub(super) boxed: Phrase,
    /// `::perspio_runtime::__private::Endpoint`
    pub(super) endpoint: Phrase,
    /// `::perspio_runtime::__private::Endpoint::new`
    pub(super) new: Phrase,
    /// `::perspio_runtime::__private::Text`
    pub(super) text: Phrase,
    /// `::perspio_runtime::__private::Value`
    pub(super) value: Phrase,
    /// `::perspio_runtime::__private::Client::call`
    pub(super) call: Phrase,
    /// `::<_,`
    pub(super) success: Phrase,
    /// `>()`
    pub(super) end: Phrase,
}

impl Phrases {
    pub(crate) fn new(head: &Head) -> Self {
        let runtime = &head.runtime;
        let (bounds, boxed) = if head.futures.local {
            (quote!(>), "LocalBoxFuture")
        } else {
            (quote!(> + ::core::marker::Send), "BoxFuture")
        };
        Self {
            runtime: runtime.clone(),
            gap: quote!(#[doc = ""]).into(),
            future: quote!(-> impl ::core::future::Future<Output =).into(),
            bounds: bounds.into(),
            boxed: Phrase::default().path(boxed),
            endpoint: runtime.path("Endpoint"),
            new: runtime.path("Endpoint").path("new"),
            text: runtime.path("Text"),
            value: runtime.path("Value"),
            call: runtime.path("Client").path("call"),
            success: quote!(::<_,).into(),
            end: quote!(>()).into(),
        }
    }
}
