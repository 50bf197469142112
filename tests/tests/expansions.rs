//! The printed expansions are programs: they compile as if somebody had written them by hand, under every lint that a
//! careful crate turns on.
#![deny(warnings, missing_docs, unused_qualifications, unreachable_pub, single_use_lifetimes)]
#![deny(clippy::all, clippy::pedantic)]
// A future is `must_use` by itself, and types are the user's.
#![allow(clippy::must_use_candidate, clippy::type_complexity)]
#![forbid(unsafe_code)]

/// What the snapshots take from their surroundings.
mod given {
    #![allow(dead_code, missing_docs, unreachable_pub, clippy::pedantic, reason = "not what is looked at")]

    pub use std::borrow::Cow;
    pub use std::rc::Rc;

    pub use futures_util::Stream;
    pub use perspio_runtime::multipart::Form;
    pub use perspio_runtime::{BodyStream, Bytes, Error, Response, Result, StatusError};
    pub use serde::de::DeserializeOwned;
    use serde::{Deserialize, Serialize};

    pub type Outcome<T> = Result<T>;
    pub type Chunk = std::result::Result<Bytes, std::io::Error>;

    macro_rules! types {
        ($($name:ident)*) => {
            $(
                #[derive(Debug, Clone, Serialize, Deserialize)]
                pub struct $name {
                    pub id: u32,
                }
            )*
        };
    }

    types! { Asset AssetId AssetFilter NewAsset Site SiteId Thing Type Kind Tenant New File Report Conflict Problem }

    #[derive(Debug, Serialize)]
    pub struct AssetChange<'a>(&'a str);

    impl<'a> AssetChange<'a> {
        pub fn name(name: &'a str) -> Self {
            Self(name)
        }
    }

    #[derive(Debug, Serialize)]
    pub struct Fields<'a, 'b>(pub &'a str, pub &'b str);

    #[derive(Debug, Serialize, Deserialize)]
    pub struct Device(pub Vec<u8>);

    /// Of one thread.
    pub struct RcId(pub Rc<str>);

    impl Serialize for RcId {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
            self.0.serialize(serializer)
        }
    }

    pub trait Resource {
        type Id: Serialize;
    }

    impl Resource for Asset {
        type Id = u32;
    }

    #[derive(Debug, StatusError)]
    pub enum CreateError {
        #[other]
        Other(Error),
    }

    pub fn none_of<T>(_: &[T]) -> Error {
        perspio_runtime::Client::builder().base_url("").build().unwrap_err()
    }
}

/// What `crate = ..` names in the snapshots.
mod vendored {
    pub(crate) use perspio_runtime as runtime;
}

macro_rules! expansions {
    ($($name:ident)*) => {
        $(
            /// A snapshot.
            #[allow(dead_code, non_snake_case, unused_imports, missing_docs, reason = "the user's own")]
            pub mod $name {
                use crate::given::*;

                include!(concat!("../../perspio-macros/src/snapshots/", stringify!($name), ".expanded.rs"));
            }
        )*
    };
}

expansions! { assets bodies boxed defaults generic_trait local local_boxed optional_params params renamed verbs }

/// The enums of the snapshot, which prints what is derived for them alone.
#[allow(unused_qualifications, reason = "as the snapshot has it")]
#[allow(dead_code, missing_docs, reason = "the user's own")]
pub mod error_enum {
    use crate::given::{Conflict, Problem};

    #[derive(Debug)]
    pub enum CreateError {
        Client {
            problem: Problem,
        },
        Exists(Conflict),
        Refused(Problem),
        NotYours,
        #[deprecated]
        Gateway(),
        Down(String),
        Other(::perspio_runtime::Error),
    }

    /// Of text, whatever the parameter.
    #[derive(Debug)]
    pub struct Wrapped<U>(pub Vec<U>);

    #[derive(Debug)]
    enum Of<T: Clone, U = u8>
    where
        U: Send,
    {
        None(Vec<T>),
        Text(Wrapped<U>),
        Other { source: Box<perspio_runtime::Error> },
    }

    include!("../../perspio-macros/src/snapshots/error_enum.expanded.rs");
}

#[test]
fn what_is_printed_is_what_is_expanded() {
    assert_eq!(assets::AssetsClient::ENDPOINTS.len(), 7);
    assert_eq!(bodies::FilesClient::ENDPOINTS[0].to_string(), "GET /files/v3/{name}");
}
