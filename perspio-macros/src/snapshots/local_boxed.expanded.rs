trait Devices {
    /** `GET /devices/{id}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn get(
        &self,
        id: u32,
    ) -> ::perspio_runtime::__private::LocalBoxFuture<'_, Result<Device>>;
    /** `GET /devices`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn near<'future>(
        &'future self,
        place: &'future str,
    ) -> ::perspio_runtime::__private::LocalBoxFuture<'future, Result<Device>>;
    fn all(
        &self,
    ) -> ::perspio_runtime::__private::LocalBoxFuture<'_, Result<Vec<Device>>> {
        ::std::boxed::Box::pin(async move {
            if let ::core::option::Option::Some(__perspio_output) = ::core::option::Option::None::<
                Result<Vec<Device>>,
            > {
                return __perspio_output;
            }
            Err(none_of(&[1]))
        })
    }
}
/// A client for the endpoints of [`Devices`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
struct Own {
    client: ::perspio_runtime::__private::Client,
}
impl Own {
    const __GET: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "get",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/devices/"),
            ::perspio_runtime::__private::Value("id"),
        ],
    );
    const __NEAR: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "near",
        ::perspio_runtime::__private::Get,
        &[::perspio_runtime::__private::Text("/devices")],
    );
    /// Every endpoint of [`Devices`] with its rules, in the order of the trait.
    const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[
        Self::__GET,
        Self::__NEAR,
    ];
    /// A client that sends these calls through this one.
    #[must_use]
    const fn new(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for Own {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
impl Devices for Own {
    fn get(
        &self,
        id: u32,
    ) -> ::perspio_runtime::__private::LocalBoxFuture<'_, Result<Device>> {
        ::std::boxed::Box::pin(
            ::perspio_runtime::__private::Client::call(&self.client, &Self::__GET)
                .path("id", &id)
                .json::<_, _>(),
        )
    }
    fn near<'future>(
        &'future self,
        place: &'future str,
    ) -> ::perspio_runtime::__private::LocalBoxFuture<'future, Result<Device>> {
        ::std::boxed::Box::pin(
            ::perspio_runtime::__private::Client::call(&self.client, &Self::__NEAR)
                .query("place", &place)
                .json::<_, _>(),
        )
    }
}
