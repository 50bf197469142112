pub trait Params {
    /// Handed over in the order of the path.
    ///
    /** `GET /tenants/{tenant}/{kind}/{type}.{ext-name}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn path(
        &self,
        ext: &str,
        kind: Kind,
        tenant: &Tenant,
        r#type: u32,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send;
    /** `GET /tenants/{tenant}/query`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn query(
        &self,
        tenant: &Tenant,
        r#in: &[u32],
        size: Option<u32>,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send;
    /** `GET /tenants/{tenant}/header`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn header(
        &self,
        tenant: &Tenant,
        url: &str,
        #[allow(unused)]
        path: &str,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send;
    /** `GET /tenants/{tenant}/secret`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn secret(
        &self,
        tenant: &Tenant,
        key: &str,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send;
    /** `POST /tenants/{tenant}/json`

 - success: 2xx
 - not idempotent: sent again only when an attempt surely had no effect
 - retry: as the client says*/
    fn json(
        &self,
        body: &New,
        tenant: &Tenant,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send;
    /** `POST /tenants/{tenant}/form`

 - success: 2xx
 - not idempotent: sent again only when an attempt surely had no effect
 - retry: as the client says*/
    fn form(
        &self,
        tenant: &Tenant,
        body: &New,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send;
    /** `PUT /tenants/{tenant}/text`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn text(
        &self,
        tenant: &Tenant,
        body: &str,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
    /** `PUT /tenants/{tenant}/bytes`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn bytes(
        &self,
        tenant: &Tenant,
        body: Bytes,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
}
/// A client for the endpoints of [`Params`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct ParamsClient {
    client: ::perspio_runtime::__private::Client,
}
impl ParamsClient {
    const __PATH: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "path",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/tenants/"),
            ::perspio_runtime::__private::Value("tenant"),
            ::perspio_runtime::__private::Text("/"),
            ::perspio_runtime::__private::Value("kind"),
            ::perspio_runtime::__private::Text("/"),
            ::perspio_runtime::__private::Value("type"),
            ::perspio_runtime::__private::Text("."),
            ::perspio_runtime::__private::Value("ext-name"),
        ],
    );
    const __QUERY: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "query",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/tenants/"),
            ::perspio_runtime::__private::Value("tenant"),
            ::perspio_runtime::__private::Text("/query"),
        ],
    );
    const __HEADER: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "header",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/tenants/"),
            ::perspio_runtime::__private::Value("tenant"),
            ::perspio_runtime::__private::Text("/header"),
        ],
    );
    const __SECRET: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "secret",
            ::perspio_runtime::__private::Get,
            &[
                ::perspio_runtime::__private::Text("/tenants/"),
                ::perspio_runtime::__private::Value("tenant"),
                ::perspio_runtime::__private::Text("/secret"),
            ],
        )
        .headers(&[("x-shown", "seen")])
        .secret_headers(&[("x-fixed", "hidden")]);
    const __JSON: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "json",
            ::perspio_runtime::__private::Post,
            &[
                ::perspio_runtime::__private::Text("/tenants/"),
                ::perspio_runtime::__private::Value("tenant"),
                ::perspio_runtime::__private::Text("/json"),
            ],
        )
        .idempotent(false);
    const __FORM: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "form",
            ::perspio_runtime::__private::Post,
            &[
                ::perspio_runtime::__private::Text("/tenants/"),
                ::perspio_runtime::__private::Value("tenant"),
                ::perspio_runtime::__private::Text("/form"),
            ],
        )
        .idempotent(false);
    const __TEXT: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "text",
        ::perspio_runtime::__private::Put,
        &[
            ::perspio_runtime::__private::Text("/tenants/"),
            ::perspio_runtime::__private::Value("tenant"),
            ::perspio_runtime::__private::Text("/text"),
        ],
    );
    const __BYTES: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "bytes",
        ::perspio_runtime::__private::Put,
        &[
            ::perspio_runtime::__private::Text("/tenants/"),
            ::perspio_runtime::__private::Value("tenant"),
            ::perspio_runtime::__private::Text("/bytes"),
        ],
    );
    /// Every endpoint of [`Params`] with its rules, in the order of the trait.
    pub const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[
        Self::__PATH,
        Self::__QUERY,
        Self::__HEADER,
        Self::__SECRET,
        Self::__JSON,
        Self::__FORM,
        Self::__TEXT,
        Self::__BYTES,
    ];
    /// A client that sends these calls through this one.
    #[must_use]
    pub const fn new(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for ParamsClient {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
impl Params for ParamsClient {
    fn path(
        &self,
        ext: &str,
        kind: Kind,
        tenant: &Tenant,
        r#type: u32,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__PATH)
            .path("tenant", &tenant)
            .path("kind", &kind)
            .path("type", &r#type)
            .path("ext-name", &ext)
            .json::<_, _>()
    }
    fn query(
        &self,
        tenant: &Tenant,
        r#in: &[u32],
        size: Option<u32>,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__QUERY)
            .path("tenant", &tenant)
            .query("in", &r#in)
            .query("per page", &size)
            .json::<_, _>()
    }
    fn header(
        &self,
        tenant: &Tenant,
        url: &str,
        #[allow(unused)]
        path: &str,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__HEADER)
            .path("tenant", &tenant)
            .query("path", &path)
            .header("x-trace", &url)
            .json::<_, _>()
    }
    fn secret(
        &self,
        tenant: &Tenant,
        key: &str,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__SECRET)
            .path("tenant", &tenant)
            .secret_header("x-key", &key)
            .json::<_, _>()
    }
    fn json(
        &self,
        body: &New,
        tenant: &Tenant,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__JSON)
            .path("tenant", &tenant)
            .body_json(&body)
            .json::<_, _>()
    }
    fn form(
        &self,
        tenant: &Tenant,
        body: &New,
    ) -> impl ::core::future::Future<Output = Result<Thing>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__FORM)
            .path("tenant", &tenant)
            .body_form(&body)
            .json::<_, _>()
    }
    fn text(
        &self,
        tenant: &Tenant,
        body: &str,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__TEXT)
            .path("tenant", &tenant)
            .body_text(&body)
            .json::<_, _>()
    }
    fn bytes(
        &self,
        tenant: &Tenant,
        body: Bytes,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__BYTES)
            .path("tenant", &tenant)
            .body_bytes(body)
            .json::<_, _>()
    }
}
