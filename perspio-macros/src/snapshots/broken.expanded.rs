pub trait Broken {
    /// Without a mistake.
    fn get(
        &self,
        id: &str,
    ) -> impl ::core::future::Future<Output = Result<u32>> + ::core::marker::Send;
    fn create(
        &self,
        _: (u32, u32),
    ) -> impl ::core::future::Future<Output = Result<u32>> + ::core::marker::Send;
    fn forgotten(
        &self,
    ) -> impl ::core::future::Future<Output = Result<u32>> + ::core::marker::Send;
    fn future(&self) -> impl Future<Output = Result<u32>>;
    fn silent(&self) -> impl ::core::future::Future<Output = ()> + ::core::marker::Send;
    fn nothing(&self) -> u32;
    fn own(&self) -> impl ::core::future::Future<Output = u32> + ::core::marker::Send
    where
        Self: ::core::marker::Sync,
    {
        async move {
            if let ::core::option::Option::Some(__perspio_output) = ::core::option::Option::None::<
                u32,
            > {
                return __perspio_output;
            }
            5
        }
    }
}
/// A client for the endpoints of [`Broken`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct BrokenClient {
    client: ::perspio_runtime::__private::Client,
}
impl BrokenClient {
    /// Every endpoint of [`Broken`] with its rules, in the order of the trait.
    pub const ENDPOINTS: &'static [::perspio_runtime::__private::Endpoint] = &[];
    /// A client that sends these calls through this one.
    #[must_use]
    pub const fn new(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self { client: perspio_client }
    }
}
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Client> for BrokenClient {
    fn from(perspio_client: ::perspio_runtime::__private::Client) -> Self {
        Self::new(perspio_client)
    }
}
#[automatically_derived]
#[allow(unused_variables)]
impl Broken for BrokenClient {
    fn get(
        &self,
        id: &str,
    ) -> impl ::core::future::Future<Output = Result<u32>> + ::core::marker::Send {
        ::core::future::pending()
    }
    fn create(
        &self,
        _: (u32, u32),
    ) -> impl ::core::future::Future<Output = Result<u32>> + ::core::marker::Send {
        ::core::future::pending()
    }
    fn forgotten(
        &self,
    ) -> impl ::core::future::Future<Output = Result<u32>> + ::core::marker::Send {
        ::core::future::pending()
    }
    fn future(&self) -> impl Future<Output = Result<u32>> {
        ::core::future::pending()
    }
    fn silent(&self) -> impl ::core::future::Future<Output = ()> + ::core::marker::Send {
        ::core::future::pending()
    }
    fn nothing(&self) -> u32 {
        loop {}
    }
}
::core::compile_error! {
    "path `v1` does not start with `/`"
}
::core::compile_error! {
    "`5` is no duration; legal are `\"250ms\"`, `\"1.5s\"`, `\"2m\"` and `\"1h\"`"
}
::core::compile_error! {
    "parameter of an endpoint has to be a plain name"
}
::core::compile_error! {
    "`forgotten` is an endpoint, so it has to be `async`"
}
::core::compile_error! {
    "`future` is an endpoint, so it has to be `async`"
}
::core::compile_error! {
    "`silent` cannot be `unsafe`"
}
::core::compile_error! {
    "`silent` has no return type\nnote: legal are `Result<T>`, `Result<T, E>` and aliases whose first type argument is `T`"
}
::core::compile_error! {
    "`nothing` has neither a verb nor a body\nnote: verbs are `get`, `post`, `put`, `patch`, `delete`, `head`, as in `#[get(\"/path\")]`"
}
::core::compile_error! {
    "`post` has to say `idempotent` or `not_idempotent`\nnote: `idempotent` means that the call may be sent again when it may already have taken effect, after a server error or a lost answer; `not_idempotent` means that it may not\nnote: RFC 9110 section 9.2.2 warns against sending POST again by itself, and only you know what a second one would do"
}
