trait Devices {
    /** `GET /devices/{id}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn get(&self, id: RcId) -> impl ::core::future::Future<Output = Result<Device>>;
    fn all(
        &self,
        ids: &[Rc<str>],
    ) -> impl ::core::future::Future<Output = Result<Vec<Device>>> {
        async move {
            if let ::core::option::Option::Some(__perspio_output) = ::core::option::Option::None::<
                Result<Vec<Device>>,
            > {
                return __perspio_output;
            }
            Err(none_of(ids))
        }
    }
}
/// A client for the endpoints of [`Devices`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
struct DevicesClient {
    client: ::perspio_runtime::__private::Client,
}
impl DevicesClient {
    const __GET: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "get",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/devices/"),
            ::perspio_runtime::__private::Value("id"),
        ],
    );
    /// Every endpoint of [`Devices`] with its rules, in the order of the trait.
    const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[Self::__GET];
    /// A client that sends these calls through this one.
    #[must_use]
    const fn new(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for DevicesClient {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
impl Devices for DevicesClient {
    fn get(&self, id: RcId) -> impl ::core::future::Future<Output = Result<Device>> {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__GET)
            .path("id", &id)
            .json::<_, _>()
    }
}
