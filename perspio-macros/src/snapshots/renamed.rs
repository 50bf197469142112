#[endpoints(crate = crate::vendored::runtime)]
trait r#Type {
    #[get("/{id}", none = 404)]
    async fn find(&self, id: u32) -> Outcome<Option<u32>>;
}
