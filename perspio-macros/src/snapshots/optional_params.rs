#[endpoints]
pub trait Reports {
    #[get("/{id}")]
    async fn read(
        &self,
        id: u32,
        #[cfg(all())]
        #[query]
        page: u32,
        #[cfg(any())]
        #[query]
        #[allow(unused)]
        page: Option<u32>,
        #[header("x-call")] call: &str,
    ) -> Result<Report>;
}
