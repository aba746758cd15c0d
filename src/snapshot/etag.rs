//! Entity tags (RFC 9110 section 8.8.3).
//!
//! Every tag here is strong: it is a hash of the bytes as sent, and says which coding they are in, so that two codings of one page
//! never share one (a shared strong tag makes caches join bytes of different codings). It does not know who compares them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderValue;

use super::encode::{Coding, digest};

/// How many bytes of the hash a tag holds: 96 bits.
const HASH_BYTES: usize = 12;

/// The strong tag of `body`, which is in `coding`.
pub fn strong(body: &[u8], coding: Coding) -> HeaderValue {
    let hash = URL_SAFE_NO_PAD.encode(&digest(body)[..HASH_BYTES]);
    let tag = match coding.name() {
        Some(name) => format!("\"{hash}-{name}\""),
        None => format!("\"{hash}\""),
    };
    // Base64url, a hyphen and quotes are all visible ASCII: this cannot be refused, and an empty value would only cost a cache hit.
    HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_codings_of_the_same_bytes_have_different_tags() {
        let tags = [Coding::Identity, Coding::Gzip, Coding::Brotli].map(|coding| strong(b"body", coding));
        assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2]);
    }

    #[test]
    fn a_tag_is_quoted_and_is_not_weak() {
        let tag = strong(b"body", Coding::Brotli);
        let tag = tag.to_str().expect("text");
        assert!(tag.starts_with('"') && tag.ends_with("-br\""), "{tag}");
    }
}
