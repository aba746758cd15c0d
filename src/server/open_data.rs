//! Questions about the services, put to the open data that the snapshot holds.
//!
//! Takes a path and a query, gives finished bytes: like a document, with a tag, conditions and codings (RFC 9110 sections 8.8 and 13);
//! unlike one, made when asked. Every status can be read by another site's scripts (Fetch). The query is never logged and never kept.
//! It does not know what can be asked.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, HeaderValue, RETRY_AFTER};
use http::request::Parts;
use http::{Method, StatusCode};

use super::conditional::{self, Verdict};
use super::desk::at_a_desk;
use super::live::Live;
use super::negotiate::Wishes;
use super::respond::{self, Reply};
use crate::render::document::CachePolicy;
use crate::settings::Limits;
use crate::snapshot::{Coding, DataAnswer, OpenData, Snapshot, Variant};

const READ: &str = "GET, HEAD, OPTIONS";

/// A question: what answers it, and the name it is counted and logged under.
pub(super) struct Question {
    data: Arc<dyn OpenData>,
    template: &'static str,
}

impl Question {
    /// The question that a request to this path puts, if it puts one.
    pub(super) fn at(snapshot: &Snapshot, path: &str) -> Option<Self> {
        let data = snapshot.open_data()?;
        let template = data.template(path)?;
        Some(Self { data: Arc::clone(data), template })
    }
}

/// Answers a question.
pub(super) async fn answer(site: &Live, limits: &Limits, head: &Parts, question: Question, has_body: bool) -> Reply {
    let snapshot = site.snapshot_to_keep();
    let Question { data, template } = question;
    let fault = |status| told(&snapshot, data.fault(status), template);
    if head.method == Method::OPTIONS {
        return respond::options_of_open_data(&snapshot, READ);
    }
    if !matches!(head.method, Method::GET | Method::HEAD) {
        return fault(StatusCode::METHOD_NOT_ALLOWED).with(ALLOW, HeaderValue::from_static(READ));
    }
    if has_body {
        // RFC 9110 section 9.3.1, as for every other address.
        return fault(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let coding = Wishes::from(&head.headers).first();
    let (path, query) = (head.uri.path().to_owned(), head.uri.query().unwrap_or_default().to_owned());
    let (asked, kept) = (Arc::clone(&data), Arc::clone(&snapshot));
    let made = at_a_desk(site, limits, move || {
        let answer = asked.answer(&path, &query);
        if answer.status == StatusCode::OK { Ok(kept.data_made_now(answer, CachePolicy::OpenData, coding)) } else { Err(answer) }
    });
    match made.await {
        Ok(Ok(variant)) => conditionally(&fault, head, variant, template),
        Ok(Err(answer)) => told(&snapshot, answer, template),
        Err(StatusCode::SERVICE_UNAVAILABLE) => {
            fault(StatusCode::SERVICE_UNAVAILABLE).with(RETRY_AFTER, HeaderValue::from_static("5"))
        }
        Err(status) => fault(status),
    }
}

fn conditionally(fault: &impl Fn(StatusCode) -> Reply, head: &Parts, made: Variant, template: &'static str) -> Reply {
    match conditional::weigh(&head.headers, made.etag.as_ref()) {
        Verdict::Send => Reply::new(StatusCode::OK, made.headers, made.body, template),
        Verdict::Unchanged => Reply::new(StatusCode::NOT_MODIFIED, made.unchanged, Bytes::new(), template),
        Verdict::Failed => fault(StatusCode::PRECONDITION_FAILED),
    }
}

/// An answer that nobody keeps and any site may read.
fn told(snapshot: &Snapshot, answer: DataAnswer, template: &'static str) -> Reply {
    let status = answer.status;
    let made = snapshot.data_made_now(answer, CachePolicy::NeverKept, Coding::Identity);
    Reply::new(status, made.headers, made.body, template).with(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))
}
