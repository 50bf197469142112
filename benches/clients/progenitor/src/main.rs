//! progenitor 0.15.1, from an OpenAPI document, with our type for the answer. Bearer and key are defaults of the HTTP
//! client, `tid` is a parameter.
use driver::*;
progenitor::generate_api!(spec = "api.json", interface = Positional, replace = { Asset = models::Asset });
fn main() {
    run_async(
        "progenitor",
        |base, _| async move {
            let mut h = reqwest::header::HeaderMap::new();
            h.insert("authorization", reqwest::header::HeaderValue::from_str(&format!("Bearer {TOKEN}")).unwrap());
            h.insert("ocp-apim-subscription-key", reqwest::header::HeaderValue::from_static(KEY));
            let inner = reqwest::Client::builder().default_headers(h).build().unwrap();
            Client::new_with_client(&base, inner)
        },
        |c, _w, i| {
            let x = input(i);
            async move { c.asset(x.id, x.page, x.size, x.tid).await.unwrap().into_inner() }
        },
    )
}
