//! The macros of `perspio-runtime`, which re-exports them. Depend on that crate, not on this one.
//!
//! From leaf to root: `path`, `status`, `duration`, `header`, `word`, `symbol`, `suggest` and `ctxt` know nothing of
//! each other's users; `attr` reads arguments; `ast` reads the trait or the enum; `check` turns what was read into what
//! can be printed; `expand` prints it, and `fallback` prints what is left of one with mistakes. `pipeline` runs them in
//! this order.

mod ast;
mod attr;
mod check;
mod ctxt;
mod duration;
mod expand;
mod fallback;
mod header;
mod path;
mod pipeline;
mod status;
mod suggest;
mod symbol;
mod target;
#[cfg(test)]
mod tests;
mod tokens;
mod word;

/// Turns a trait whose methods are annotated with HTTP endpoints into a client.
///
/// ```ignore
/// use perspio_runtime::{endpoints, Result};
///
/// #[endpoints(path = "/assets/v3")]
/// pub trait Assets {
///     /// One asset, or none.
///     #[get("/{id}", none = 404, timeout = "5s", retry(attempts = 2))]
///     async fn find(&self, id: &AssetId, #[query("pageSize")] size: u32) -> Result<Option<Asset>>;
///
///     #[post("/", not_idempotent)]
///     async fn create(&self, #[body] asset: &NewAsset) -> Result<Asset, CreateError>;
///
///     /// A method with a body of its own is left as it is.
///     async fn rename(&self, id: &AssetId, name: &str) -> Result<()> {
///         self.update(id, &AssetChange::name(name)).await
///     }
/// }
///
/// let assets = AssetsClient::new(client);
/// let asset = assets.find(&id, 20).await?;
/// ```
///
/// The rules of the API, which status means what, what is sent again, when and how often, are checked when the trait
/// is compiled, and stand in the generated code as constants. Every mistake is reported at the tokens to be edited.
///
/// # On the trait
///
/// Every argument of `#[endpoints(..)]` is optional.
///
/// | argument | meaning |
/// |---|---|
/// | `path = "/assets/v3"` | put in front of every endpoint path, literally; it may have placeholders as well |
/// | `header("name" = "value")`, `query("name" = "value")` | sent with every call; may be repeated, with another name each time. `header("name" = "value", secret)` stays on its origin and out of every text |
/// | `retry(..)`, `retry = never`, `timeout`, `deadline`, `redirect` | defaults for every method, see below |
/// | `client = Name` | name of the generated struct; otherwise the trait's name with `Client` after it |
/// | `boxed` | boxed futures, so that `dyn Assets` works |
/// | `local` | futures need not be `Send` |
/// | `crate = path::to::runtime` | where the runtime is, if not `::perspio_runtime` |
///
/// # On a method
///
/// `#[get]`, `#[post]`, `#[put]`, `#[patch]`, `#[delete]` or `#[head]`, with a path literal and then, in any order:
///
/// | argument | meaning |
/// |---|---|
/// | `idempotent`, `not_idempotent` | may the call be sent again when it may already have taken effect? GET, HEAD, PUT and DELETE are idempotent unless said otherwise; POST and PATCH have to say one of the two ([RFC 9110 section 9.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2)) |
/// | `expect = 201`, `expect = [200, 201]`, `expect = 2xx` | the success statuses, all of 2xx by default; another 2xx is an error |
/// | `none = 404`, `none = [404, 410]` | these answers are `Ok(None)`; the success type has to be an `Option` |
/// | `response = json`, `text`, `bytes`, `stream` | how a success body is read, `json` by default; `()` reads none |
/// | `retry(attempts = 4, base = "500ms", throttle_base = "1s", cap = "20s", max_wait = "90s", on = [429, 5xx])` | any subset; what is left out comes from the trait, then the client, then these defaults |
/// | `retry = never` | one attempt |
/// | `timeout = "30s"`, `deadline = "2m"` | of one attempt; of the whole call with every wait in it; these are the defaults |
/// | `redirect = same_origin`, `any_origin`, `never` | where redirects may lead, `same_origin` by default |
/// | `header("name" = "value")`, `query("name" = "value")` | fixed values; one of the same name on the trait gives way |
///
/// A status pattern is `404`, `4xx` or `500..=599`, alone or in `[ ]`; a status means one thing, so patterns do not
/// overlap. Only a 429 was surely refused before any work, so a call that is `not_idempotent` cannot be retried on
/// another status. A duration is `"250ms"`, `"1.5s"`, `"2m"` or `"1h"`, and more than zero.
///
/// # On a parameter
///
/// | written | sent as |
/// |---|---|
/// | a parameter with the name of a `{placeholder}`, or with `#[path("placeholder")]` | percent-encoded into that place of the path; never more than one segment |
/// | `#[query]`, `#[query("name")]` | `name=value`; `None` is left out; a sequence repeats the name; a struct or map spreads into its fields |
/// | `#[header("Name")]`, `#[header("Name", secret)]` | a header, in place of the client's own of that name; `None` is left out; a secret one goes to its origin only |
/// | `#[body]`, `#[body(form)]`, `#[body(text)]`, `#[body(bytes)]` | the body; JSON without an argument, where `None` is `null` |
/// | `#[body(multipart)]` | a form of several parts, `multipart::Form` |
/// | `#[body(stream)]` | a `Stream` of `Result<Bytes, E>`, `Send` and `'static`, sent as it comes and once only: such a call is never sent again |
///
/// Every other parameter is an error that names these attributes. A parameter may have a `#[cfg]`, unless it is part of
/// the path.
///
/// # Return type
///
/// `Result<T>`, `Result<T, E>`, or an alias whose first type argument is the success type. It is `()`, any type that is
/// `DeserializeOwned`, `Option<T>` with `none`, `String` with `response = text`, `Bytes` with `response = bytes`,
/// `BodyStream` with `response = stream`, and `Response<T>` of any of these to get status, headers and attempts with it.
/// `E` is anything that is `From<Error>`, such as an enum with `#[derive(StatusError)]`.
///
/// # What is generated
///
/// The trait stays, so that user code can implement it for its own doubles; each `async fn` becomes
/// `fn .. -> impl Future<Output = ..> + Send`, and one with a body of its own asks for `Self: Sync`, because its
/// future holds `&self`. The documentation of every endpoint ends with its request line and its rules.
///
/// Beside the trait, with its visibility: `struct AssetsClient` with `new(Client)`, `From<Client>`, `Clone` and `Debug`;
/// `impl Assets for AssetsClient`; and `AssetsClient::ENDPOINTS`, the table of every endpoint with its rules.
///
/// Attributes on the trait that are not `#[cfg]` or lint levels stay on the trait alone: `#[mockall::automock]` below
/// `#[endpoints]` sees what is generated. A generic trait has one client, which implements it for all its parameters.
/// Associated types, associated constants without a value and macro calls in the trait are not supported.
///
/// # As `dyn`
///
/// With `boxed`, each `async fn` becomes `fn .. -> BoxFuture<'_, ..>`, or `LocalBoxFuture` with `local` as well. Where
/// the future holds more than `&self`, its lifetime has a name, `'future`, in every reference: a double has the
/// signatures that the documentation shows. A generic method needs `where Self: Sized`, as in every `dyn` trait, and a type parameter of
/// the trait becomes `'static` if it has no lifetime. To call
/// methods with a body of their own on `dyn Assets`, make `Send + Sync` its supertraits.
#[proc_macro_attribute]
pub fn endpoints(args: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    pipeline::endpoints(args.into(), item.into()).into()
}

/// Gives an enum of errors `From<Error>`: each variant stands for statuses, one for every other error.
///
/// ```ignore
/// use perspio_runtime::{endpoints, Result, StatusError};
///
/// #[derive(Debug, StatusError)]
/// pub enum CreateError {
///     #[status(409)]
///     Exists(Conflict), // the body, read as JSON
///     #[status([413, 422])]
///     Refused { problem: Problem },
///     #[status(403)]
///     NotYours, // no body is read
///     #[status(5xx)]
///     Down(String), // the body of a server error is text
///     #[other]
///     Other(perspio_runtime::Error),
/// }
///
/// #[endpoints(path = "/assets/v3")]
/// pub trait Assets {
///     #[post("/", not_idempotent)]
///     async fn create(&self, #[body] asset: &NewAsset) -> Result<Asset, CreateError>;
/// }
/// ```
///
/// | attribute | meaning |
/// |---|---|
/// | `#[status(409)]`, `#[status(4xx)]`, `#[status(500..=504)]`, `#[status([409, 422])]` | the answers that the variant stands for |
/// | `#[other]` | every other error; exactly one variant has it, with one field: `perspio_runtime::Error`, or what is made from it |
/// | `#[status(crate = path::to::runtime)]` on the enum | where the runtime is, if not `::perspio_runtime` |
///
/// An exact status beats a range; otherwise a status has one variant, and two are a compile error. A variant has no field
/// or one: anything that is `DeserializeOwned`, read from JSON, and for 5xx a `String`, since the body of a server error
/// is never parsed. An empty body is fine for `()` and `Option`.
///
/// A declared status whose body cannot be read goes to the `#[other]` variant: status, headers, body and attempts are in
/// the error as ever, what it could not be read for is in its text and its source. So do errors that are no answer with a
/// status of their own, such as a 200 that cannot be decoded, or a timeout.
#[proc_macro_derive(StatusError, attributes(status, other))]
pub fn status_error(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    pipeline::status_error(item.into()).into()
}
