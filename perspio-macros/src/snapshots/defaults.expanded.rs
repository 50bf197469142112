pub trait Defaults {
    /** `GET /v1//`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: 3 attempts, base 1s, on 429, 503
 - timeout of one attempt: 10s
 - deadline of the whole call: 1m
 - redirects: never followed*/
    fn inherits(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
    /** `GET /v1//`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: 3 attempts, base 1s, on 429, 503
 - timeout of one attempt: 500ms
 - deadline of the whole call: 1h
 - redirects: followed within the same origin*/
    fn replaces(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
    /** `GET /v1//`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: 5 attempts, base 1s, cap 1500ms, on 429, 503
 - timeout of one attempt: 10s
 - deadline of the whole call: 1m
 - redirects: never followed*/
    fn merges(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
    /** `GET /v1//`

 - success: 2xx
 - idempotent, but never sent again
 - timeout of one attempt: 10s
 - deadline of the whole call: 1m
 - redirects: never followed*/
    fn adds(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
}
/// A client for the endpoints of [`Defaults`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Talk {
    client: ::perspio_runtime::__private::Client,
}
impl Talk {
    const __INHERITS: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "inherits",
            ::perspio_runtime::__private::Get,
            &[::perspio_runtime::__private::Text("/v1//")],
        )
        .retry(
            ::perspio_runtime::__private::Retry::new()
                .attempts(3)
                .base(::core::time::Duration::from_secs(1))
                .on(
                    &[
                        ::perspio_runtime::__private::Pattern::new(429, 429),
                        ::perspio_runtime::__private::Pattern::new(503, 503),
                    ],
                ),
        )
        .timeout(::core::time::Duration::from_secs(10))
        .deadline(::core::time::Duration::from_secs(60))
        .redirect(::perspio_runtime::__private::Redirect::Never)
        .headers(&[("x-app", "demo"), ("accept-language", "en")])
        .query(&[("api-version", "2")]);
    const __REPLACES: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "replaces",
            ::perspio_runtime::__private::Get,
            &[::perspio_runtime::__private::Text("/v1//")],
        )
        .retry(
            ::perspio_runtime::__private::Retry::new()
                .attempts(3)
                .base(::core::time::Duration::from_secs(1))
                .on(
                    &[
                        ::perspio_runtime::__private::Pattern::new(429, 429),
                        ::perspio_runtime::__private::Pattern::new(503, 503),
                    ],
                ),
        )
        .timeout(::core::time::Duration::from_millis(500))
        .deadline(::core::time::Duration::from_secs(3600))
        .redirect(::perspio_runtime::__private::Redirect::SameOrigin)
        .headers(&[("x-app", "demo"), ("accept-language", "en")])
        .query(&[("api-version", "2")]);
    const __MERGES: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "merges",
            ::perspio_runtime::__private::Get,
            &[::perspio_runtime::__private::Text("/v1//")],
        )
        .retry(
            ::perspio_runtime::__private::Retry::new()
                .attempts(5)
                .base(::core::time::Duration::from_secs(1))
                .cap(::core::time::Duration::from_millis(1500))
                .on(
                    &[
                        ::perspio_runtime::__private::Pattern::new(429, 429),
                        ::perspio_runtime::__private::Pattern::new(503, 503),
                    ],
                ),
        )
        .timeout(::core::time::Duration::from_secs(10))
        .deadline(::core::time::Duration::from_secs(60))
        .redirect(::perspio_runtime::__private::Redirect::Never)
        .headers(&[("accept-language", "en"), ("x-app", "other")])
        .query(&[("api-version", "3")]);
    const __ADDS: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "adds",
            ::perspio_runtime::__private::Get,
            &[::perspio_runtime::__private::Text("/v1//")],
        )
        .retry(::perspio_runtime::__private::Retry::never())
        .timeout(::core::time::Duration::from_secs(10))
        .deadline(::core::time::Duration::from_secs(60))
        .redirect(::perspio_runtime::__private::Redirect::Never)
        .headers(&[("x-app", "demo"), ("accept-language", "en"), ("x-more", "a\"b")])
        .query(&[("api-version", "2"), ("more", "?&")]);
    /// Every endpoint of [`Defaults`] with its rules, in the order of the trait.
    pub const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[
        Self::__INHERITS,
        Self::__REPLACES,
        Self::__MERGES,
        Self::__ADDS,
    ];
    /// A client that sends these calls through this one.
    #[must_use]
    pub const fn new(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for Talk {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
impl Defaults for Talk {
    fn inherits(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__INHERITS)
            .json::<_, _>()
    }
    fn replaces(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__REPLACES)
            .json::<_, _>()
    }
    fn merges(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__MERGES)
            .json::<_, _>()
    }
    fn adds(
        &self,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__ADDS)
            .json::<_, _>()
    }
}
