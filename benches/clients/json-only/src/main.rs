//! No client: serde_json reads the body, and nothing else.
use driver::*;
fn main() {
    run_async(
        "json-only",
        |_b, _| async {},
        |_c, _w, _i| async move {
            serde_json::from_slice::<Asset>(std::hint::black_box(models::ASSET_JSON.as_bytes())).unwrap()
        },
    )
}
