//! What load balancers ask: is it alive, should it be sent readers.
//!
//! A server with the last good content is ready: stale help beats none, and the answer says that it is stale, and in a word why. A server on
//! its way out is not. Takes the live site, gives JSON. It tells nothing about readers.

use axum::extract::State;
use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;

use super::app_state::AppState;
use super::live::Live;
use super::reply::Reply;
use crate::render::document::MediaType;
use crate::snapshot::Snapshot;

/// `GET /health/live`
pub(super) async fn live(State(app): State<AppState>) -> Reply {
    json(&app.site.snapshot(), StatusCode::OK, "/health/live", &Alive { status: "live" })
}

/// `GET /health/ready`
pub(super) async fn ready(State(app): State<AppState>) -> Reply {
    readiness(&app.site, &app.site.snapshot())
}

#[derive(Debug, Serialize)]
struct Alive {
    status: &'static str,
}

#[derive(Debug, Serialize)]
struct Ready<'a> {
    status: &'static str,
    /// `fresh`, or `stale`: newer content was refused, or what depends on the clock could not be rendered again.
    content: &'static str,
    /// A code and a number: what is wrong in which file is the operator's to know, and this address is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    faults: Option<usize>,
    documents: usize,
    fingerprint: &'a str,
    rendered_at: String,
}

fn readiness(site: &Live, snapshot: &Snapshot) -> Reply {
    let stale = site.stale();
    let (status, word) =
        if site.is_stopping() { (StatusCode::SERVICE_UNAVAILABLE, "stopping") } else { (StatusCode::OK, "ready") };
    let state = Ready {
        status: word,
        content: if stale.is_some() { "stale" } else { "fresh" },
        reason: stale.as_ref().map(|reason| reason.code.slug()),
        faults: stale.as_ref().map(|reason| reason.faults()),
        documents: snapshot.counts().documents,
        fingerprint: snapshot.fingerprint(),
        rendered_at: snapshot.rendered_at().to_string(),
    };
    json(snapshot, status, "/health/ready", &state)
}

fn json(snapshot: &Snapshot, status: StatusCode, route: &'static str, state: &impl Serialize) -> Reply {
    // Plain structs of text and numbers: serialising them cannot fail, and an empty answer would still carry its status.
    let body = serde_json::to_vec(state).unwrap_or_default();
    Reply::new(status, snapshot.note_headers(MediaType::Json, body.len()), Bytes::from(body), route)
}
