//! From a request to its reply, top to bottom: is it well formed, what stands there, does it take this method.
//!
//! A page is answered at once, without waiting and without a layer in between; only a form is read first. Takes the live site and a
//! request, gives a reply. It does not know sockets.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use bytes::Bytes;
use http::header::{CONNECTION, HeaderValue};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use http_body::Body as HttpBody;
use http_body_util::Full;

use super::forms::{self, Form};
use super::head;
use super::health::Health;
use super::live::Live;
use super::log;
use super::open_data::{self, Question};
use super::path::{Stands, look_up};
use super::respond::{self, Body, Reply};
use crate::settings::Limits;
use crate::snapshot::{Resource, Snapshot};

const READ: &str = "GET, HEAD, OPTIONS";
const READ_OR_SEND: &str = "GET, HEAD, OPTIONS, POST";

/// What becomes of a request once its head is read.
enum Step {
    /// It is answered.
    Answered(Reply),
    /// It is a form, and its body comes next.
    Read(Form),
    /// It is a question about the services, and is answered elsewhere.
    Ask(Question),
}

/// Answers one request; counts it and writes its line in the log.
pub async fn answer<B>(site: &Live, limits: &Limits, request: Request<B>) -> Response<Body>
where
    B: HttpBody<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let started = Instant::now();
    let (head, body) = request.into_parts();
    let has_body = !body.is_end_stream();
    let step = guard(|| first_step(site, limits, &head, has_body));
    let mut is_last = site.is_stopping();
    let mut reply = match step {
        Some(Step::Answered(reply)) => {
            is_last |= has_body || breaks_the_connection(reply.response.status());
            reply
        }
        Some(Step::Read(form)) => {
            let reply = Box::pin(forms::answer(site, limits, &head, form, body)).await;
            is_last |= !reply.response.status().is_success();
            reply
        }
        Some(Step::Ask(question)) => {
            is_last |= has_body;
            Box::pin(open_data::answer(site, limits, &head, question, has_body)).await
        }
        None => respond::error(&site.snapshot(), StatusCode::INTERNAL_SERVER_ERROR, &head),
    };
    finish(&mut reply, &head, is_last);
    let (status, took) = (reply.response.status(), started.elapsed());
    site.metrics.count(reply.template, status, took);
    log::response(&head.method, status, reply.template, took);
    reply.response
}

/// Runs `step`; a panic in it becomes nothing, which is a 500, and the connection and the server live on.
fn guard<T>(step: impl FnOnce() -> T) -> Option<T> {
    // The step only reads: it leaves nothing half-changed behind.
    catch_unwind(AssertUnwindSafe(step)).ok()
}

fn first_step(site: &Live, limits: &Limits, head: &Parts, has_body: bool) -> Step {
    let snapshot = site.snapshot();
    if let Some(status) = head::fault(head, has_body, limits) {
        return Step::Answered(respond::error(&snapshot, status, head));
    }
    let path = head.uri.path();
    if let Some(form) = Form::at(path).filter(|_| head.method == Method::POST) {
        return Step::Read(form);
    }
    if let Some(question) = Question::at(&snapshot, path) {
        return Step::Ask(question);
    }
    Step::Answered(at_once(site, &snapshot, head, path, has_body))
}

fn at_once(site: &Live, snapshot: &Snapshot, head: &Parts, path: &str, has_body: bool) -> Reply {
    let reads = matches!(head.method, Method::GET | Method::HEAD | Method::OPTIONS);
    if reads && has_body {
        // RFC 9110 section 9.3.1: content in a GET has no meaning; what frames it differently could smuggle a request.
        return respond::error(snapshot, StatusCode::PAYLOAD_TOO_LARGE, head);
    }
    if path == "*" || head.method == Method::CONNECT {
        return without_address(snapshot, head);
    }
    match look_up(snapshot, path) {
        Stands::Resource(resource) => resource_at(snapshot, head, path, resource),
        Stands::Elsewhere(status, location) => respond::moved(snapshot, status, location),
        Stands::Gone => respond::error(snapshot, StatusCode::GONE, head),
        Stands::Nothing => match Health::at(path) {
            Some(health) => health_at(site, snapshot, head, health),
            None => respond::error(snapshot, StatusCode::NOT_FOUND, head),
        },
    }
}

/// `OPTIONS *` asks about the server as a whole; CONNECT asks for a tunnel.
fn without_address(snapshot: &Snapshot, head: &Parts) -> Reply {
    match head.method {
        Method::OPTIONS => respond::options(snapshot, READ_OR_SEND, None),
        _ => respond::not_allowed(snapshot, READ, head),
    }
}

fn resource_at(snapshot: &Snapshot, head: &Parts, path: &str, resource: &Resource) -> Reply {
    let methods = if Form::at(path).is_some() { READ_OR_SEND } else { READ };
    match head.method {
        Method::GET | Method::HEAD => respond::document(snapshot, resource, head),
        Method::OPTIONS => respond::options(snapshot, methods, Some(resource)),
        _ => respond::not_allowed(snapshot, methods, head),
    }
}

fn health_at(site: &Live, snapshot: &Snapshot, head: &Parts, health: Health) -> Reply {
    match head.method {
        Method::GET | Method::HEAD => health.answer(site, snapshot),
        Method::OPTIONS => respond::options(snapshot, READ, None),
        _ => respond::not_allowed(snapshot, READ, head),
    }
}

/// After these nobody can be sure where the next request starts (RFC 9112 section 9.3).
fn breaks_the_connection(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_REQUEST | StatusCode::NOT_IMPLEMENTED | StatusCode::URI_TOO_LONG)
}

/// HEAD is GET without its content (RFC 9110 section 9.3.2); a last answer says that it is the last.
fn finish(reply: &mut Reply, head: &Parts, is_last: bool) {
    if head.method == Method::HEAD {
        *reply.response.body_mut() = Full::default();
    }
    if is_last {
        reply.response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
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
