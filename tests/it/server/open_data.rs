//! Questions put to open data: like a document for whoever keeps it, made when asked, and never the end of the server.

use std::sync::Arc;

use http::{Method, StatusCode};
use waymark::render::document::MediaType;
use waymark::server::Live;
use waymark::snapshot::{DataAnswer, OpenData};

use super::asking::Asked;
use super::small_site::{FIRST_EDITION, bundle, made_of};

/// Says back what it was asked, many times over; fails when told to.
struct Echo;

fn json(status: StatusCode, body: String) -> DataAnswer {
    DataAnswer { status, media_type: MediaType::Json, body }
}

impl OpenData for Echo {
    fn template(&self, path: &str) -> Option<&'static str> {
        path.starts_with("/oruk/v3").then_some("/oruk/v3")
    }

    fn answer(&self, path: &str, query: &str) -> DataAnswer {
        assert!(query != "panic", "on purpose");
        let status = if path == "/oruk/v3/nothing" { StatusCode::NOT_FOUND } else { StatusCode::OK };
        json(status, format!("[{}\"{path}?{query}\"]", "\"service\",".repeat(200)))
    }

    fn fault(&self, status: StatusCode) -> DataAnswer {
        json(status, format!("{{\"error\":{}}}", status.as_u16()))
    }
}

fn site() -> Asked {
    let mut bundle = bundle(FIRST_EDITION);
    bundle.open_data = Some(Arc::new(Echo));
    Asked::of(Live::new(made_of(bundle)))
}

#[tokio::test]
async fn a_question_is_passed_on_as_it_was_sent_and_its_answer_is_kept_by_its_tag() {
    let site = site();
    let answer = site.get("/oruk/v3/x/?search=a+b%20c", &[]).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    assert!(answer.text().ends_with("\"/oruk/v3/x/?search=a+b%20c\"]"), "{}", answer.text());
    for coding in ["br", "gzip", "identity"] {
        let headers = [("accept-encoding", coding)];
        let whole = site.get("/oruk/v3?q", &headers).await;
        assert_eq!(whole.header("vary"), "accept-encoding");
        assert_eq!(whole.header("content-length"), whole.body.len().to_string());
        let tag = whole.header("etag").to_owned();
        let again = site.get("/oruk/v3?q", &[("accept-encoding", coding), ("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, tag.as_str()));
        let other = site.get("/oruk/v3?another", &[("accept-encoding", coding), ("if-none-match", &tag)]).await;
        assert_eq!(other.status, 200, "another question has another answer");
        let head = site.ask(Method::HEAD, "/oruk/v3?q", &headers, "").await;
        assert_eq!((head.status, &head.headers, head.body.len()), (200, &whole.headers, 0));
    }
}

#[tokio::test]
async fn what_cannot_be_answered_is_said_in_json_that_any_site_may_read_and_nobody_keeps() {
    let site = site();
    let wanted = [
        (site.get("/oruk/v3/nothing", &[]).await, 404),
        (site.get("/oruk/v3?panic", &[]).await, 500),
        (site.ask(Method::POST, "/oruk/v3", &[], "").await, 405),
        (site.ask(Method::GET, "/oruk/v3", &[("content-length", "1")], "x").await, 413),
        (site.get("/oruk/v3", &[("if-match", "\"other\"")]).await, 412),
    ];
    for (answer, status) in wanted {
        assert_eq!((answer.status, answer.header("content-type")), (status, "application/json"));
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{status}");
        assert_eq!((answer.header("cache-control"), answer.header("etag")), ("no-store", ""), "{status}");
    }
    assert_eq!(site.get("/oruk/v3", &[]).await.status, 200, "the next question is answered");
    let options = site.ask(Method::OPTIONS, "/oruk/v3", &[], "").await;
    assert_eq!((options.status, options.header("access-control-allow-methods")), (204, "GET, HEAD, OPTIONS"));
}

#[tokio::test]
async fn a_site_without_open_data_has_nothing_there() {
    assert_eq!(Asked::small_site().get("/oruk/v3", &[]).await.status, 404);
}
