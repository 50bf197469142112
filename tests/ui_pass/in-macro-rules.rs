extern crate perspio_runtime as renamed;

macro_rules! service {
    ($name:ident, $path:literal, $status:literal, $timeout:expr, $id:ident: $ty:ty) => {
        #[renamed::endpoints(crate = renamed, client = Made)]
        pub trait $name {
            #[get($path, none = $status, timeout = $timeout)]
            async fn find(&self, #[path("id")] $id: $ty) -> renamed::Result<Option<u8>>;
            async fn own(&self, $id: $ty) -> renamed::Result<Option<u8>> {
                self.find($id).await
            }
        }
    };
}
service!(Service, "/{id}", 404, "5s", key: &u8);

fn main() {
    let _: fn(renamed::Client) -> Made = Made::new;
}
