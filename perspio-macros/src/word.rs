//! The closed vocabularies: verbs, and the words an argument chooses from.

/// A word out of a closed list.
pub(crate) trait Word: Copy + 'static {
    /// Every word of the list.
    const ALL: &'static [Self];

    /// As the user writes it.
    fn name(self) -> &'static str;

    /// The name of the variant, here and in the runtime.
    fn variant(self) -> &'static str;

    /// The word written `name`.
    fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.name() == name)
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $list:ident { $($variant:ident = $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $list {
            $($variant,)*
        }

        impl Word for $list {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            fn variant(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($variant),)*
                }
            }
        }
    };
}

words! {
    /// What makes a method an endpoint.
    Verb { Get = "get", Post = "post", Put = "put", Patch = "patch", Delete = "delete", Head = "head" }
}

words! {
    /// Where a redirect may lead.
    Redirect { SameOrigin = "same_origin", AnyOrigin = "any_origin", Never = "never" }
}

words! {
    /// How a success body is read.
    Response { Json = "json", Text = "text", Bytes = "bytes", Stream = "stream" }
}

words! {
    /// How a parameter becomes the body.
    Body {
        Json = "json",
        Form = "form",
        Text = "text",
        Bytes = "bytes",
        Stream = "stream",
        Multipart = "multipart",
    }
}

impl Verb {
    /// As it stands in a request.
    pub(crate) fn http(self) -> String {
        self.name().to_ascii_uppercase()
    }

    /// Whether a call may be sent again, if its definition says so
    /// ([RFC 9110 section 9.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2)).
    /// PATCH is not idempotent by definition, but often is in practice, so it has to be said.
    pub(crate) fn is_idempotent(self) -> Option<bool> {
        match self {
            Self::Get | Self::Head | Self::Put | Self::Delete => Some(true),
            Self::Post | Self::Patch => None,
        }
    }

    /// Whether a request has a body with a meaning
    /// ([RFC 9110 section 9.3](https://www.rfc-editor.org/rfc/rfc9110#section-9.3)).
    pub(crate) fn takes_body(self) -> bool {
        !matches!(self, Self::Get | Self::Head)
    }
}

/// The words of a list, each in backticks.
pub(crate) fn list<W: Word>() -> String {
    backticked(W::ALL.iter().map(|word| word.name()))
}

/// The names, each in backticks, with commas between.
pub(crate) fn backticked<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
