//! Conditional and range headers: any bytes are read, tags match only where they stand, and a part lies inside the whole.
#![no_main]

use http::HeaderMap;
use http::header::{HeaderValue, IF_MATCH, IF_NONE_MATCH, IF_RANGE};
use libfuzzer_sys::fuzz_target;
use waymark::server::conditional::{PreconditionResult, range_still_fits, weigh};
use waymark::server::ranges::{SelectedRange, select};

const TAG: &str = "\"tag-br\"";

fuzz_target!(|input: (&[u8], &[u8], &[u8], &str, u16)| {
    let (match_, none_match, if_range, range, length) = input;
    let mut headers = HeaderMap::new();
    for (name, bytes) in [(IF_MATCH, match_), (IF_NONE_MATCH, none_match), (IF_RANGE, if_range)] {
        if !bytes.is_empty() && let Ok(value) = HeaderValue::from_bytes(bytes) {
            headers.append(name, value);
        }
    }
    let tag = HeaderValue::from_static(TAG);
    let holds_tag = |bytes: &[u8]| bytes.windows(TAG.len()).any(|part| part == TAG.as_bytes()) || bytes.contains(&b'*');
    match weigh(&headers, Some(&tag)) {
        PreconditionResult::Unchanged => assert!(holds_tag(none_match), "304 for a tag that was not named"),
        PreconditionResult::Failed => assert!(headers.contains_key(IF_MATCH)),
        PreconditionResult::Send => {}
    }
    assert_eq!(weigh(&headers, None), PreconditionResult::Send);
    if headers.contains_key(IF_RANGE) && range_still_fits(&headers, Some(&tag)) {
        assert_eq!(if_range, TAG.as_bytes());
    }
    if let SelectedRange::Bytes(bytes) = select(range, usize::from(length)) {
        assert!(bytes.start < bytes.end && bytes.end <= usize::from(length), "{range}: {bytes:?} of {length}");
    }
});
