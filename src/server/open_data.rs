//! Questions about the services, put to the open data that the snapshot holds.
//!
//! The answer is like a document, with a tag, conditions and codings (RFC 9110 sections 8.8 and 13); unlike one, it is made when
//! asked. Every status can be read by another site's scripts (Fetch). The query is never logged and never kept. It does not know what
//! can be asked.

use std::sync::Arc;

use axum::extract::State;
use bytes::Bytes;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue};
use http::{HeaderMap, StatusCode, Uri};

use super::app_state::AppState;
use super::blocking;
use super::conditional::{self, PreconditionResult};
use super::negotiate::AcceptEncoding;
use super::refusal::Refusal;
use super::reply::Reply;
use crate::render::document::CachePolicy;
use crate::snapshot::{Coding, DataAnswer, Snapshot};

pub(super) async fn answer(
    State(app): State<AppState>,
    accepts: AcceptEncoding,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Reply, Refusal> {
    let snapshot = app.site.snapshot_to_keep();
    let nothing = || Refusal::of(StatusCode::NOT_FOUND);
    let data = Arc::clone(snapshot.open_data().ok_or_else(nothing)?);
    let route = data.template(uri.path()).ok_or_else(nothing)?;
    let kept = Arc::clone(&snapshot);
    let made = blocking::run(&app, move || {
        let answer = data.answer(uri.path(), uri.query().unwrap_or_default());
        if answer.status != StatusCode::OK {
            return Err(answer);
        }
        Ok(kept.data_made_now(answer, CachePolicy::OpenData, accepts.first()))
    });
    let made = match made.await? {
        Ok(made) => made,
        Err(answer) => return Ok(unkept(&snapshot, answer, route)),
    };
    match conditional::weigh(&headers, made.etag.as_ref()) {
        PreconditionResult::Send => Ok(Reply::new(StatusCode::OK, made.headers, made.body, route)),
        PreconditionResult::Unchanged => Ok(Reply::new(StatusCode::NOT_MODIFIED, made.unchanged, Bytes::new(), route)),
        PreconditionResult::Failed => Err(Refusal::of(StatusCode::PRECONDITION_FAILED)),
    }
}

/// What is said of a refusal at an address of open data.
pub(super) fn refusal(snapshot: &Snapshot, status: StatusCode, path: &str) -> Option<Reply> {
    let data = snapshot.open_data()?;
    let route = data.template(path)?;
    Some(unkept(snapshot, data.fault(status), route))
}

/// An answer that nobody keeps and any site may read.
fn unkept(snapshot: &Snapshot, answer: DataAnswer, route: &'static str) -> Reply {
    let status = answer.status;
    let made = snapshot.data_made_now(answer, CachePolicy::NeverKept, Coding::Identity);
    Reply::new(status, made.headers, made.body, route).with(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))
}
