//! Why there is no answer: the one error of all handlers.
//!
//! A handler says only the status; the page (or, for open data, the JSON) that goes with it is chosen by [`super::front_door`], which
//! knows what the client reads. It does not know pages.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, HeaderName, HeaderValue, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

/// Header fields that belong to the refusal itself, and stay when its page is put in.
pub(super) const OWN_FIELDS: [HeaderName; 2] = [ALLOW, RETRY_AFTER];

/// A status, and what a client may do about it.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    status: StatusCode,
    headers: HeaderMap,
}

impl Refusal {
    /// Refused with this status.
    pub(super) fn of(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new() }
    }

    /// No room for this just now; try again shortly.
    pub(super) fn busy() -> Self {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("5"))]);
        Self { status: StatusCode::SERVICE_UNAVAILABLE, headers }
    }

    /// A method that this address does not take (RFC 9110 section 15.5.6).
    pub(super) fn method(allowed: &'static str) -> Self {
        let headers = HeaderMap::from_iter([(ALLOW, HeaderValue::from_static(allowed))]);
        Self { status: StatusCode::METHOD_NOT_ALLOWED, headers }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}
