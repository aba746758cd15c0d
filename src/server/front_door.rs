//! From a request to its response, top to bottom: is it well formed, is there a ready-made page, and if not, what does the router say.
//!
//! A `tower::Service` around the [`super::router`]: a page is answered at once, without waiting and without a layer in between. Every
//! response leaves through one place, which puts in the page of a refusal, counts it and writes its line in the log. It does not know
//! sockets.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, HeaderValue};
use http::request::Parts;
use http::{Method, Request, StatusCode, Uri};
use http_body::Body as HttpBody;
use tower::Service;

use super::app_state::AppState;
use super::live::Live;
use super::negotiate::AcceptEncoding;
use super::path::queries;
use super::refusal::OWN_FIELDS;
use super::reply::{Reply, RouteName};
use super::{head, log, respond, router};
use crate::settings::Limits;
use crate::snapshot::{Snapshot, SnapshotLookup};

/// Answers requests: ready-made pages itself, everything else through the router.
#[derive(Clone)]
pub struct FrontDoor {
    state: AppState,
    router: Router,
}

/// A response that is there already, or one that is being made.
pub enum Answering {
    /// The response, until it is taken.
    Ready(Option<Response>),
    /// It is being made.
    Routed(Pin<Box<dyn Future<Output = Response> + Send>>),
}

/// What must be known of a request until its response leaves.
struct PendingRequest {
    started: Instant,
    method: Method,
    uri: Uri,
    accepts: AcceptEncoding,
    has_body: bool,
}

impl FrontDoor {
    /// The front of this site.
    pub fn new(site: Arc<Live>, limits: Arc<Limits>) -> Self {
        let state = AppState { site, limits };
        Self { router: router::router(state.clone()), state }
    }

    /// Answers one request; counts it and writes its line in the log.
    pub fn answer<B>(&self, request: Request<B>) -> Answering
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<axum::BoxError>,
    {
        let started = Instant::now();
        let (head, body) = request.into_parts();
        let has_body = !body.is_end_stream();
        let site = &self.state.site;
        if let Some(reply) = guard(|| at_once(&site.snapshot(), &self.state.limits, &head, has_body))
            .unwrap_or_else(|| Some(respond::error(&site.snapshot(), StatusCode::INTERNAL_SERVER_ERROR, &head)))
        {
            return Answering::Ready(Some(finish(site, reply, &head.method, has_body, started)));
        }
        let accepts = AcceptEncoding::from(&head.headers);
        let pending = PendingRequest { started, method: head.method.clone(), uri: head.uri.clone(), accepts, has_body };
        let (mut router, site) = (self.router.clone(), Arc::clone(site));
        let request = Request::from_parts(head, body);
        Answering::Routed(Box::pin(async move {
            let response = match Service::call(&mut router, request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let reply = complete(&site.snapshot(), response, &pending);
            finish(&site, reply, &pending.method, pending.has_body, pending.started)
        }))
    }
}

/// For a shared reference, so that a request costs no copy of what all requests share.
impl<B> Service<Request<B>> for &FrontDoor
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Answering {
        self.answer(request)
    }
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Ready(response) => response.take().map_or(Poll::Pending, |response| Poll::Ready(Ok(response))),
            Self::Routed(response) => response.as_mut().poll(cx).map(Ok),
        }
    }
}

/// Runs `step`; a panic in it becomes nothing, which is a 500, and the connection and the server live on.
fn guard<T>(step: impl FnOnce() -> T) -> Option<T> {
    // The step only reads: it leaves nothing half-changed behind.
    catch_unwind(AssertUnwindSafe(step)).ok()
}

/// What needs no router: a refusal of the head, a ready-made page, or where an address with a query leads.
fn at_once(snapshot: &Snapshot, limits: &Limits, head: &Parts, has_body: bool) -> Option<Reply> {
    if let Some(status) = head::fault(head, has_body, limits) {
        return Some(respond::error(snapshot, status, head));
    }
    if has_body && matches!(head.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        // RFC 9110 section 9.3.1: content in a GET has no meaning; what frames it differently could smuggle a request.
        return Some(respond::error(snapshot, StatusCode::PAYLOAD_TOO_LARGE, head));
    }
    if !matches!(head.method, Method::GET | Method::HEAD) {
        return None;
    }
    let (path, query) = (head.uri.path(), head.uri.query());
    // A page of this site may stand where an older one told its pages apart by what follows the `?`.
    if let Some(redirect) =
        query.and_then(|query| queries(query).into_iter().find_map(|query| snapshot.find_with_query(path, query)))
    {
        return Some(respond::moved(snapshot, redirect.status, redirect.location.clone()));
    }
    match snapshot.find(path) {
        SnapshotLookup::Resource(resource) => Some(respond::document(snapshot, resource, head)),
        _ => None,
    }
}

/// The response of the router; where it is a refusal, with the page that goes with it.
fn complete(snapshot: &Snapshot, mut response: Response, pending: &PendingRequest) -> Reply {
    if let Some(RouteName(route)) = response.extensions_mut().remove() {
        if matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
            // The router writes a length of nought wherever there is none, and here that would be of a content that is not sent.
            response.headers_mut().remove(CONTENT_LENGTH);
        }
        return Reply { response, route };
    }
    let mut reply = respond::error_page(snapshot, response.status(), pending.uri.path(), pending.accepts);
    for name in OWN_FIELDS {
        if let Some(value) = response.headers_mut().remove(&name) {
            reply = reply.with(name, value);
        }
    }
    reply
}

/// Every response leaves here. HEAD is GET without its content (RFC 9110 section 9.3.2); a last answer says that it is the last.
fn finish(site: &Live, mut reply: Reply, method: &Method, has_body: bool, started: Instant) -> Response {
    let status = reply.response.status();
    let was_read = method == Method::POST && status.is_success();
    if site.is_stopping() || breaks_the_connection(status) || (has_body && !was_read) {
        reply.response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    if method == Method::HEAD {
        *reply.response.body_mut() = Body::empty();
    }
    let took = started.elapsed();
    site.metrics.count(reply.route, status, took);
    log::response(method, status, reply.route, took);
    reply.response
}

/// After these nobody can be sure where the next request starts (RFC 9112 section 9.3).
fn breaks_the_connection(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_REQUEST | StatusCode::NOT_IMPLEMENTED | StatusCode::URI_TOO_LONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_while_answering_is_caught() {
        assert_eq!(guard(|| 1), Some(1));
        assert_eq!(guard(|| -> u8 { panic!("on purpose") }), None);
    }
}
