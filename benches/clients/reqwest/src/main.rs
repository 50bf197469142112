//! What a careful user writes by hand on reqwest 0.13, without TLS and HTTP/2: every ratio is to this.
use driver::*;
struct C {
    client: reqwest::Client,
    base: String,
    token: String,
    key: String,
}
impl C {
    async fn asset(&self, id: &str, page: u32, size: u32, tid: &str) -> Result<Asset, reqwest::Error> {
        self.client
            .get(format!("{}/assets/v3/{}", self.base, id))
            .query(&[("page", page), ("size", size)])
            .bearer_auth(&self.token)
            .header("tid", tid)
            .header("Ocp-Apim-Subscription-Key", &self.key)
            .send()
            .await?
            .error_for_status()?
            .json::<Asset>()
            .await
    }
}
fn main() {
    run_async(
        "reqwest",
        |base, _| async move { C { client: reqwest::Client::new(), base, token: TOKEN.into(), key: KEY.into() } },
        |c, _w, i| {
            let x = input(i);
            async move { c.asset(x.id, x.page, x.size, x.tid).await.unwrap() }
        },
    )
}
