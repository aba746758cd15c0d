//! What is sent to whom: codings, conditions, methods, errors, headers.

use http::Method;
use waymark::snapshot::encode::decode;
use waymark::snapshot::{Coding, weigh};

use super::asking::Asked;
use super::client::{GET_FIRST_PAGE, Server};
use super::small_site::{FIRST_EDITION, body};

#[tokio::test]
async fn every_coding_of_a_page_is_the_same_page() {
    let site = Asked::small_site();
    for (asked, name, coding) in [
        ("br", "br", Coding::Brotli),
        ("gzip", "gzip", Coding::Gzip),
        ("identity", "", Coding::Identity),
        ("zstd", "", Coding::Identity),
    ] {
        let answer = site.get("/", &[("accept-encoding", asked)]).await;
        assert_eq!((answer.status, answer.header("content-encoding")), (200, name));
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert_eq!(answer.header("content-length"), answer.body.len().to_string());
        assert_eq!(decode(&answer.body, coding).expect("decodes"), body(FIRST_EDITION).into_bytes());
    }
}

#[tokio::test]
async fn a_client_that_refuses_every_coding_is_helped_all_the_same() {
    let site = Asked::small_site();
    for refusing in ["identity;q=0", "*;q=0", "identity;q=0, *;q=0"] {
        let answer = site.get("/", &[("accept-encoding", refusing)]).await;
        assert_eq!((answer.status, answer.header("content-encoding")), (200, ""), "{refusing}");
    }
}

#[tokio::test]
async fn a_client_that_has_a_page_is_told_that_it_has_not_changed() {
    let site = Asked::small_site();
    for coding in ["br", "gzip", "identity"] {
        let whole = site.get("/links.json", &[("accept-encoding", coding)]).await;
        let tag = whole.header("etag").to_owned();
        for condition in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let again = site.get("/links.json", &[("accept-encoding", coding), ("if-none-match", &condition)]).await;
            assert_eq!((again.status, again.body.len()), (304, 0), "{condition}");
            let mut wanted = whole.headers.clone();
            wanted.retain(|name, _| !["content-type", "content-encoding", "content-length"].contains(&name.as_str()));
            assert_eq!(again.headers, wanted);
        }
    }
}

#[tokio::test]
async fn a_tag_of_one_coding_does_not_stand_for_another() {
    let site = Asked::small_site();
    let tag = site.get("/", &[("accept-encoding", "br")]).await.header("etag").to_owned();
    let other = site.get("/", &[("accept-encoding", "gzip"), ("if-none-match", &tag)]).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn a_client_that_wants_other_bytes_is_sent_none() {
    let answer = Asked::small_site().get("/", &[("if-match", "\"other\"")]).await;
    assert_eq!(answer.status, 412);
    assert!(answer.text().contains("999"));
}

#[tokio::test]
async fn head_says_what_get_says_and_sends_nothing() {
    let site = Asked::small_site();
    for path in ["/", "/links.json", "/poster.svg", "/nothing", "/withdrawn", "/old", "/Report/", "/health/live"] {
        for coding in ["br", "identity"] {
            let headers = [("accept-encoding", coding)];
            let (get, head) = (site.get(path, &headers).await, site.ask(Method::HEAD, path, &headers, "").await);
            assert_eq!((head.status, &head.headers), (get.status, &get.headers), "{path}");
            assert!(head.body.is_empty() && !get.body.is_empty(), "{path}");
        }
    }
}

#[tokio::test]
async fn on_the_wire_head_is_get_without_its_content() {
    let server = Server::start();
    let mut client = server.connect().await;
    client.send("HEAD / HTTP/1.1\r\nhost: a\r\naccept-encoding: br\r\n\r\n").await;
    let head = client.answer_to_head().await;
    client.send("GET / HTTP/1.1\r\nhost: a\r\naccept-encoding: br\r\n\r\n").await;
    let mut get = client.answer().await;
    assert_eq!(get.header("content-length"), get.body.len().to_string());
    get.body.clear();
    get.headers.insert("date".to_owned(), head.header("date").to_owned());
    assert_eq!(head, get);
}

#[tokio::test]
async fn a_method_that_is_not_taken_is_answered_with_those_that_are() {
    let site = Asked::small_site();
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "get"] {
        let method = Method::from_bytes(method.as_bytes()).expect("method");
        let answer = site.ask(method.clone(), "/report", &[], "").await;
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD, OPTIONS"), "{method}");
        assert!(answer.text().contains("999"));
    }
    assert_eq!(site.ask(Method::PUT, "/search", &[], "").await.header("allow"), "GET, HEAD, OPTIONS, POST");
    assert_eq!(site.ask(Method::POST, "/health/live", &[], "").await.status, 405);
    assert_eq!(site.ask(Method::POST, "/nothing", &[], "").await.status, 404);
}

#[tokio::test]
async fn options_says_which_methods_are_taken_and_opens_open_data() {
    let site = Asked::small_site();
    let page = site.ask(Method::OPTIONS, "/report", &[], "").await;
    assert_eq!((page.status, page.header("allow")), (204, "GET, HEAD, OPTIONS"));
    assert_eq!(page.header("access-control-allow-origin"), "");
    let data = site.ask(Method::OPTIONS, "/links.json", &[], "").await;
    assert_eq!(data.header("access-control-allow-origin"), "*");
    assert_eq!(site.ask(Method::OPTIONS, "*", &[], "").await.status, 204);
    assert_eq!(site.ask(Method::OPTIONS, "/nothing", &[], "").await.status, 404);
}

#[tokio::test]
async fn an_error_is_a_helpful_page_that_nobody_keeps() {
    let site = Asked::small_site();
    for (path, status) in [("/nothing", 404), ("/withdrawn", 410)] {
        let answer = site.get(path, &[]).await;
        assert_eq!((answer.status, answer.header("cache-control"), answer.header("etag")), (status, "no-store", ""));
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert!(answer.text().contains("999"), "{path}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_none_names_its_server() {
    let site = Asked::small_site();
    for path in ["/", "/links.json", "/poster.svg", "/nothing", "/withdrawn", "/old", "/health/ready", "/search"] {
        for method in [Method::GET, Method::OPTIONS, Method::DELETE] {
            let answer = site.ask(method.clone(), path, &[], "").await;
            for name in [
                "content-security-policy",
                "referrer-policy",
                "x-content-type-options",
                "x-frame-options",
                "cross-origin-opener-policy",
                "cross-origin-resource-policy",
                "permissions-policy",
                "request-otr",
                "strict-transport-security",
                "cache-control",
            ] {
                assert!(answer.headers.contains_key(name), "{method} {path} lacks {name}");
            }
            assert_eq!((answer.header("server"), answer.header("set-cookie")), ("", ""));
        }
    }
}

#[tokio::test]
async fn a_page_weighs_on_the_wire_what_the_snapshot_says() {
    let server = Server::start();
    let weights = weigh(&server.site.snapshot());
    let weight = weights.iter().find(|weight| weight.path == "/").expect("weighed");
    for (coding, wanted) in [("identity", Some(weight.identity)), ("gzip", weight.gzip), ("br", weight.br)] {
        let mut client = server.connect().await;
        client.send(format!("GET / HTTP/1.1\r\nhost: a\r\naccept-encoding: {coding}\r\nconnection: close\r\n\r\n")).await;
        let closing = "connection: close\r\n".len();
        assert_eq!(client.all_until_the_end().await.len() - closing, wanted.expect("held"), "{coding}");
    }
}

#[tokio::test]
async fn requests_sent_in_one_piece_are_answered_in_order() {
    let server = Server::start();
    let mut client = server.connect().await;
    client.send(format!("{GET_FIRST_PAGE}GET /nothing HTTP/1.1\r\nhost: a\r\n\r\n{GET_FIRST_PAGE}")).await;
    for status in [200, 404, 200] {
        assert_eq!(client.answer().await.status, status);
    }
}

#[tokio::test]
async fn http_1_0_is_answered_and_closed() {
    let server = Server::start();
    let mut client = server.connect().await;
    client.send("GET /report HTTP/1.0\r\n\r\n").await;
    let all = client.all_until_the_end().await;
    assert!(all.starts_with(b"HTTP/1.0 200 OK\r\n"), "{}", String::from_utf8_lossy(&all[..40]));
    assert!(all.ends_with(body(FIRST_EDITION).as_bytes()));
}
