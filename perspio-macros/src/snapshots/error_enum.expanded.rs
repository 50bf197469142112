#[allow(deprecated)]
#[automatically_derived]
impl ::core::convert::From<::perspio_runtime::__private::Error> for CreateError {
    fn from(perspio_error: ::perspio_runtime::__private::Error) -> Self {
        ::perspio_runtime::__private::Declared::new(perspio_error)
            .json::<
                Conflict,
            >(&[::perspio_runtime::__private::Pattern::new(409, 409)], Self::Exists)
            .json::<
                Problem,
            >(
                &[
                    ::perspio_runtime::__private::Pattern::new(422, 422),
                    ::perspio_runtime::__private::Pattern::new(428, 428),
                ],
                Self::Refused,
            )
            .unit(
                &[::perspio_runtime::__private::Pattern::new(403, 403)],
                || Self::NotYours,
            )
            .unit(
                &[::perspio_runtime::__private::Pattern::new(502, 502)],
                || Self::Gateway {},
            )
            .json::<
                Problem,
            >(
                &[::perspio_runtime::__private::Pattern::new(400, 499)],
                |problem| Self::Client { problem },
            )
            .text::<
                String,
            >(&[::perspio_runtime::__private::Pattern::new(500, 599)], Self::Down)
            .other::<perspio_runtime::Error>(Self::Other)
    }
}
#[automatically_derived]
impl<T: Clone, U> ::core::convert::From<crate::vendored::runtime::__private::Error>
for Of<T, U>
where
    U: Send,
    Vec<T>: crate::vendored::runtime::__private::FromErrorBody,
    Wrapped<U>: crate::vendored::runtime::__private::ErrorText,
{
    fn from(perspio_error: crate::vendored::runtime::__private::Error) -> Self {
        crate::vendored::runtime::__private::Declared::new(perspio_error)
            .json::<
                Vec<T>,
            >(&[crate::vendored::runtime::__private::Pattern::new(404, 404)], Self::None)
            .text::<
                Wrapped<U>,
            >(&[crate::vendored::runtime::__private::Pattern::new(500, 500)], Self::Text)
            .other::<Box<perspio_runtime::Error>>(|source| Self::Other { source })
    }
}
