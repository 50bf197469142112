//! Traits that are made by macros, of every kind of fragment.

use super::prelude::*;

/// Names, literals and types.
macro_rules! of_names {
    ($name:ident, $client:ident, $method:ident, $path:literal, $id:ident: $type:ty, $status:literal) => {
        /// With names from both sides.
        #[endpoints(path = $path, client = $client)]
        pub trait $name {
            /// Reads.
            #[get("/{id}", none = [410, $status], expect = 200)]
            async fn $method(&self, #[path("id")] $id: $type, #[query] page: u8) -> Outcome<Maybe<$type>>;
            /// The name from outside, in a body from inside.
            async fn own(&self, $id: $type) -> Outcome<()> {
                self.$method($id, 1).await.map(drop_it)
            }
        }
    };
}

fn drop_it<T>(_: T) {}

of_names!(Names, NamesOfAMacro, page, "/names", page_: u32, 404);

/// Whole pieces: attributes, visibilities, lifetimes, expressions, blocks, patterns and return types.
macro_rules! of_pieces {
    (
        $(#[$meta:meta])* $vis:vis trait $name:ident;
        $(#[$verb:meta])* fn<$life:lifetime> $method:ident() -> $return:ty;
        $timeout:expr, $pattern:pat, $block:block, $value:expr
    ) => {
        $(#[$meta])*
        #[endpoints(timeout = $timeout)]
        $vis trait $name {
            /// A constant from outside.
            const VALUE: u8 = $value;
            $(#[$verb])*
            async fn $method<$life>(&$life self, id: Key<$life>) -> $return;
            /// A pattern and a block from outside.
            async fn own(&self, $pattern: (u8, u8)) -> u8 $block
        }
    };
}

of_pieces! {
    /// Documented outside.
    #[allow(non_camel_case_types)]
    pub trait made_of_pieces;
    /// With a verb from outside.
    #[get("/{id}", none = 404, retry(attempts = 2, on = [429, 5xx]))]
    #[deprecated]
    fn<'outside> get() -> Outcome<Maybe<Cow<'outside, str>>>;
    "5s", (left, _), { left }, 2 + 2
}

/// An item as it is.
macro_rules! of_item {
    ($item:item) => {
        #[endpoints]
        $item
    };
}

of_item! {
    /// It was an item.
    pub trait Item {
        /// Reads.
        #[get("/{id}")]
        async fn get(&self, id: &str) -> Outcome<()>;
        /// An own one.
        async fn own(&self) -> Outcome<()> {
            self.get("pump").await
        }
    }
}

/// Tokens as they come: arguments, and the whole of the trait.
macro_rules! of_tokens {
    ([$($argument:tt)*] $verb:ident [$($more:tt)*] $($body:tt)*) => {
        #[endpoints($($argument)*)]
        /// Of tokens.
        pub trait Tokens {
            /// The verb is one of them.
            #[$verb("/tokens/{type}", $($more)*)]
            async fn tokens(&self, r#type: u8) -> Outcome<()>;
            $($body)*
        }
    };
}

of_tokens! {
    [path = "/of", header("x-a" = "b"), retry = never] post [not_idempotent, redirect = never]
    /// Reads.
    #[get("/")]
    async fn get(&self) -> Outcome<()>;
    /// Does not.
    fn own(&self) {}
}

/// A path to the runtime, in one piece and in several, and the crate in which the macro is.
macro_rules! of_paths {
    ($whole:path, $($part:ident)::+) => {
        /// In one piece.
        #[endpoints(crate = $whole)]
        pub trait Whole {
            /// Reads.
            #[get("/")]
            async fn get(&self) -> Outcome<()>;
        }

        /// In several.
        #[endpoints(crate = $($part)::+, boxed)]
        pub trait Parts {
            /// Reads.
            #[get("/{id}")]
            async fn get(&self, id: &str) -> Outcome<()>;
        }

        /// From the root of the crate.
        #[$crate::given::endpoints(crate = $crate::given::vendored::runtime)]
        pub trait Root {
            /// Reads.
            #[get("/")]
            async fn get(&self) -> Outcome<()>;
        }

        /// In an enum.
        #[derive(Debugs, StatusError)]
        #[status(crate = $whole)]
        pub enum WholeError {
            /// The rest.
            #[other]
            Other($crate::given::Fault),
        }
    };
}

of_paths!(super::prelude::vendored::runtime, self::vendored::runtime);

/// As many traits as there are names, each with as many methods as there are.
macro_rules! repeated {
    ($($module:ident { $($method:ident $path:literal)* })*) => {
        $(
            /// One of them.
            pub mod $module {
                /// They all have one name.
                #[super::endpoints]
                pub trait Repeated {
                    $(
                        #[doc = concat!("Reads ", $path, ".")]
                        #[get($path)]
                        async fn $method(&self) -> super::Outcome<()>;
                    )*
                }
            }
        )*
    };
}

repeated! {
    none {}
    one { get "/" }
    two { get "/" find "/find" }
}

/// A macro that makes a macro that makes a trait.
macro_rules! outer {
    ($name:ident $id:ident $dollar:tt) => {
        /// Of it.
        macro_rules! inner {
                    ($dollar type:ty) => {
                        /// Of both.
                        #[endpoints]
                        pub trait $name {
                            /// Each from another one.
                            #[get("/{id}/{own}")]
                            async fn get(&self, $id: $dollar type, own: u8, #[query("other")] id: u8) -> Outcome<()>;
                        }
                    };
                }
        inner!(&str);
    };
}

outer!(Outer id $);

/// A trait that takes part in an expression.
macro_rules! in_expression {
    ($client:ident, $verb:ident, $path:expr) => {{
        #[endpoints]
        trait InExpression {
            #[$verb($path)]
            async fn get(&self) -> Outcome<()>;
        }
        fn entries(_: impl InExpression) -> &'static [Entry] {
            InExpressionClient::ENDPOINTS
        }
        entries(InExpressionClient::new($client))
    }};
}

/// What it gives.
#[must_use]
pub fn in_expression(client: ::perspio_runtime::Client) -> &'static [Entry] {
    in_expression!(client, head, "/in/expression")
}
