//! What becomes of bodies, sent and received.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::*;
use crate::error::{ErrorKind, Fault, Reason};
use crate::response::{Decode, Json, Raw, Text};
use crate::status::Pattern;

const IDEMPOTENT: Endpoint = POST.idempotent(true);
const FIND: Endpoint = GET.none(&[Pattern::new(404, 404), Pattern::new(304, 304)]);

#[derive(Debug, Deserialize, Serialize, PartialEq)]
struct Asset {
    name: String,
}

fn asset() -> Asset {
    Asset { name: "crane".to_owned() }
}

async fn json<T: Decode<Json>>(endpoint: &'static Endpoint, step: Reply) -> Result<T, Error> {
    client(&Script::from_iter([step]), |_| {}).call(endpoint).json().await
}

fn ok(status: u16) -> Reply {
    Reply::status(status).body(r#"{"name":"crane"}"#)
}

#[tokio::test(start_paused = true)]
async fn every_success_type_is_read_from_every_body_it_can_be() {
    for status in [200, 201, 202, 206] {
        assert_eq!(json::<Asset>(&GET, ok(status)).await.unwrap(), asset());
        assert_eq!(json::<Option<Asset>>(&GET, ok(status)).await.unwrap(), Some(asset()));
        assert_eq!(json::<Response<Asset>>(&GET, ok(status)).await.unwrap().status(), status);
        json::<()>(&GET, ok(status)).await.unwrap();
        assert_eq!(json::<Option<()>>(&GET, ok(status)).await.unwrap(), Some(()));
    }
    for status in [200, 201, 202, 204, 205] {
        json::<()>(&GET, Reply::status(status)).await.unwrap();
        assert_eq!(json::<Option<Asset>>(&GET, Reply::status(status)).await.unwrap(), None);
        assert_eq!(json::<Option<()>>(&FIND, Reply::status(status)).await.unwrap(), Some(()));
        let error = json::<Asset>(&GET, Reply::status(status)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains("the body is empty"), "{error}");
        assert!(json::<serde_json::Value>(&GET, Reply::status(status)).await.is_err());
    }
    assert_eq!(json::<Option<Asset>>(&GET, Reply::status(200).body("null")).await.unwrap(), None);
    let script = Script::new().always(Reply::status(200).body("ignored"));
    let client = client(&script, |_| {});
    client.call(&GET).text::<(), Error>().await.unwrap();
    client.call(&GET).bytes::<Response<()>, Error>().await.unwrap();
    assert_eq!(json::<Vec<Asset>>(&GET, Reply::status(200).body("[]")).await.unwrap(), []);
}

#[tokio::test(start_paused = true)]
async fn declared_statuses_are_none_whatever_their_body() {
    for step in [Reply::status(404), Reply::status(404).body("<html>"), Reply::status(304)] {
        assert_eq!(json::<Option<Asset>>(&FIND, step.clone()).await.unwrap(), None);
        assert_eq!(json::<Option<()>>(&FIND, step.clone()).await.unwrap(), None);
        assert_eq!(json::<Response<Option<Asset>>>(&FIND, step).await.unwrap().into_body(), None);
    }
    assert_eq!(json::<Option<Asset>>(&GET, Reply::status(404)).await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test(start_paused = true)]
async fn text_and_bytes_are_given_as_they_came() {
    let call = |body| (Script::new().always(Reply::status(200).body(body)), body);
    for (script, body) in [call("plain \u{e9}"), call("{\"a\":1}")] {
        let client = client(&script, |_| {});
        let text: Result<String, Error> = client.call(&GET).text().await;
        assert_eq!(text.unwrap(), body);
        let bytes: Result<Response<Option<Bytes>>, Error> = client.call(&GET).bytes().await;
        assert_eq!(bytes.unwrap().into_body().unwrap(), body);
    }
    let client = client(&Script::new().always(Reply::status(200)), |_| {});
    assert_eq!(client.call(&GET).text::<Option<String>, Error>().await.unwrap(), None);
    assert_eq!(client.call(&GET).bytes::<Bytes, Error>().await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_is_decode_with_an_excerpt_and_is_not_retried() {
    for body in ["<html>down</html>", "{\"name\":", "{\"name\":7}", "[]", "{\"name\":\"a\"} trailing"] {
        let script = Script::from_iter([Reply::status(200).header("content-type", "text/html").body(body)]);
        let error = client(&script, |_| {}).call(&GET).json::<Asset, Error>().await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Decode, 200), "{body}");
        assert_eq!((error.headers()["content-type"].as_bytes(), error.body()), (&b"text/html"[..], &Bytes::from(body)));
        assert!(std::error::Error::source(&error).is_some() && error.may_have_been_processed());
        assert_eq!((script.count(), error.attempts().len()), (1, 1));
    }
    // Not even where nobody asked for it: JSON is UTF-8 (RFC 8259 section 8.1).
    for body in [&b"{\"name\":\"\xff\"}"[..], b"{\"name\":\"a\",\"more\":\"\xe9\"}"] {
        let error = json::<Asset>(&GET, Reply::status(200).body(body)).await.unwrap_err();
        assert_eq!((error.kind(), error.body().as_ref()), (ErrorKind::Decode, body));
        assert!(error.to_string().ends_with("the body is not UTF-8, as JSON must be"), "{error}");
        let source = std::error::Error::source(&error).unwrap();
        assert!(source.is::<std::str::Utf8Error>(), "{source}");
    }
    let script = Script::from_iter([Reply::status(200).body("[[[[")]);
    let error = client(&script, |core| core.settings.max_error_body = 2).call(&GET).json::<Asset, Error>().await;
    assert_eq!(error.unwrap_err().body(), "[[");
}

#[tokio::test(start_paused = true)]
async fn a_success_that_is_cut_short_is_never_ok() {
    let cut = || Reply::status(200).length(100).body(r#"{"name":"crane"}"#).cut();
    assert_eq!(json::<Asset>(&POST, cut()).await.unwrap_err().kind(), ErrorKind::Transport);
    assert_eq!(json::<()>(&POST, cut()).await.unwrap_err().kind(), ErrorKind::Transport);
    let script = Script::from_iter([cut()]);
    let error = client(&script, |_| {}).call(&POST).json::<Asset, Error>().await.unwrap_err();
    assert_eq!((script.count(), error.status().unwrap().as_u16()), (1, 200));
    let script = Script::from_iter([cut(), ok(200)]);
    assert_eq!(client(&script, |_| {}).call(&GET).json::<Asset, Error>().await.unwrap(), asset());
}

#[tokio::test(start_paused = true)]
async fn a_declared_none_that_is_cut_short_is_no_none() {
    let script = Script::from_iter([Reply::status(404).body("no such").cut(), Reply::status(404)]);
    let found: Response<Option<Asset>> = client(&script, |_| {}).call(&FIND).json::<_, Error>().await.unwrap();
    assert_eq!((found.attempts().len(), found.attempts()[0].fault()), (2, Some(Fault::Transport)));
}

#[tokio::test(start_paused = true)]
async fn a_body_over_the_bound_is_refused() {
    let long: &'static str = "x".repeat(1_000).leak();
    let error = json::<()>(&GET, Reply::status(200).length(1_025)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()[0].fault()), (ErrorKind::Decode, Some(Fault::TooLarge)));
    assert!(error.to_string().contains("longer than 1024 bytes"), "{error}");
    for pieces in [2, 3] {
        let step = (0..pieces).fold(Reply::status(200), |step, _| step.body(long));
        assert_eq!(json::<()>(&GET, step.clone()).await.unwrap_err().kind(), ErrorKind::Decode);
        let error = json::<Asset>(&GET, step).await.unwrap_err();
        assert_eq!(error.body().len(), 64);
    }
    let exact: &'static str = "x".repeat(1_024).leak();
    json::<()>(&GET, Reply::status(200).length(1_024).body(exact)).await.unwrap();
    let short = Reply::status(200).length(1_024).body(long);
    assert_eq!(json::<()>(&POST, short).await.unwrap_err().kind(), ErrorKind::Transport);
    let step = Reply::status(200).body(long).drip(Duration::ZERO, "123456789012345678901234");
    assert_eq!(
        client(&Script::from_iter([step]), |_| {}).call(&GET).text::<String, Error>().await.unwrap().len(),
        1_024
    );
}

#[tokio::test(start_paused = true)]
async fn a_success_with_a_head_over_the_bound_is_refused() {
    let long = "x".repeat(1_025);
    // The name, a colon, a blank and the line break are a part of it.
    let fits = &long[..1_024 - "x-long: \r\n".len()];
    send(client(&Script::from_iter([Reply::status(200).header("x-long", fits)]), |_| {}).call(&GET)).await.unwrap();
    let script = Script::from_iter([Reply::status(200).header("x-long", &long)]);
    let error = send(client(&script, |_| {}).call(&GET)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()[0].fault()), (ErrorKind::Decode, Some(Fault::TooLarge)));
    assert!(error.to_string().contains("the head is longer than 1024 bytes"), "{error}");
    for (status, kind) in [(300, ErrorKind::Redirect), (404, ErrorKind::NotFound), (503, ErrorKind::Server)] {
        let script = Script::from_iter([Reply::status(status).header("x-long", &long)]);
        let error = send(client(&script, |_| {}).call(&POST)).await.unwrap_err();
        assert_eq!((error.kind(), error.headers()["x-long"].len()), (kind, 1_025));
    }
}

#[tokio::test(start_paused = true)]
async fn no_more_of_a_redirects_body_is_read_than_its_bound() {
    let step = Reply::status(302).body("0123456789").body("0123456789").drip(Duration::from_secs(20), "never");
    let error = json::<()>(&GET, step).await.unwrap_err();
    assert_eq!((error.kind(), error.body().as_ref()), (ErrorKind::Redirect, &b"0123456789012345"[..]));
    assert_eq!(error.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn an_error_body_is_kept_up_to_its_bound() {
    let long: &'static str = "x".repeat(1_000).leak();
    for steps in [Reply::status(400).body(long), Reply::status(400).body("x").body(long).cut()] {
        assert_eq!(json::<()>(&GET, steps).await.unwrap_err().body().len(), 64);
    }
    let full: &'static str = "x".repeat(64).leak();
    let step = Reply::status(400).body(full).drip(Duration::from_secs(2), "more");
    let error = json::<()>(&GET, step).await.unwrap_err();
    assert_eq!((error.body().as_ref(), error.elapsed()), (full.as_bytes(), Duration::from_secs(2)));
    let error = json::<()>(&GET, Reply::status(400).body("ab").body("cd").cut()).await.unwrap_err();
    assert_eq!((error.kind(), error.body().as_ref()), (ErrorKind::BadRequest, &b"abcd"[..]));
}

#[tokio::test(start_paused = true)]
async fn a_body_is_written_once_and_sent_the_same_each_time() {
    let script = Script::from_iter([Reply::status(503), Reply::fault(Fault::Transport), Reply::status(200)]);
    let client = client(&script, |_| {});
    send(client.call(&IDEMPOTENT).body_json(&asset())).await.unwrap();
    seen(&script, |seen| {
        for request in seen {
            assert_eq!(request.body().as_ref(), &br#"{"name":"crane"}"#[..]);
            assert_eq!(request.headers(), seen[0].headers());
            assert_eq!(request.url(), seen[0].url());
        }
        let start = seen[0].body().as_ptr();
        assert!(seen.iter().all(|request| request.body().as_ptr() == start));
    });
}

#[tokio::test(start_paused = true)]
async fn each_kind_of_body_has_its_content_type() {
    let script = Script::new().always(Reply::status(200));
    let client = client(&script, |_| {});
    let post = || client.call(&POST);
    for (call, content_type, body) in [
        (post().body_json(&asset()), "application/json", r#"{"name":"crane"}"#),
        (post().body_form(&Asset { name: "a b&c".to_owned() }), "application/x-www-form-urlencoded", "name=a%20b%26c"),
        (post().body_text("text"), "text/plain; charset=utf-8", "text"),
        (post().body_bytes(vec![b'x']), "application/octet-stream", "x"),
        (post().body_bytes("y"), "application/octet-stream", "y"),
        (post().header("Content-Type", "image/png").body_bytes(Bytes::from("z")), "image/png", "z"),
    ] {
        send(call).await.unwrap();
        seen(&script, |seen| {
            let last = seen.last().unwrap();
            assert_eq!(last.headers().get_all("content-type").iter().collect::<Vec<_>>(), [content_type]);
            assert_eq!(last.body().as_ref(), body.as_bytes());
        });
    }
}

#[tokio::test(start_paused = true)]
async fn json_nested_too_deep_is_an_error() {
    let deep: &'static str = "[".repeat(1_000_000).leak();
    let script = Script::from_iter([Reply::status(200).body(deep)]);
    let client = client(&script, |core| core.settings.max_body = 2_000_000);
    let error = client.call(&GET).json::<serde_json::Value, Error>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test(start_paused = true)]
async fn unused_modes_keep_their_accept() {
    let script = Script::new().always(Reply::status(200).body("1"));
    let client = client(&script, |_| {});
    client.call(&GET).json::<u8, Error>().await.unwrap();
    client.call(&GET).text::<String, Error>().await.unwrap();
    client.call(&GET).bytes::<Bytes, Error>().await.unwrap();
    client.call(&GET).header("accept", "text/csv").bytes::<Bytes, Error>().await.unwrap();
    let accepts: Vec<_> =
        seen(&script, |seen| seen.iter().map(|request| request.headers()["accept"].clone()).collect());
    let fixed = [<Json as crate::response::Mode>::ACCEPT, <Text as crate::response::Mode>::ACCEPT];
    assert_eq!(accepts, [fixed[0], fixed[1], <Raw as crate::response::Mode>::ACCEPT, "text/csv"]);
}

/// Chunks as a stream of the caller's own.
pub(super) struct Chunks(pub(super) Vec<&'static str>);

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.pop().map(|chunk| Ok(chunk.into())))
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_sent_once_and_the_error_says_so() {
    for step in [
        Reply::status(503),
        Reply::status(429).header("retry-after", "1"),
        Reply::fault(Fault::Connect),
        Reply::fault(Fault::Transport),
        Reply::status(307).header("location", "/v1/b"),
    ] {
        let script = Script::from_iter([step]);
        let client = client(&script, |_| {});
        let error = send(client.call(&IDEMPOTENT).body_stream(Chunks(vec!["b", "a"]))).await.unwrap_err();
        assert_eq!((error.reason(), script.count()), (Some(Reason::NotReplayable), 1), "{error}");
        seen(&script, |seen| assert!(seen[0].body() == "ab"));
    }
    let script = Script::from_iter([Reply::status(303).header("location", "/v1/b"), Reply::status(200)]);
    send(client(&script, |_| {}).call(&POST).body_stream(Chunks(vec!["a"]))).await.unwrap();
    seen(&script, |seen| assert!(seen[1].body().is_empty()));
}
