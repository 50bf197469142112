trait r#Type {
    /** `GET /{id}`

 - success: 2xx; `None`: 404
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn find(
        &self,
        id: u32,
    ) -> impl ::core::future::Future<
        Output = Outcome<Option<u32>>,
    > + ::core::marker::Send;
}
/// A client for the endpoints of [`Type`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
struct TypeClient {
    client: crate::vendored::runtime::__private::Client,
}
impl TypeClient {
    const __FIND: crate::vendored::runtime::__private::Endpoint = crate::vendored::runtime::__private::Endpoint::new(
            "find",
            crate::vendored::runtime::__private::Get,
            &[
                crate::vendored::runtime::__private::Text("/"),
                crate::vendored::runtime::__private::Value("id"),
            ],
        )
        .none(&[crate::vendored::runtime::__private::Pattern::new(404, 404)]);
    /// Every endpoint of [`Type`] with its rules, in the order of the trait.
    const ENDPOINTS: &'static [crate::vendored::runtime::__private::Endpoint] = &[
        Self::__FIND,
    ];
    /// A client that sends these calls through this one.
    #[must_use]
    const fn new(perspio_client: crate::vendored::runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<crate::vendored::runtime::__private::Client> for TypeClient {
    fn from(perspio_client: crate::vendored::runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
impl r#Type for TypeClient {
    fn find(
        &self,
        id: u32,
    ) -> impl ::core::future::Future<
        Output = Outcome<Option<u32>>,
    > + ::core::marker::Send {
        crate::vendored::runtime::__private::need_option::<Option<u32>>();
        crate::vendored::runtime::__private::Client::call(&self.client, &Self::__FIND)
            .path("id", &id)
            .json::<_, _>()
    }
}
