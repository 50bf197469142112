//! By hand on reqwest-middleware over the same reqwest, with three retries of reqwest-retry.
use driver::*;
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};
struct C {
    client: ClientWithMiddleware,
    base: String,
    token: String,
    key: String,
}
impl C {
    async fn asset(&self, id: &str, page: u32, size: u32, tid: &str) -> Result<Asset, reqwest_middleware::Error> {
        Ok(self
            .client
            .get(format!("{}/assets/v3/{}", self.base, id))
            .query(&[("page", page), ("size", size)])
            .bearer_auth(&self.token)
            .header("tid", tid)
            .header("Ocp-Apim-Subscription-Key", &self.key)
            .send()
            .await?
            .error_for_status()?
            .json::<Asset>()
            .await?)
    }
}
fn main() {
    run_async(
        "reqwest-retry",
        |base, _| async move {
            let client = ClientBuilder::new(reqwest::Client::new())
                .with(reqwest_retry::RetryTransientMiddleware::new_with_policy(
                    reqwest_retry::policies::ExponentialBackoff::builder().build_with_max_retries(3),
                ))
                .build();
            C { client, base, token: TOKEN.into(), key: KEY.into() }
        },
        |c, _w, i| {
            let x = input(i);
            async move { c.asset(x.id, x.page, x.size, x.tid).await.unwrap() }
        },
    )
}
