pub trait Assets {
    fn list(
        &self,
    ) -> crate::vendored::runtime::__private::BoxFuture<'_, Result<Vec<Asset>>>;
    fn get<'future, T>(
        &'future self,
        id: &'future AssetId,
    ) -> crate::vendored::runtime::__private::BoxFuture<'future, Result<T>>
    where
        T: 'future;
    fn twice(&self) -> crate::vendored::runtime::__private::BoxFuture<'_, u32>
    where
        Self: ::core::marker::Sync,
    {
        ::std::boxed::Box::pin(async move {
            if let ::core::option::Option::Some(__perspio_output) = ::core::option::Option::None::<
                u32,
            > {
                return __perspio_output;
            }
            2
        })
    }
}
/// A client for the endpoints of [`Assets`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct AssetsClient {
    client: crate::vendored::runtime::__private::Client,
}
impl AssetsClient {
    /// Every endpoint of [`Assets`] with its rules, in the order of the trait.
    pub const ENDPOINTS: &'static [crate::vendored::runtime::__private::Endpoint] = &[];
    /// A client that sends these calls through this one.
    #[must_use]
    pub const fn new(
        perspio_client: crate::vendored::runtime::__private::Client,
    ) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<crate::vendored::runtime::__private::Client>
for AssetsClient {
    fn from(perspio_client: crate::vendored::runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
#[allow(unused_variables)]
impl Assets for AssetsClient {
    fn list(
        &self,
    ) -> crate::vendored::runtime::__private::BoxFuture<'_, Result<Vec<Asset>>> {
        ::std::boxed::Box::pin(::core::future::pending())
    }
    fn get<'future, T>(
        &'future self,
        id: &'future AssetId,
    ) -> crate::vendored::runtime::__private::BoxFuture<'future, Result<T>>
    where
        T: 'future,
    {
        ::std::boxed::Box::pin(::core::future::pending())
    }
}
::core::compile_error! {
    "path `list` does not start with `/`"
}
::core::compile_error! {
    "`get` is generic, so `boxed` could not make `dyn Assets` work\nnote: `where Self: Sized` leaves it out of `dyn Assets`"
}
#[automatically_derived]
impl<T> ::core::convert::From<::perspio_runtime::__private::Error> for Failure<T> {
    fn from(_perspio_error: ::perspio_runtime::__private::Error) -> Self {
        loop {}
    }
}
::core::compile_error! {
    "`Failure` has no variant for every other error\nnote: it is written `#[other] Other(perspio_runtime::Error)`"
}
