//! A finished response on its way out, with the name it is counted and logged under. It does not know how it was made.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

/// A finished response, and the name it is counted and logged under.
#[derive(Debug)]
pub struct Reply {
    pub response: Response,
    /// The route asked for, or the kind of error.
    pub route: &'static str,
}

/// The route of a response, on its way out of the router. A response without one is a refusal that still needs its page.
#[derive(Debug, Clone, Copy)]
pub(super) struct RouteName(pub(super) &'static str);

impl IntoResponse for Reply {
    fn into_response(mut self) -> Response {
        self.response.extensions_mut().insert(RouteName(self.route));
        self.response
    }
}

impl Reply {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, body: Bytes, route: &'static str) -> Self {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Self { response, route }
    }

    pub(super) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.response.headers_mut().insert(name, value);
        self
    }
}
