//! A double with a port of its own choice, a page, and a bounded log.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::*;

/// All that is answered to these bytes.
async fn raw(talk: &PerspioTalk, bytes: &str) -> String {
    let mut stream = TcpStream::connect(talk.base_url().trim_start_matches("http://")).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn with_page(bench: Bench, talk: PerspioTalk) -> Bench {
    Bench { talk, ..bench }
}

#[tokio::test]
async fn a_port_is_taken_once_and_free_again() {
    let talk = PerspioTalk::start().await.unwrap();
    let port: u16 = talk.base_url().rsplit(':').next().unwrap().parse().unwrap();
    let error = PerspioTalk::builder().port(port).start().await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
    drop(talk);
    let again = loop {
        // The task that holds the port ends a moment after it was told to.
        match PerspioTalk::builder().port(port).start().await {
            Ok(talk) => break talk,
            Err(_) => tokio::task::yield_now().await,
        }
    };
    assert_eq!(again.base_url(), format!("http://127.0.0.1:{port}"));
}

#[tokio::test]
async fn the_page_wants_no_credentials_meets_no_fault_and_is_no_request() {
    let talk = PerspioTalk::builder().page(true).start().await.unwrap();
    let bench = with_page(Bench::new().await, talk);
    bench.talk.inject([Inject::Status(503)]);
    bench.talk.fault_plan(FaultPlan::with_seed(1).resets(1.0).build().unwrap());
    for method in [Method::GET, Method::HEAD] {
        let answer = bench.bare(method.clone(), "/?refresh=off").send().await.unwrap();
        assert_eq!(header(&answer, "content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(header(&answer, "cache-control"), Some("no-store"));
        assert!(header(&answer, "content-security-policy").unwrap().starts_with("default-src 'none'"));
        assert_eq!(answer.text().await.unwrap().starts_with("<!DOCTYPE html>"), method == Method::GET);
    }
    assert_eq!((bench.talk.count(), bench.talk.pending()), (0, 1));
    // Other methods are the API's.
    assert_eq!(bench.send(Method::POST, "/", "").await.0, 503);
    bench.talk.fault_plan(None);
    assert_eq!(bench.send(Method::POST, "/", "").await.0, 404);
}

#[tokio::test]
async fn markup_in_a_request_line_does_not_reach_the_page() {
    let talk = PerspioTalk::builder().page(true).start().await.unwrap();
    let page = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let odd = "GET /\"'&x=<script> HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    assert!(raw(&talk, odd).await.starts_with("HTTP/1.1 400"));
    assert!(raw(&talk, &odd.replace("<script>", "|")).await.starts_with("HTTP/1.1 401"));
    let page = raw(&talk, page).await;
    assert!(page.contains(">/&quot;&#39;&amp;x=|</td>"), "{page}");
    assert!(page.contains("<span class=\"status client\">401</span></td>"), "{page}");
    assert!(!page.contains("<script"), "{page}");
}

#[tokio::test]
async fn the_last_requests_are_kept_and_all_are_counted() {
    let talk = PerspioTalk::builder().keep_requests(2).start().await.unwrap();
    let bench = with_page(Bench::new().await, talk);
    for number in 0..5 {
        bench.get(&format!("/{number}")).await;
        bench.bare(Method::GET, &format!("/oauth2/{number}")).send().await.unwrap();
    }
    assert_eq!((bench.talk.count(), bench.talk.pending()), (5, 0));
    let paths = |requests: Vec<Received>| requests.iter().map(|one| one.path().to_owned()).collect::<Vec<_>>();
    assert_eq!(paths(bench.talk.requests()), ["/3", "/4"]);
    assert_eq!(paths(bench.talk.token_requests()), ["/oauth2/3", "/oauth2/4"]);
    assert!(bench.talk.requests().iter().all(|request| request.status() == Some(StatusCode::NOT_FOUND)));
}
