pub trait Reports {
    /** `GET /{id}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn read(
        &self,
        id: u32,
        #[cfg(all())]
        page: u32,
        #[cfg(any())]
        #[allow(unused)]
        page: Option<u32>,
        call: &str,
    ) -> impl ::core::future::Future<Output = Result<Report>> + ::core::marker::Send;
}
/// A client for the endpoints of [`Reports`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct ReportsClient {
    client: ::perspio_runtime::__private::Client,
}
impl ReportsClient {
    const __READ: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "read",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/"),
            ::perspio_runtime::__private::Value("id"),
        ],
    );
    /// Every endpoint of [`Reports`] with its rules, in the order of the trait.
    pub const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[
        Self::__READ,
    ];
    /// A client that sends these calls through this one.
    #[must_use]
    pub const fn new(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for ReportsClient {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
impl Reports for ReportsClient {
    fn read(
        &self,
        id: u32,
        #[cfg(all())]
        page: u32,
        #[cfg(any())]
        #[allow(unused)]
        page: Option<u32>,
        call: &str,
    ) -> impl ::core::future::Future<Output = Result<Report>> + ::core::marker::Send {
        let __perspio_call = ::perspio_runtime::__private::Client::call(
                &self.client,
                &Self::__READ,
            )
            .path("id", &id);
        #[cfg(all())]
        let __perspio_call = __perspio_call.query("page", &page);
        #[cfg(any())]
        let __perspio_call = __perspio_call.query("page", &page);
        __perspio_call.header("x-call", &call).json::<_, _>()
    }
}
