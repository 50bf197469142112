pub trait Sites<A: Send + Sync + 'static, B>: Send + Sync
where
    B: 'static,
{
    /** `GET /sites`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn list(&self) -> ::perspio_runtime::__private::BoxFuture<'_, Result<Vec<Site>>>;
    /** `GET /sites/{id}`

 - success: 2xx; `None`: 404
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn find<'future>(
        &'future self,
        id: &'future SiteId,
        fields: Option<&'future [&'future str]>,
    ) -> ::perspio_runtime::__private::BoxFuture<'future, Result<Option<Site>>>;
    /** `GET /sites/{id}/raw`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn raw<'future, T: DeserializeOwned + 'future>(
        &'future self,
        id: Cow<'future, str>,
    ) -> ::perspio_runtime::__private::BoxFuture<'future, Result<T>>
    where
        Self: Sized;
    /** `GET /sites`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn with<'future, 'a>(
        &'a self,
        fields: Fields<'a, 'static>,
    ) -> ::perspio_runtime::__private::BoxFuture<'future, Result<Cow<'a, str>>>
    where
        'a: 'future;
    /** `GET /sites`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn tagged<'t>(
        &'t self,
        tag: Option<&'t str>,
        all: bool,
    ) -> ::perspio_runtime::__private::BoxFuture<'t, Result<Vec<Site>>>;
    /** `PUT /sites/{id}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn put<'future>(
        &'future self,
        id: u32,
        site: (&'future Site, u32),
        by: &'future [&'future str],
    ) -> ::perspio_runtime::__private::BoxFuture<'future, Result<()>>;
    /// What a pointer to a function borrows is its own affair.
    fn rename<'future>(
        &'future self,
        __perspio_1: (&'future str, Site),
        with: fn(&str) -> &str,
    ) -> ::perspio_runtime::__private::BoxFuture<'future, Result<()>>
    where
        Self: ::core::marker::Sync,
    {
        ::std::boxed::Box::pin(async move {
            if let ::core::option::Option::Some(__perspio_output) = ::core::option::Option::None::<
                Result<()>,
            > {
                return __perspio_output;
            }
            let __perspio_1 = __perspio_1;
            let (name, site) = __perspio_1;
            let with = with;
            self.put(site.id, (&site, 1), &[with(name)]).await
        })
    }
    fn take<'future>(
        self: Box<Self>,
    ) -> ::perspio_runtime::__private::BoxFuture<
        'future,
        Box<dyn Fn(&str) -> &str + Send>,
    >
    where
        Self: 'future,
        Self: ::core::marker::Send + ::core::marker::Sync,
    {
        ::std::boxed::Box::pin(async move {
            if let ::core::option::Option::Some(__perspio_output) = ::core::option::Option::None::<
                Box<dyn Fn(&str) -> &str + Send>,
            > {
                return __perspio_output;
            }
            let _ = &self;
            if false {
                return Box::new(|_| "");
            }
            Box::new(|name| name)
        })
    }
}
/// A client for the endpoints of [`Sites`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct SitesClient {
    client: ::perspio_runtime::__private::Client,
}
impl SitesClient {
    const __LIST: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "list",
        ::perspio_runtime::__private::Get,
        &[::perspio_runtime::__private::Text("/sites")],
    );
    const __FIND: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "find",
            ::perspio_runtime::__private::Get,
            &[
                ::perspio_runtime::__private::Text("/sites/"),
                ::perspio_runtime::__private::Value("id"),
            ],
        )
        .none(&[::perspio_runtime::__private::Pattern::new(404, 404)]);
    const __RAW: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "raw",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/sites/"),
            ::perspio_runtime::__private::Value("id"),
            ::perspio_runtime::__private::Text("/raw"),
        ],
    );
    const __WITH: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "with",
        ::perspio_runtime::__private::Get,
        &[::perspio_runtime::__private::Text("/sites")],
    );
    const __TAGGED: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "tagged",
        ::perspio_runtime::__private::Get,
        &[::perspio_runtime::__private::Text("/sites")],
    );
    const __PUT: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "put",
        ::perspio_runtime::__private::Put,
        &[
            ::perspio_runtime::__private::Text("/sites/"),
            ::perspio_runtime::__private::Value("id"),
        ],
    );
    /// Every endpoint of [`Sites`] with its rules, in the order of the trait.
    pub const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[
        Self::__LIST,
        Self::__FIND,
        Self::__RAW,
        Self::__WITH,
        Self::__TAGGED,
        Self::__PUT,
    ];
    /// A client that sends these calls through this one.
    #[must_use]
    pub const fn new(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for SitesClient {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
impl<A: Send + Sync + 'static, B> Sites<A, B> for SitesClient
where
    B: 'static,
{
    fn list(&self) -> ::perspio_runtime::__private::BoxFuture<'_, Result<Vec<Site>>> {
        ::std::boxed::Box::pin(
            ::perspio_runtime::__private::Client::call(&self.client, &Self::__LIST)
                .json::<_, _>(),
        )
    }
    fn find<'future>(
        &'future self,
        id: &'future SiteId,
        fields: Option<&'future [&'future str]>,
    ) -> ::perspio_runtime::__private::BoxFuture<'future, Result<Option<Site>>> {
        ::perspio_runtime::__private::need_option::<Option<Site>>();
        ::std::boxed::Box::pin(
            ::perspio_runtime::__private::Client::call(&self.client, &Self::__FIND)
                .path("id", &id)
                .query("fields", &fields)
                .json::<_, _>(),
        )
    }
    fn raw<'future, T: DeserializeOwned + 'future>(
        &'future self,
        id: Cow<'future, str>,
    ) -> ::perspio_runtime::__private::BoxFuture<'future, Result<T>>
    where
        Self: Sized,
    {
        ::std::boxed::Box::pin(
            ::perspio_runtime::__private::Client::call(&self.client, &Self::__RAW)
                .path("id", &id)
                .json::<_, _>(),
        )
    }
    fn with<'future, 'a>(
        &'a self,
        fields: Fields<'a, 'static>,
    ) -> ::perspio_runtime::__private::BoxFuture<'future, Result<Cow<'a, str>>>
    where
        'a: 'future,
    {
        ::std::boxed::Box::pin(
            ::perspio_runtime::__private::Client::call(&self.client, &Self::__WITH)
                .query("fields", &fields)
                .json::<_, _>(),
        )
    }
    fn tagged<'t>(
        &'t self,
        tag: Option<&'t str>,
        all: bool,
    ) -> ::perspio_runtime::__private::BoxFuture<'t, Result<Vec<Site>>> {
        ::std::boxed::Box::pin(
            ::perspio_runtime::__private::Client::call(&self.client, &Self::__TAGGED)
                .query("tag", &tag)
                .query("all", &all)
                .json::<_, _>(),
        )
    }
    fn put<'future>(
        &'future self,
        id: u32,
        site: (&'future Site, u32),
        by: &'future [&'future str],
    ) -> ::perspio_runtime::__private::BoxFuture<'future, Result<()>> {
        ::std::boxed::Box::pin(
            ::perspio_runtime::__private::Client::call(&self.client, &Self::__PUT)
                .path("id", &id)
                .query("by", &by)
                .body_json(&site)
                .json::<_, _>(),
        )
    }
}
