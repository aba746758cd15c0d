//! Finished responses (RFC 9110 section 15), made from what the snapshot holds.
//!
//! Takes a resource or a reason, and the request's head; gives status, headers and bytes. It does not know which address was asked
//! for, nor how it was found.

use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, ALLOW,
    CONTENT_LENGTH, CONTENT_RANGE, HeaderValue, LOCATION, RANGE,
};
use http::request::Parts;
use http::{Method, StatusCode};

use super::conditional::{self, PreconditionResult};
use super::negotiate::{self, AcceptEncoding};
use super::open_data;
use super::ranges::{self, SelectedRange};
use super::reply::Reply;
use crate::render::document::MediaType;
use crate::snapshot::{ErrorPage, Resource, Snapshot, Variant, policy};

/// A document, as this client wants it: 200, 206, 304, 412 or 416.
pub fn document(snapshot: &Snapshot, resource: &Resource, head: &Parts) -> Reply {
    let variant = negotiate::choose(resource, &head.headers);
    match conditional::weigh(&head.headers, variant.etag.as_ref()) {
        PreconditionResult::Unchanged => {
            Reply::new(StatusCode::NOT_MODIFIED, variant.unchanged.clone(), Bytes::new(), resource.template)
        }
        PreconditionResult::Failed => error(snapshot, StatusCode::PRECONDITION_FAILED, head),
        PreconditionResult::Send => match selected_range(resource, variant, head) {
            SelectedRange::Whole => whole(resource, variant),
            SelectedRange::Bytes(range) => partial(resource, variant, range),
            SelectedRange::Outside => {
                let all = format!("bytes */{}", variant.body.len());
                error(snapshot, StatusCode::RANGE_NOT_SATISFIABLE, head).with(CONTENT_RANGE, text(&all))
            }
        },
    }
}

fn whole(resource: &Resource, variant: &Variant) -> Reply {
    Reply::new(StatusCode::OK, variant.headers.clone(), variant.body.clone(), resource.template)
}

/// RFC 9110 section 14.2: a range is for GET alone; here it is for downloads alone as well.
fn selected_range(resource: &Resource, variant: &Variant, head: &Parts) -> SelectedRange {
    if !policy::in_parts(resource.policy) || head.method != Method::GET {
        return SelectedRange::Whole;
    }
    let range = head.headers.get(RANGE).and_then(|value| value.to_str().ok());
    match range.filter(|_| conditional::range_still_fits(&head.headers, variant.etag.as_ref())) {
        Some(range) => ranges::select(range, variant.body.len()),
        None => SelectedRange::Whole,
    }
}

fn partial(resource: &Resource, variant: &Variant, range: std::ops::Range<usize>) -> Reply {
    let place = format!("bytes {}-{}/{}", range.start, range.end - 1, variant.body.len());
    let mut headers = variant.headers.clone();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(range.len()));
    Reply::new(StatusCode::PARTIAL_CONTENT, headers, variant.body.slice(range), resource.template)
        .with(CONTENT_RANGE, text(&place))
}

/// What goes with a status, for a request with this head.
pub fn error(snapshot: &Snapshot, status: StatusCode, head: &Parts) -> Reply {
    error_page(snapshot, status, head.uri.path(), AcceptEncoding::from(&head.headers))
}

/// The prepared page that goes with a status; at an address of open data, what its clients can read.
pub(super) fn error_page(snapshot: &Snapshot, status: StatusCode, path: &str, accepts: AcceptEncoding) -> Reply {
    if let Some(reply) = open_data::refusal(snapshot, status, path) {
        return reply;
    }
    let resource = snapshot.error(page_for(status));
    let variant = negotiate::variant(resource, accepts);
    Reply::new(status, variant.headers.clone(), variant.body.clone(), resource.template)
}

/// Which prepared page goes with a status.
pub(super) fn page_for(status: StatusCode) -> ErrorPage {
    match status {
        StatusCode::NOT_FOUND => ErrorPage::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => ErrorPage::MethodNotAllowed,
        StatusCode::GONE => ErrorPage::Gone,
        status if status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED => ErrorPage::Failed,
        _ => ErrorPage::Refused,
    }
}

/// Another address, with a line for clients that do not follow.
pub fn moved(snapshot: &Snapshot, status: StatusCode, location: HeaderValue) -> Reply {
    let mut note = b"This page is at ".to_vec();
    note.extend_from_slice(location.as_bytes());
    note.push(b'\n');
    let headers = snapshot.note_headers(MediaType::Plain, note.len());
    Reply::new(status, headers, Bytes::from(note), "moved").with(LOCATION, location)
}

/// Which methods an address takes (RFC 9110 section 9.3.7).
pub fn options(snapshot: &Snapshot, methods: &'static str) -> Reply {
    let mut headers = snapshot.empty_headers();
    headers.insert(ALLOW, HeaderValue::from_static(methods));
    Reply::new(StatusCode::NO_CONTENT, headers, Bytes::new(), "options")
}

/// As [`options`], with the answer to a browser's preflight (Fetch).
pub fn options_of_open_data(snapshot: &Snapshot, methods: &'static str) -> Reply {
    let mut headers = snapshot.empty_headers();
    headers.insert(ALLOW, HeaderValue::from_static(methods));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(methods));
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("*"));
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    Reply::new(StatusCode::NO_CONTENT, headers, Bytes::new(), "options")
}

/// A header value from text that this program wrote: digits and plain words.
fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or_else(|_| HeaderValue::from_static(""))
}
