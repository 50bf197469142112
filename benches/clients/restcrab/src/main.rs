//! restcrab 0.2.0, over reqwest 0.11, blocking: a thread for every call in flight.
use driver::*;
use restcrab::{crabs::reqwest, restcrab, Restcrab};
use std::collections::HashMap;
#[restcrab(crab = "reqwest::Reqwest")]
trait Api {
    #[restcrab(method = "GET", uri = "/assets/v3/{id}")]
    fn asset(
        #[parameter] id: &str,
        #[queries] q: HashMap<String, String>,
        #[headers] h: HashMap<String, String>,
    ) -> Asset;
}
fn main() {
    run_blocking(
        "restcrab",
        |base| ApiClient::from_options(reqwest::Options { base_url: base.parse().unwrap() }).unwrap(),
        |c, i| {
            let x = input(i);
            let q = HashMap::from([("page".to_string(), x.page.to_string()), ("size".to_string(), x.size.to_string())]);
            let h = HashMap::from([
                ("Authorization".to_string(), format!("Bearer {TOKEN}")),
                ("tid".to_string(), x.tid.to_string()),
                ("Ocp-Apim-Subscription-Key".to_string(), KEY.to_string()),
            ]);
            c.asset(x.id, q, h).unwrap()
        },
    )
}
