#[cfg(feature = "items")]
#[allow(clippy::too_many_arguments)]
#[deprecated]
#[doc(hidden)]
pub trait Items: Send
where
    Self: Sized,
{
    const PAGE: u32 = 20;
    #[cfg(feature = "get")]
    #[deprecated(note = "use `find`")]
    #[expect(clippy::needless_lifetimes)]
    /** `GET /{id}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn get<'a, T>(
        &'a self,
        id: &'a str,
    ) -> impl ::core::future::Future<Output = Result<T>> + ::core::marker::Send
    where
        T: DeserializeOwned + Send;
    #[cfg(not(feature = "get"))]
    /** `GET /{id}/{n}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn get<const N: usize>(
        &self,
        id: impl Serialize,
        n: [u8; N],
    ) -> impl ::core::future::Future<
        Output = crate::Result<[u8; N], Error>,
    > + ::core::marker::Send;
    #[allow(unused)]
    fn each<T: Send>(
        &self,
        items: Vec<T>,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send
    where
        T: Clone,
        Self: ::core::marker::Sync,
    {
        async move {
            if let ::core::option::Option::Some(__perspio_output) = ::core::option::Option::None::<
                Result<()>,
            > {
                return __perspio_output;
            }
            let items = items;
            Ok(())
        }
    }
    fn consume(self) -> impl ::core::future::Future<Output = ()> + ::core::marker::Send
    where
        Self: ::core::marker::Send,
    {
        async move {
            let _ = &self;
        }
    }
    /// Not asynchronous, so nothing about it is changed.
    fn page(mut self: Box<Self>, (a, b): (u32, u32)) -> u32 {
        Self::PAGE
    }
}
#[cfg(feature = "items")]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
/// A client for the endpoints of [`Items`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct ItemsClient {
    client: ::perspio_runtime::__private::Client,
}
#[cfg(feature = "items")]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
impl ItemsClient {
    #[cfg(feature = "get")]
    const __GET: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "get",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/"),
            ::perspio_runtime::__private::Value("id"),
        ],
    );
    #[cfg(not(feature = "get"))]
    const __GET_1: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "get",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/"),
            ::perspio_runtime::__private::Value("id"),
            ::perspio_runtime::__private::Text("/"),
            ::perspio_runtime::__private::Value("n"),
        ],
    );
    /// Every endpoint of [`Items`] with its rules, in the order of the trait.
    pub const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[
        #[cfg(feature = "get")]
        Self::__GET,
        #[cfg(not(feature = "get"))]
        Self::__GET_1,
    ];
    /// A client that sends these calls through this one.
    #[must_use]
    pub const fn new(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[cfg(feature = "items")]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for ItemsClient {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[cfg(feature = "items")]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
#[automatically_derived]
impl Items for ItemsClient
where
    Self: Sized,
{
    #[cfg(feature = "get")]
    #[allow(clippy::needless_lifetimes)]
    fn get<'a, T>(
        &'a self,
        id: &'a str,
    ) -> impl ::core::future::Future<Output = Result<T>> + ::core::marker::Send
    where
        T: DeserializeOwned + Send,
    {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__GET)
            .path("id", &id)
            .json::<_, _>()
    }
    #[cfg(not(feature = "get"))]
    fn get<const N: usize>(
        &self,
        id: impl Serialize,
        n: [u8; N],
    ) -> impl ::core::future::Future<
        Output = crate::Result<[u8; N], Error>,
    > + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__GET_1)
            .path("id", &id)
            .path("n", &n)
            .json::<_, _>()
    }
}
