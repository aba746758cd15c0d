//! However an address is written, there is one redirect to the one way it is written, or a helpful 404.

use http::Method;
use proptest::prelude::*;

use super::asking::Asked;

#[tokio::test]
async fn an_address_written_otherwise_is_redirected_once() {
    let site = Asked::small_site();
    for path in ["/report/", "/REPORT", "//report", "/./report", "/x/../report", "/%72eport", "/report//", "/%2e/Report/"] {
        let answer = site.get(path, &[]).await;
        assert_eq!((answer.status, answer.header("location")), (308, "/report"), "{path}");
        assert_eq!(site.get(answer.header("location"), &[]).await.status, 200);
    }
}

#[tokio::test]
async fn what_closes_a_sentence_and_is_copied_along_with_an_address_comes_off_in_one_redirect() {
    let site = Asked::small_site();
    for mark in [
        ".",
        ",",
        ")",
        ";",
        "!",
        "%22",
        "%E2%80%9D",
        "%20",
        "%E2%80%8B",
        "./",
        ").",
        "%0A",
        "-",
        "%60",
        "%E3%80%82",
        "%E2%80%99s",
        "%E2%80%8E",
        "%E2%80%8F.",
        "%E2%80%AC",
        "%E2%81%A9",
        "%EF%BB%BF",
        "%EF%BC%8C",
        "%EF%BC%89",
        "%C2%B7",
        "%5C",
        "%7C",
    ] {
        let page = site.get(&format!("/report{mark}"), &[]).await;
        assert_eq!((page.status, page.header("location")), (308, "/report"), "{mark}");
        let short = site.get(&format!("/go/report{mark}"), &[]).await;
        assert_eq!((short.status, short.header("location")), (307, "/report"), "{mark}");
        assert_eq!(site.get(&format!("/nothing{mark}"), &[]).await.status, 404, "{mark}");
    }
}

#[tokio::test]
async fn an_address_copied_over_the_end_of_a_line_leads_to_the_page() {
    let site = Asked::small_site();
    for path in ["/re%C2%ADport", "/rep%E2%80%8Bort", "/repor%E2%80%8Dt."] {
        let answer = site.get(path, &[]).await;
        assert_eq!((answer.status, answer.header("location")), (308, "/report"), "{path}");
    }
}

#[tokio::test]
async fn a_retired_address_leads_straight_to_where_it_moved() {
    let site = Asked::small_site();
    for path in [
        "/old",
        "/Old/",
        "//OLD",
        "/our%20advice/default.aspx",
        "/Our%20Advice/Default.aspx",
        "/our+advice/default.aspx",
        "/our%20advice/default.aspx/?id=4",
    ] {
        let answer = site.get(path, &[]).await;
        assert_eq!((answer.status, answer.header("location")), (301, "/report"), "{path}");
    }
    let short = site.get("/go/report", &[]).await;
    assert_eq!((short.status, short.header("location")), (307, "/report"));
    assert_eq!(site.get("/Withdrawn/", &[]).await.status, 410);
}

#[tokio::test]
async fn an_address_that_moved_with_a_query_leads_on_with_that_query_alone() {
    let site = Asked::small_site();
    for (target, status, to) in [
        ("/our%20advice/default.aspx?ID=4", 301, "/report/o1"),
        ("/Our%20Advice/Default.aspx/?ID=4", 301, "/report/o1"),
        ("/our%20advice/default.aspx?id=4", 301, "/report"),
        ("/our%20advice/default.aspx?ID=44", 301, "/report"),
        ("/our%20advice/default.aspx", 301, "/report"),
        ("/index.asp?p=a&q=b", 301, "/report"),
        ("//Index.ASP?p=a&q=b", 301, "/report"),
        ("/index.asp?q=b&p=a", 404, ""),
        ("/index.asp?p=a", 404, ""),
        ("/index.asp", 404, ""),
        ("/index.asp%3Fp=a&q=b", 404, ""),
        ("/?page_id=12", 301, "/report"),
        ("/?page_id=12&utm_source=x", 301, "/report"),
        ("/?utm_source=x&page_id=12", 301, "/report"),
        ("/our%20advice/default.aspx?ID=4&x=1", 301, "/report/o1"),
        ("/?page_id=13", 200, ""),
        ("/", 200, ""),
        ("/search?s=x", 301, "/report"),
        ("/search?s=y", 200, ""),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = site.ask(method, target, &[], "").await;
            assert_eq!((answer.status, answer.header("location")), (status, to), "{target}");
        }
    }
    let form = [("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(site.ask(Method::POST, "/search?s=x", &form, "q=a").await.status, 200, "a form is answered");
}

#[tokio::test]
async fn a_form_sent_to_an_address_written_otherwise_keeps_its_method() {
    let answer = Asked::small_site().ask(Method::POST, "/Search/", &[], "q=a").await;
    assert_eq!((answer.status, answer.header("location")), (308, "/search"));
}

#[tokio::test]
async fn a_question_after_an_address_changes_nothing_and_is_not_passed_on() {
    let site = Asked::small_site();
    assert_eq!(site.get("/report?from=poster", &[]).await.status, 200);
    assert_eq!(site.get("/Report?from=poster", &[]).await.header("location"), "/report");
}

#[tokio::test]
async fn a_path_that_no_address_could_be_is_a_helpful_404() {
    let site = Asked::small_site();
    let long_segment = format!("/{}", "a".repeat(300));
    let long_path = format!("/{}", "a/".repeat(2_500));
    for path in ["/%00", "/%", "/%zz", "/%ff", "/report%2f", "/..%2f..%2fetc/passwd", "/a%0d%0ab", &long_segment, &long_path] {
        let answer = site.get(path, &[]).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("999"));
    }
}

#[tokio::test]
async fn a_target_that_is_far_too_long_is_refused_with_help() {
    let answer = Asked::small_site().get(&format!("/{}", "a".repeat(9_000)), &[]).await;
    assert_eq!((answer.status, answer.header("connection")), (414, "close"));
    assert!(answer.text().contains("999"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_path_is_redirected_twice_or_off_the_site(path in "/[a-zA-Z0-9./%~-]{0,20}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
        runtime.block_on(async {
            let site = Asked::small_site();
            let first = site.get(&path, &[]).await;
            if !first.header("location").is_empty() {
                let second = site.get(first.header("location"), &[]).await;
                assert_eq!(second.status, 200, "{path}");
            }
        });
    }
}
