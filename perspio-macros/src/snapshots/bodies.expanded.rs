pub trait Files {
    /// A file as it comes.
    ///
    /** `GET /files/v3/{name}`

 - success: 2xx
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says
 - deadline of the whole call: 1h*/
    fn download(
        &self,
        name: &str,
    ) -> impl ::core::future::Future<Output = Result<BodyStream>> + ::core::marker::Send;
    /** `GET /files/v3/{name}`

 - success: 2xx; `None`: 404, 410
 - idempotent: sent again even when an attempt may have taken effect
 - retry: as the client says*/
    fn find(
        &self,
        name: &str,
    ) -> impl ::core::future::Future<
        Output = Result<Response<Option<BodyStream>>>,
    > + ::core::marker::Send;
    /** `PUT /files/v3/{name}`

 - success: 2xx
 - its body is a stream, so it is sent once*/
    fn upload(
        &self,
        name: &str,
        content: impl Stream<Item = Chunk> + Send + 'static,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send;
    /** `POST /files/v3/`

 - success: 2xx
 - not idempotent: sent again only when an attempt surely had no effect
 - retry: as the client says*/
    fn attach(
        &self,
        form: &Form,
    ) -> impl ::core::future::Future<Output = Result<File>> + ::core::marker::Send;
}
/// A client for the endpoints of [`Files`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct FilesClient {
    client: ::perspio_runtime::__private::Client,
}
impl FilesClient {
    const __DOWNLOAD: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "download",
            ::perspio_runtime::__private::Get,
            &[
                ::perspio_runtime::__private::Text("/files/v3/"),
                ::perspio_runtime::__private::Value("name"),
            ],
        )
        .deadline(::core::time::Duration::from_secs(3600));
    const __FIND: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "find",
            ::perspio_runtime::__private::Get,
            &[
                ::perspio_runtime::__private::Text("/files/v3/"),
                ::perspio_runtime::__private::Value("name"),
            ],
        )
        .none(
            &[
                ::perspio_runtime::__private::Pattern::new(404, 404),
                ::perspio_runtime::__private::Pattern::new(410, 410),
            ],
        );
    const __UPLOAD: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "upload",
            ::perspio_runtime::__private::Put,
            &[
                ::perspio_runtime::__private::Text("/files/v3/"),
                ::perspio_runtime::__private::Value("name"),
            ],
        )
        .retry(::perspio_runtime::__private::Retry::never());
    const __ATTACH: ::perspio_runtime::__private::Endpoint = ::perspio_runtime::__private::Endpoint::new(
            "attach",
            ::perspio_runtime::__private::Post,
            &[::perspio_runtime::__private::Text("/files/v3/")],
        )
        .idempotent(false);
    /// Every endpoint of [`Files`] with its rules, in the order of the trait.
    pub const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[
        Self::__DOWNLOAD,
        Self::__FIND,
        Self::__UPLOAD,
        Self::__ATTACH,
    ];
    /// A client that sends these calls through this one.
    #[must_use]
    pub const fn new(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for FilesClient {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
impl Files for FilesClient {
    fn download(
        &self,
        name: &str,
    ) -> impl ::core::future::Future<
        Output = Result<BodyStream>,
    > + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__DOWNLOAD)
            .path("name", &name)
            .stream::<_, _>()
    }
    fn find(
        &self,
        name: &str,
    ) -> impl ::core::future::Future<
        Output = Result<Response<Option<BodyStream>>>,
    > + ::core::marker::Send {
        ::perspio_runtime::__private::need_option::<Response<Option<BodyStream>>>();
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__FIND)
            .path("name", &name)
            .stream::<_, _>()
    }
    fn upload(
        &self,
        name: &str,
        content: impl Stream<Item = Chunk> + Send + 'static,
    ) -> impl ::core::future::Future<Output = Result<()>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__UPLOAD)
            .path("name", &name)
            .body_stream(content)
            .json::<_, _>()
    }
    fn attach(
        &self,
        form: &Form,
    ) -> impl ::core::future::Future<Output = Result<File>> + ::core::marker::Send {
        ::perspio_runtime::__private::Client::call(&self.client, &Self::__ATTACH)
            .body_multipart(form)
            .json::<_, _>()
    }
}
