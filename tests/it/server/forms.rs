//! The two forms: what is taken, what is refused, and that nothing typed is kept.

use std::time::Duration;

use http::Method;
use waymark::snapshot::Coding;
use waymark::snapshot::encode::decode;

use super::asking::{Answer, Asked};
use super::client::Server;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn send(path: &str, body: &str) -> Answer {
    Asked::small_site().ask(Method::POST, path, &[FORM], body).await
}

#[tokio::test]
async fn a_search_is_answered_and_kept_by_nobody() {
    let answer = send("/search", "q=who+to+ring").await;
    assert_eq!((answer.status, answer.header("cache-control"), answer.header("etag")), (200, "no-store", ""));
    assert!(answer.text().contains("who to ring"));
    assert!(answer.header("content-security-policy").contains("form-action"));
}

#[tokio::test]
async fn an_answer_is_compressed_for_a_client_that_asks() {
    let site = Asked::small_site();
    for (name, coding) in [("br", Coding::Brotli), ("gzip", Coding::Gzip)] {
        let answer = site.ask(Method::POST, "/search", &[FORM, ("accept-encoding", name)], "q=words").await;
        assert_eq!((answer.header("content-encoding"), answer.header("vary")), (name, "accept-encoding"));
        assert!(String::from_utf8(decode(&answer.body, coding).expect("decodes")).expect("text").contains("words"));
    }
}

#[tokio::test]
async fn a_page_to_check_may_be_long() {
    let text = format!("text={}", "%C3%A9".repeat(100_000));
    let answer = send("/schools/check-your-page", &text).await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("100000 letters"));
}

#[tokio::test]
async fn what_is_too_long_is_refused_with_help() {
    for (path, length) in [("/search", 4_097), ("/schools/check-your-page", 800_000)] {
        let answer = send(path, &"a".repeat(length)).await;
        assert_eq!((answer.status, answer.header("connection")), (413, "close"), "{path}");
        assert!(answer.text().contains("999"));
    }
}

#[tokio::test]
async fn what_no_form_sends_is_refused() {
    let site = Asked::small_site();
    for headers in [vec![], vec![("content-type", "application/json")], vec![FORM, ("content-encoding", "gzip")]] {
        assert_eq!(site.ask(Method::POST, "/search", &headers, "q=a").await.status, 415, "{headers:?}");
    }
}

#[tokio::test]
async fn no_words_are_an_empty_search() {
    assert_eq!(send("/search", "").await.status, 200);
    assert_eq!(send("/search", "other=words").await.status, 200);
}

#[tokio::test]
async fn a_panic_is_one_500_and_no_more() {
    let server = Server::start();
    for _ in 0..3 {
        let mut client = server.connect().await;
        client.send("POST /search HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 7\r\n\r\nq=panic").await;
        let answer = client.answer().await;
        assert_eq!((answer.status, answer.header("cache-control")), (500, "no-store"));
        assert!(answer.text().contains("999") && !answer.text().contains("panic"));
        server.is_serving().await;
    }
}

#[tokio::test]
async fn a_body_that_does_not_come_is_let_go_of_with_help() {
    let server = Server::with(|limits| limits.body_time = Duration::from_millis(400));
    let mut client = server.connect().await;
    client
        .send(
            "POST /search HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 9\r\n\r\nq=",
        )
        .await;
    let answer = client.answer().await;
    assert_eq!((answer.status, answer.header("connection")), (408, "close"));
    assert!(client.time_to_hang_up().await < Duration::from_secs(2));
}

#[tokio::test]
async fn a_body_is_waited_for_only_when_it_will_be_read() {
    let server = Server::start();
    let mut client = server.connect().await;
    let head = "POST /search HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\nexpect: 100-continue\r\n";
    client.send(format!("{head}content-length: 99999\r\n\r\n")).await;
    assert_eq!(client.answer().await.status, 413);
    let mut client = server.connect().await;
    client.send(format!("{head}content-length: 4\r\n\r\n")).await;
    assert_eq!(client.answer().await.status, 100);
    client.send("q=hi").await;
    assert_eq!(client.answer().await.status, 200);
}

#[tokio::test]
async fn a_long_upload_that_is_refused_still_hears_why() {
    let server = Server::start();
    let mut client = server.connect().await;
    client.send("POST /search HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 200000\r\n\r\n").await;
    client.send(vec![b'a'; 200_000]).await;
    assert_eq!(client.answer().await.status, 413);
}
