//! The ground to stand on: hyper, one thread, and fixed bytes. No look-up, no negotiation, no limits, no figures.

use std::convert::Infallible;
use std::path::Path;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, VARY};
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

/// Serves `page` of a folder, with the headers in `head` beside it: only those of the content, or all that Waymark sends.
pub(crate) fn run(address: &str, folder: &Path, has_same_headers: bool) {
    let body = Bytes::from(std::fs::read(folder.join("page")).expect("the page"));
    let head = std::fs::read_to_string(folder.join("head")).expect("the head");
    let headers = headers(&head, has_same_headers);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.expect("a free port");
        loop {
            let Ok((stream, _)) = listener.accept().await else { continue };
            let _ = stream.set_nodelay(true);
            let (body, headers) = (body.clone(), headers.clone());
            tokio::spawn(async move {
                let service = service_fn(|request: Request<Incoming>| {
                    let is_known = request.headers().contains_key(IF_NONE_MATCH);
                    let content = if is_known { Bytes::new() } else { body.clone() };
                    let mut response = Response::new(Full::new(content));
                    *response.headers_mut() = headers.clone();
                    if is_known {
                        *response.status_mut() = StatusCode::NOT_MODIFIED;
                    }
                    async { Ok::<_, Infallible>(response) }
                });
                let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
}

/// Of the header lines that Waymark sent, those that a bare server repeats. hyper writes date and length itself.
fn headers(head: &str, has_same_headers: bool) -> HeaderMap {
    let content = [CONTENT_TYPE, CONTENT_ENCODING, ETAG, VARY];
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    let named = lines.filter_map(|(name, value)| Some((name.parse::<HeaderName>().ok()?, HeaderValue::from_str(value).ok()?)));
    let is_hypers = |name: &HeaderName| matches!(name.as_str(), "date" | "content-length" | "connection");
    named.filter(|(name, _)| !is_hypers(name) && (has_same_headers || content.contains(name))).collect()
}
