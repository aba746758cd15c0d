//! Requests that ask whether something changed (RFC 9110 section 13).
//!
//! Takes the tag of the bytes that would be sent and the request's headers, gives one of three answers. There are no modification
//! dates here: a date says less than a hash, and section 13.1.3 has dates ignored where there is none. It does not know bodies.

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH, IF_RANGE};

/// What the conditions of a GET or HEAD come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreconditionResult {
    Send,
    /// The client has it: 304.
    Unchanged,
    /// The client wanted something else: 412.
    Failed,
}

/// Weighs the conditions in the order of section 13.2.2.
pub fn weigh(headers: &HeaderMap, etag: Option<&HeaderValue>) -> PreconditionResult {
    let Some(etag) = etag else { return PreconditionResult::Send };
    if headers.contains_key(IF_MATCH) && !lists(headers, &IF_MATCH, etag, Compare::Strong) {
        return PreconditionResult::Failed;
    }
    match headers.get(IF_NONE_MATCH) {
        // What browsers send: the one tag, as they were given it.
        Some(line) if line == etag => PreconditionResult::Unchanged,
        Some(_) if lists(headers, &IF_NONE_MATCH, etag, Compare::Weak) => PreconditionResult::Unchanged,
        _ => PreconditionResult::Send,
    }
}

/// Whether a range may be sent: there is no `If-Range`, or it names exactly these bytes (section 13.1.5: strong comparison, and a
/// date never matches because there is none).
pub fn range_still_fits(headers: &HeaderMap, etag: Option<&HeaderValue>) -> bool {
    headers.get(IF_RANGE).is_none_or(|wanted| Some(wanted) == etag)
}

/// How two tags are compared (RFC 9110 section 8.8.3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compare {
    /// Equal, and neither weak.
    Strong,
    /// Equal but for `W/`.
    Weak,
}

/// Whether a field is `*` or lists `etag`.
fn lists(headers: &HeaderMap, field: &HeaderName, etag: &HeaderValue, compare: Compare) -> bool {
    let Some(etag) = text(etag) else { return false };
    headers.get_all(field).iter().filter_map(text).any(|line| line.trim() == "*" || names(line, etag, compare))
}

/// Whether one line lists `etag`. Tags are quoted and may hold commas, so the line is read tag by tag.
fn names(mut line: &str, etag: &str, compare: Compare) -> bool {
    loop {
        line = line.trim_start_matches([' ', '\t', ',']);
        let (is_weak, rest) = line.strip_prefix("W/").map_or((false, line), |rest| (true, rest));
        let Some(end) = rest.strip_prefix('"').and_then(|opaque| opaque.find('"')) else { return false };
        let (tag, after) = rest.split_at(end + 2);
        if tag == etag && (compare == Compare::Weak || !is_weak) {
            return true;
        }
        line = after;
    }
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TAG: HeaderValue = HeaderValue::from_static("\"a,b-br\"");

    fn result(field: HeaderName, line: &str) -> PreconditionResult {
        let mut headers = HeaderMap::new();
        headers.insert(field, HeaderValue::from_str(line).expect("header"));
        weigh(&headers, Some(&TAG))
    }

    #[test]
    fn a_client_that_has_the_bytes_is_told_so() {
        for line in ["\"a,b-br\"", "W/\"a,b-br\"", "*", "\"x\", \"a,b-br\"", "W/\"x\",W/\"a,b-br\" , \"y\""] {
            assert_eq!(result(IF_NONE_MATCH, line), PreconditionResult::Unchanged, "{line}");
        }
    }

    #[test]
    fn a_client_that_has_other_bytes_or_asks_badly_is_sent_them() {
        for line in ["\"a\"", "\"a,b\"", "a,b-br", "\"a,b-br", "", "w/\"a,b-br\"", "\"x\" \"", "W/"] {
            assert_eq!(result(IF_NONE_MATCH, line), PreconditionResult::Send, "{line}");
        }
    }

    #[test]
    fn a_client_that_wants_only_certain_bytes_gets_no_others() {
        assert_eq!(result(IF_MATCH, "\"a,b-br\""), PreconditionResult::Send);
        assert_eq!(result(IF_MATCH, "*"), PreconditionResult::Send);
        assert_eq!(result(IF_MATCH, "\"x\""), PreconditionResult::Failed);
        assert_eq!(result(IF_MATCH, "W/\"a,b-br\""), PreconditionResult::Failed);
    }

    #[test]
    fn what_nobody_keeps_is_sent_whatever_is_asked() {
        let mut headers = HeaderMap::new();
        headers.insert(IF_NONE_MATCH, HeaderValue::from_static("*"));
        assert_eq!(weigh(&headers, None), PreconditionResult::Send);
    }

    #[test]
    fn a_range_of_other_bytes_is_not_sent() {
        let mut headers = HeaderMap::new();
        assert!(range_still_fits(&headers, Some(&TAG)));
        headers.insert(IF_RANGE, TAG);
        assert!(range_still_fits(&headers, Some(&TAG)));
        for other in ["\"x\"", "W/\"a,b-br\"", "Tue, 24 Nov 2026 09:00:00 GMT"] {
            headers.insert(IF_RANGE, HeaderValue::from_static(other));
            assert!(!range_still_fits(&headers, Some(&TAG)), "{other}");
        }
    }

    proptest! {
        #[test]
        fn a_tag_is_found_wherever_it_stands_in_a_list(before in "(W/)?\"[a-z,]{0,5}\"", after in "(W/)?\"[a-z,]{0,5}\"") {
            prop_assert_eq!(result(IF_NONE_MATCH, &format!("{before}, \"a,b-br\",{after}")), PreconditionResult::Unchanged);
        }

        #[test]
        fn any_line_is_read_without_a_panic(line in "[ -~]{0,60}") {
            let _ = result(IF_NONE_MATCH, &line);
        }
    }
}
