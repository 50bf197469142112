pub trait Assets {
    /// Every asset the caller may see.
    ///
    /** `GET /assets/v3/`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn list(
        &self,
    ) -> impl ::core::future::Future<Output = Result<Vec<Asset>>> + ::core::marker::Send;
    /** `GET /assets/v3/{id}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn get(
        &self,
        id: &AssetId,
    ) -> impl ::core::future::Future<Output = Result<Asset>> + ::core::marker::Send;
    /** `GET /assets/v3/{id}`

 - success: 2xx; `None`: 404
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn find(
        &self,
        id: &AssetId,
    ) -> impl ::core::future::Future<
        Output = Result<Option<Asset>>,
    > + ::core::marker::Send;
    /** `GET /assets/v3/`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: 2 attempts
 - timeout of one attempt: 5s*/
    fn search(
        &self,
        group: Option<&str>,
        page_size: u32,
        filter: &AssetFilter,
        etag: Option<&str>,
    ) -> impl ::core::future::Future<
        Output = Result<Response<Vec<Asset>>>,
    > + ::core::marker::Send;
    /** `POST /assets/v3/`

 - success: 2xx
 - not idempotent: sent again only when an attempt surely had no effect
 - retry: as the client says*/
    fn create(
        &self,
        asset: &NewAsset,
    ) -> impl ::core::future::Future<
        Output = Result<Asset, CreateError>,
    > + ::core::marker::Send;
    /** `PATCH /assets/v3/{id}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn update(
        &self,
        id: &AssetId,
        change: &AssetChange,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
    /** `DELETE /assets/v3/{id}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn delete(
        &self,
        id: &AssetId,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
    /// A method with a body of its own is left as it is.
    fn rename(
        &self,
        id: &AssetId,
        name: &str,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send
    where
        Self: ::core::marker::Sync,
    {
        async move {
            if let ::core::option::Option::Some(__perspio_output) = ::core::option::Option::None::<
                Result<()>,
            > {
                return __perspio_output;
            }
            self.update(id, &AssetChange::name(name)).await
        }
    }
}
/// A client for the endpoints of [`Assets`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct AssetsClient {
    client: ::perspio_runtime::__private::Client,
}
impl AssetsClient {
    const __LIST: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "list",
        ::perspio_runtime::__private::Get,
        &[::perspio_runtime::__private::Text("/assets/v3/")],
    );
    const __GET: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "get",
        ::perspio_runtime::__private::Get,
        &[
            ::perspio_runtime::__private::Text("/assets/v3/"),
            ::perspio_runtime::__private::Value("id"),
        ],
    );
    const __FIND: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "find",
            ::perspio_runtime::__private::Get,
            &[
                ::perspio_runtime::__private::Text("/assets/v3/"),
                ::perspio_runtime::__private::Value("id"),
            ],
        )
        .none(&[::perspio_runtime::__private::Pattern::new(404, 404)]);
    const __SEARCH: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "search",
            ::perspio_runtime::__private::Get,
            &[::perspio_runtime::__private::Text("/assets/v3/")],
        )
        .retry(::perspio_runtime::__private::Retry::new().attempts(2))
        .timeout(::core::time::Duration::from_secs(5));
    const __CREATE: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "create",
            ::perspio_runtime::__private::Post,
            &[::perspio_runtime::__private::Text("/assets/v3/")],
        )
        .idempotent(false);
    const __UPDATE: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "update",
            ::perspio_runtime::__private::Patch,
            &[
                ::perspio_runtime::__private::Text("/assets/v3/"),
                ::perspio_runtime::__private::Value("id"),
            ],
        )
        .idempotent(true);
    const __DELETE: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
        "delete",
        ::perspio_runtime::__private::Delete,
        &[
            ::perspio_runtime::__private::Text("/assets/v3/"),
            ::perspio_runtime::__private::Value("id"),
        ],
    );
    /// Every endpoint of [`Assets`] with its rules, in the order of the trait.
    pub const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[
        Self::__LIST,
        Self::__GET,
        Self::__FIND,
        Self::__SEARCH,
        Self::__CREATE,
        Self::__UPDATE,
        Self::__DELETE,
    ];
    /// A client that sends these calls through this one.
    #[must_use]
    pub const fn new(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for AssetsClient {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
impl Assets for AssetsClient {
    fn list(
        &self,
    ) -> impl ::core::future::Future<
        Output = Result<Vec<Asset>>,
    > + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__LIST)
            .json::<_, _>()
    }
    fn get(
        &self,
        id: &AssetId,
    ) -> impl ::core::future::Future<Output = Result<Asset>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__GET)
            .path("id", &id)
            .json::<_, _>()
    }
    fn find(
        &self,
        id: &AssetId,
    ) -> impl ::core::future::Future<
        Output = Result<Option<Asset>>,
    > + ::core::marker::Send {
        ::perspio_runtime::__private::need_option::<Option<Asset>>();
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__FIND)
            .path("id", &id)
            .json::<_, _>()
    }
    fn search(
        &self,
        group: Option<&str>,
        page_size: u32,
        filter: &AssetFilter,
        etag: Option<&str>,
    ) -> impl ::core::future::Future<
        Output = Result<Response<Vec<Asset>>>,
    > + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__SEARCH)
            .query("group", &group)
            .query("pageSize", &page_size)
            .query("filter", &filter)
            .header("if-none-match", &etag)
            .json::<_, _>()
    }
    fn create(
        &self,
        asset: &NewAsset,
    ) -> impl ::core::future::Future<
        Output = Result<Asset, CreateError>,
    > + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__CREATE)
            .body_json(&asset)
            .json::<_, _>()
    }
    fn update(
        &self,
        id: &AssetId,
        change: &AssetChange,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__UPDATE)
            .path("id", &id)
            .body_json(&change)
            .json::<_, _>()
    }
    fn delete(
        &self,
        id: &AssetId,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__DELETE)
            .path("id", &id)
            .json::<_, _>()
    }
}
