//! What is wrong with a request before its address is looked at (RFC 9112 section 3).
//!
//! hyper has already refused what is not HTTP at all. Takes a request head, gives the status to refuse it with, if any. It does not
//! know which addresses exist.

use http::header::{CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, Version};

use crate::settings::Limits;

/// Why this request cannot be read as it was meant. Without a body there is no coding that frames one: hyper has refused every other
/// such field.
pub fn fault(head: &Parts, has_body: bool, limits: &Limits) -> Option<StatusCode> {
    if target_length(head) > limits.target_bytes {
        return Some(StatusCode::URI_TOO_LONG);
    }
    if !names_one_host(head) || !names_an_address(head) {
        return Some(StatusCode::BAD_REQUEST);
    }
    if has_body && !is_plainly_framed(&head.headers) {
        return Some(StatusCode::NOT_IMPLEMENTED);
    }
    None
}

fn target_length(head: &Parts) -> usize {
    let origin = head.uri.authority().map_or(0, |authority| authority.as_str().len());
    origin + head.uri.path_and_query().map_or(0, |path| path.as_str().len())
}

/// RFC 9112 section 3.2: a request has one `Host`, which is a host. HTTP/1.0 may have none.
fn names_one_host(head: &Parts) -> bool {
    let mut hosts = head.headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_host(host.as_bytes()),
        (None, _) => head.version == Version::HTTP_10,
        (Some(_), Some(_)) => false,
    }
}

/// The characters of a host and port (RFC 3986 section 3.2.2): no user, no path, no list.
fn is_host(host: &[u8]) -> bool {
    host.iter().all(|byte| IN_A_HOST[usize::from(*byte)])
}

/// Which bytes a host may hold.
const IN_A_HOST: [bool; 256] = {
    let marks = b"-._~%!$&'()*+;=:[]";
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let mut mark = 0;
    while mark < marks.len() {
        table[marks[mark] as usize] = true;
        mark += 1;
    }
    table
};

/// An address starts with a slash (origin-form or absolute-form); `*` is for OPTIONS alone, and CONNECT names no address.
fn names_an_address(head: &Parts) -> bool {
    match head.uri.path() {
        "*" => head.method == Method::OPTIONS,
        "" => head.method == Method::CONNECT,
        path => path.starts_with('/'),
    }
}

/// RFC 9112 section 6.1: a body is framed by its length or by `chunked` alone. Any other chain of codings is refused, because
/// servers in front that read it differently could be made to see other requests than we do.
fn is_plainly_framed(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    match (codings.next(), codings.next()) {
        (None, _) => true,
        (Some(coding), None) => coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"chunked"),
        (Some(_), Some(_)) => false,
    }
}

/// Whether a body is what HTML forms send (RFC 9110 section 8.3; parameters such as `charset` may follow).
pub fn is_form(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn check(change: impl FnOnce(http::request::Builder) -> http::request::Builder, wanted: Option<u16>) {
        let request = change(Request::builder()).body(()).expect("request");
        let (head, ()) = request.into_parts();
        let fault = fault(&head, true, &Limits::default()).map(|status| status.as_u16());
        assert_eq!(fault, wanted, "{head:?}");
    }

    #[test]
    fn a_request_names_exactly_one_host() {
        check(|request| request.uri("/").header(HOST, "waymark.example:8080"), None);
        check(|request| request.uri("/").header(HOST, "[::1]:8080"), None);
        check(|request| request.uri("/"), Some(400));
        check(|request| request.uri("/").version(Version::HTTP_10), None);
        check(|request| request.uri("/").header(HOST, "a").header(HOST, "a"), Some(400));
        check(|request| request.uri("/").header(HOST, "a").header(HOST, "b").version(Version::HTTP_10), Some(400));
        for host in ["a, b", "user@a", "a/b", "a b"] {
            check(|request| request.uri("/").header(HOST, host), Some(400));
        }
    }

    #[test]
    fn a_target_is_an_address_a_whole_one_or_a_star() {
        check(|request| request.uri("http://other.example/report").header(HOST, "a"), None);
        check(|request| request.uri("other.example:80").header(HOST, "a"), Some(400));
        check(|request| request.uri("*").method(Method::OPTIONS).header(HOST, "a"), None);
        check(|request| request.uri("*").header(HOST, "a"), Some(400));
    }

    #[test]
    fn a_target_that_is_far_too_long_is_refused_and_one_that_is_merely_long_is_read() {
        check(|request| request.uri(format!("/{}", "a".repeat(7_000))).header(HOST, "a"), None);
        check(|request| request.uri(format!("/{}", "a".repeat(9_000))).header(HOST, "a"), Some(414));
        check(|request| request.uri(format!("/?{}", "a".repeat(9_000))).header(HOST, "a"), Some(414));
    }

    #[test]
    fn a_chain_of_transfer_codings_is_refused() {
        let framed = |coding: &'static str| {
            move |request: http::request::Builder| request.uri("/").header(HOST, "a").header(TRANSFER_ENCODING, coding)
        };
        check(framed("chunked"), None);
        check(framed("gzip, chunked"), Some(501));
        check(|request| framed("chunked")(framed("chunked")(request)), Some(400));
    }

    #[test]
    fn only_what_html_forms_send_is_a_form() {
        let sent = |media_type: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, media_type.parse().expect("header"));
            is_form(&headers)
        };
        assert!(sent("application/x-www-form-urlencoded"));
        assert!(sent("Application/X-WWW-Form-Urlencoded; charset=UTF-8"));
        assert!(!sent("multipart/form-data; boundary=a"));
        assert!(!sent("application/json"));
        assert!(!is_form(&HeaderMap::new()));
    }
}
