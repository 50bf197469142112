//! The same traits where nothing means what it usually does: there is no prelude, and its names are taken.

#[path = "odd/mod.rs"]
pub mod odd;

/// What the traits name, and much that the expansion must not meet.
pub mod prelude {
    pub use super::super::given::*;
    pub use super::taken::*;
}

/// Names that mean something else here.
#[allow(non_camel_case_types, reason = "primitive types are taken as well")]
pub mod taken {
    /// Types and values that are not what they seem.
    macro_rules! types {
        ($($name:ident)*) => {
            $(
                /// Not what it seems.
                pub struct $name;
            )*
        };
    }

    /// Traits and modules that are not what they seem.
    macro_rules! traits_and_modules {
        ($($name:ident)*; $($module:ident)*) => {
            $(
                /// Not what it seems.
                pub trait $name {}
            )*
            $(
                /// Not what it seems.
                pub mod $module {}
            )*
        };
    }

    types! {
        Option Some None Result Ok Err String Vec Box Pin Arc Client Call Error Response Endpoint Method Part Pattern Retry
        Redirect Declared Duration BoxFuture LocalBoxFuture Output bool char i32 u16 u64
    }
    traits_and_modules! {
        Send Sync Sized Unpin Future Clone Copy Debug From Into Default Iterator Drop Fn FnOnce ToOwned FromError Decode;
        core std alloc perspio_runtime __private serde
    }

    /// Every type has what a call has, and what a client has.
    pub trait Everywhere {
        /// Not those of a client.
        const ENDPOINTS: u8 = 0;

        /// Makes it.
        #[must_use]
        fn new() -> Self
        where
            Self: ::core::marker::Sized,
        {
            loop {
                ::core::hint::spin_loop();
            }
        }
        /// Calls nothing.
        fn call(&self) {}
        /// Sends nothing.
        fn path(&self) {}
        /// Sends nothing.
        fn query(&self) {}
        /// Sends nothing.
        fn header(&self) {}
        /// Sends nothing.
        fn body_json(&self) {}
        /// Reads nothing.
        fn json(&self) {}
        /// Reads nothing.
        fn text(&self) {}
    }

    impl<T> Everywhere for T {}
}
