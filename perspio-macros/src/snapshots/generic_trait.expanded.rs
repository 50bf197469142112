pub trait Crud<'c, T = Asset, const N: usize = 1>: Sized
where
    T: Resource + DeserializeOwned + 'c,
{
    const PAGE: u32 = 20;
    /** `GET /{collection}/{id}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn get(
        &self,
        collection: &'c str,
        id: &T::Id,
    ) -> impl ::core::future::Future<Output = Result<T>> + ::core::marker::Send;
    /** `GET /{collection}/`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn first(
        &self,
        collection: &'c str,
    ) -> impl ::core::future::Future<Output = Result<Vec<T>>> + ::core::marker::Send;
}
/// A client for the endpoints of [`Crud`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct CrudClient {
    client: ::perspio_runtime::__private::Client,
}
impl CrudClient {
    const __GET: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "get",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/"),
            ::perspio_runtime::__private::Value("collection"),
            ::perspio_runtime::__private::Text("/"),
            ::perspio_runtime::__private::Value("id"),
        ],
    );
    const __FIRST: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "first",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/"),
            ::perspio_runtime::__private::Value("collection"),
            ::perspio_runtime::__private::Text("/"),
        ],
    );
    /// Every endpoint of [`Crud`] with its rules, in the order of the trait.
    pub const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[
        Self::__GET,
        Self::__FIRST,
    ];
    /// A client that sends these calls through this one.
    #[must_use]
    pub const fn new(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for CrudClient {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
impl<'c, T, const N: usize> Crud<'c, T, N> for CrudClient
where
    T: Resource + DeserializeOwned + 'c,
{
    fn get(
        &self,
        collection: &'c str,
        id: &T::Id,
    ) -> impl ::core::future::Future<Output = Result<T>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__GET)
            .path("collection", &collection)
            .path("id", &id)
            .json::<_, _>()
    }
    fn first(
        &self,
        collection: &'c str,
    ) -> impl ::core::future::Future<Output = Result<Vec<T>>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__FIRST)
            .path("collection", &collection)
            .json::<_, _>()
    }
}
