//! Whatever `Accept-Encoding` says, a coding is chosen, and none that was refused in so many words.
#![no_main]

use http::HeaderMap;
use http::header::{ACCEPT_ENCODING, HeaderValue};
use libfuzzer_sys::fuzz_target;
use waymark::server::negotiate::AcceptEncoding;
use waymark::snapshot::Coding;

fuzz_target!(|input: &[u8]| {
    let mut headers = HeaderMap::new();
    for line in input.split(|byte| *byte == b'\n').take(8) {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            headers.append(ACCEPT_ENCODING, value);
        }
    }
    let order: Vec<Coding> = AcceptEncoding::from(&headers).in_order().collect();
    assert!(order.len() <= 3);
    for (index, coding) in order.iter().enumerate() {
        assert!(!order[..index].contains(coding), "{coding:?} twice");
    }
    let first = AcceptEncoding::from(&headers).first();
    assert!(order.first().is_none_or(|wanted| *wanted == first));
    if headers.get_all(ACCEPT_ENCODING).iter().eq(["br;q=0"]) {
        assert!(!order.contains(&Coding::Brotli));
    }
});
