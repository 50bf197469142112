pub(crate) trait Things: Send + Sync {
    /** `GET /things`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn list(
        &self,
    ) -> impl ::core::future::Future<Output = Result<Vec<Thing>>> + ::core::marker::Send;
    /** `POST /things`

 - success: 200, 201
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn post(
        &self,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send;
    /** `PUT /things`

 - success: 2xx; `None`: 404, 410
 - not idempotent: sent again only when an attempt surely had no effect
 - retry: as the client says*/
    fn put(
        &self,
    ) -> impl ::core::future::Future<
        Output = Result<Option<Thing>>,
    > + ::core::marker::Send;
    /** `PATCH /things`

 - success: 2xx
 - not idempotent, and never sent again*/
    fn patch(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
    /** `DELETE /things`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says
 - deadline of the whole call: 2m
 - redirects: followed to any origin, without credentials elsewhere*/
    fn delete(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
    /** `HEAD /things`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says
 - redirects: never followed*/
    fn head(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
    /** `GET /things/text`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: 5 attempts, base 250ms, base 1500ms after a 429, cap 1m, no wait longer than 1h, on 429, 500..=504*/
    fn text(
        &self,
    ) -> impl ::core::future::Future<Output = Result<String>> + ::core::marker::Send;
    /** `GET /things/bytes`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn bytes(
        &self,
    ) -> impl ::core::future::Future<Output = Result<Bytes>> + ::core::marker::Send;
    /** `GET /types`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn r#type(
        &self,
    ) -> impl ::core::future::Future<Output = Result<Vec<Type>>> + ::core::marker::Send;
    /** `GET /types/upper`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn Type(
        &self,
    ) -> impl ::core::future::Future<Output = Result<Vec<Type>>> + ::core::marker::Send;
}
/// A client for the endpoints of [`Things`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub(crate) struct ThingsClient {
    client: ::perspio_runtime::__private::Client,
}
impl ThingsClient {
    const __LIST: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "list",
        ::perspio_runtime::__private::Get,
        &[::perspio_runtime::__private::Text("/things")],
    );
    const __POST: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "post",
            ::perspio_runtime::__private::Post,
            &[::perspio_runtime::__private::Text("/things")],
        )
        .idempotent(true)
        .expect(
            &[
                ::perspio_runtime::__private::Pattern::new(200, 200),
                ::perspio_runtime::__private::Pattern::new(201, 201),
            ],
        );
    const __PUT: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "put",
            ::perspio_runtime::__private::Put,
            &[::perspio_runtime::__private::Text("/things")],
        )
        .idempotent(false)
        .expect(&[::perspio_runtime::__private::Pattern::new(200, 299)])
        .none(
            &[
                ::perspio_runtime::__private::Pattern::new(404, 404),
                ::perspio_runtime::__private::Pattern::new(410, 410),
            ],
        );
    const __PATCH: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "patch",
            ::perspio_runtime::__private::Patch,
            &[::perspio_runtime::__private::Text("/things")],
        )
        .idempotent(false)
        .retry(::perspio_runtime::__private::Retry::never());
    const __DELETE: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "delete",
            ::perspio_runtime::__private::Delete,
            &[::perspio_runtime::__private::Text("/things")],
        )
        .idempotent(true)
        .deadline(::core::time::Duration::from_secs(120))
        .redirect(::perspio_runtime::__private::Redirect::AnyOrigin);
    const __HEAD: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "head",
            ::perspio_runtime::__private::Head,
            &[::perspio_runtime::__private::Text("/things")],
        )
        .redirect(::perspio_runtime::__private::Redirect::Never);
    const __TEXT: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "text",
            ::perspio_runtime::__private::Get,
            &[::perspio_runtime::__private::Text("/things/text")],
        )
        .retry(
            ::perspio_runtime::__private::Retry::new()
                .attempts(5)
                .base(::core::time::Duration::from_millis(250))
                .throttle_base(::core::time::Duration::from_millis(1500))
                .cap(::core::time::Duration::from_secs(60))
                .max_wait(::core::time::Duration::from_secs(3600))
                .on(
                    &[
                        ::perspio_runtime::__private::Pattern::new(429, 429),
                        ::perspio_runtime::__private::Pattern::new(500, 504),
                    ],
                ),
        );
    const __BYTES: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "bytes",
        ::perspio_runtime::__private::Get,
        &[::perspio_runtime::__private::Text("/things/bytes")],
    );
    const __TYPE: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "type",
        ::perspio_runtime::__private::Get,
        &[::perspio_runtime::__private::Text("/types")],
    );
    const __TYPE_1: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "Type",
        ::perspio_runtime::__private::Get,
        &[::perspio_runtime::__private::Text("/types/upper")],
    );
    /// Every endpoint of [`Things`] with its rules, in the order of the trait.
    pub(crate) const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[
        Self::__LIST,
        Self::__POST,
        Self::__PUT,
        Self::__PATCH,
        Self::__DELETE,
        Self::__HEAD,
        Self::__TEXT,
        Self::__BYTES,
        Self::__TYPE,
        Self::__TYPE_1,
    ];
    /// A client that sends these calls through this one.
    #[must_use]
    pub(crate) const fn new(
        perspio_client: ::perspio_runtime::__private::Client,
    ) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for ThingsClient {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
impl Things for ThingsClient {
    fn list(
        &self,
    ) -> impl ::core::future::Future<
        Output = Result<Vec<Thing>>,
    > + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__LIST)
            .json::<_, _>()
    }
    fn post(
        &self,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__POST)
            .json::<_, _>()
    }
    fn put(
        &self,
    ) -> impl ::core::future::Future<
        Output = Result<Option<Thing>>,
    > + ::core::marker::Send {
        ::perspio_runtime::__private::need_option::<Option<Thing>>();
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__PUT)
            .json::<_, _>()
    }
    fn patch(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__PATCH)
            .json::<_, _>()
    }
    fn delete(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__DELETE)
            .json::<_, _>()
    }
    fn head(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__HEAD)
            .json::<_, _>()
    }
    fn text(
        &self,
    ) -> impl ::core::future::Future<Output = Result<String>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__TEXT)
            .text::<_, _>()
    }
    fn bytes(
        &self,
    ) -> impl ::core::future::Future<Output = Result<Bytes>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__BYTES)
            .bytes::<_, _>()
    }
    fn r#type(
        &self,
    ) -> impl ::core::future::Future<Output = Result<Vec<Type>>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__TYPE)
            .json::<_, _>()
    }
    fn Type(
        &self,
    ) -> impl ::core::future::Future<Output = Result<Vec<Type>>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__TYPE_1)
            .json::<_, _>()
    }
}
