//! How people log in. Nothing here sends: forms go through the token endpoint of the client.

mod authorization_code;
mod device_code;
mod device_flow;
mod error;
mod file_store;
mod presence;
mod redirect_uri;
mod redirected;
mod session;
mod store;
#[cfg(test)]
mod tests;
mod user_credentials;

pub use authorization_code::{AuthorizationCode, Login};
pub use device_code::DeviceCode;
pub use device_flow::DevicePrompt;
pub use error::{LoginError, LoginFault};
pub use file_store::FileStore;
pub use store::{RefreshTokenStore, StoreFuture};
pub use user_credentials::UserCredentials;

/// What PerspioTalk wants for a user, and a refresh token besides
/// ([OpenID Connect Core section 11](https://openid.net/specs/openid-connect-core-1_0.html#OfflineAccess)).
const PERSPIO_SCOPE: &str = "api://perspiotalk/access_as_user offline_access";
