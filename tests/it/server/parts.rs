//! A download can be fetched in parts and continued; nothing else is.

use http::Method;

use super::asking::Asked;
use super::small_site::poster;

/// As it is, so that parts are parts of the text.
const PLAIN: (&str, &str) = ("accept-encoding", "identity");

#[tokio::test]
async fn a_download_that_broke_off_can_be_continued() {
    let site = Asked::small_site();
    let whole = site.get("/poster.svg", &[PLAIN]).await;
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let rest = site.get("/poster.svg", &[PLAIN, ("range", "bytes=60000-"), ("if-range", whole.header("etag"))]).await;
    assert_eq!((rest.status, rest.header("content-range")), (206, "bytes 60000-99999/100000"));
    assert_eq!((rest.header("content-length"), rest.header("etag")), ("40000", whole.header("etag")));
    assert_eq!(rest.body, poster().as_bytes()[60_000..]);
}

#[tokio::test]
async fn a_download_that_changed_meanwhile_is_sent_whole() {
    let answer = Asked::small_site().get("/poster.svg", &[PLAIN, ("range", "bytes=60000-"), ("if-range", "\"other\"")]).await;
    assert_eq!((answer.status, answer.body.len()), (200, 100_000));
}

#[tokio::test]
async fn a_part_beyond_the_end_is_refused_with_the_length() {
    let answer = Asked::small_site().get("/poster.svg", &[PLAIN, ("range", "bytes=100000-")]).await;
    assert_eq!((answer.status, answer.header("content-range")), (416, "bytes */100000"));
}

#[tokio::test]
async fn a_client_that_has_the_download_is_told_so_before_any_part_is_sent() {
    let site = Asked::small_site();
    let tag = site.get("/poster.svg", &[PLAIN]).await.header("etag").to_owned();
    let answer = site.get("/poster.svg", &[PLAIN, ("range", "bytes=0-1"), ("if-none-match", &tag)]).await;
    assert_eq!(answer.status, 304);
}

#[tokio::test]
async fn what_is_not_a_download_or_not_a_get_is_sent_whole() {
    let site = Asked::small_site();
    for path in ["/", "/links.json", "/nothing"] {
        let (part, whole) = (site.get(path, &[PLAIN, ("range", "bytes=0-1")]).await, site.get(path, &[PLAIN]).await);
        assert_eq!(part, whole, "{path}");
    }
    let head = site.ask(Method::HEAD, "/poster.svg", &[PLAIN, ("range", "bytes=0-1")], "").await;
    assert_eq!((head.status, head.header("content-length")), (200, "100000"));
    let several = site.get("/poster.svg", &[PLAIN, ("range", "bytes=0-1,5-9")]).await;
    assert_eq!(several.status, 200);
}
