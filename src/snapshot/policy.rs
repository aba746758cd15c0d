//! The one place where a [`CachePolicy`] becomes headers.
//!
//! RFC 9111 section 5.2 for `Cache-Control`, RFC 9213 for `CDN-Cache-Control`, the Fetch standard for
//! `Access-Control-Allow-Origin`. Takes a policy, gives header lines. It does not know what the resource is about,
//! nor who asked for it.

use http::HeaderMap;
use http::header::{ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, HeaderName, HeaderValue};

use crate::render::document::CachePolicy;

/// RFC 9213: read by an edge cache, and by no browser.
pub const CDN_CACHE_CONTROL: HeaderName = HeaderName::from_static("cdn-cache-control");

/// Adds what `policy` says about keeping, sharing and fetching in parts.
pub fn add(policy: CachePolicy, headers: &mut HeaderMap) {
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache_control(policy)));
    if let Some(edge) = edge_cache_control(policy) {
        headers.insert(CDN_CACHE_CONTROL, HeaderValue::from_static(edge));
    }
    if open_to_other_sites(policy) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    if in_parts(policy) {
        headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    }
}

/// What browsers are told.
const fn cache_control(policy: CachePolicy) -> &'static str {
    match policy {
        CachePolicy::PageNeverInBrowser | CachePolicy::NeverKept => "no-store",
        CachePolicy::OpenData => "max-age=3600",
        CachePolicy::Download => "max-age=86400",
    }
}

/// What an edge is told where it differs: a page may stay a minute, and a day if this server cannot be reached.
const fn edge_cache_control(policy: CachePolicy) -> Option<&'static str> {
    match policy {
        CachePolicy::PageNeverInBrowser => Some("max-age=60, stale-if-error=86400"),
        CachePolicy::OpenData | CachePolicy::Download | CachePolicy::NeverKept => None,
    }
}

/// Whether another site's scripts may read it.
pub const fn open_to_other_sites(policy: CachePolicy) -> bool {
    matches!(policy, CachePolicy::OpenData)
}

/// Whether another site may show it: in a page of its own, as an image or a link to fetch.
pub const fn embeddable(policy: CachePolicy) -> bool {
    matches!(policy, CachePolicy::OpenData | CachePolicy::Download)
}

/// Whether somebody may keep it, so that asking "has it changed?" (RFC 9110 section 13) has a meaning.
pub const fn has_validator(policy: CachePolicy) -> bool {
    !matches!(policy, CachePolicy::NeverKept)
}

/// Whether a part of it can be asked for (RFC 9110 section 14): downloads only.
pub const fn in_parts(policy: CachePolicy) -> bool {
    matches!(policy, CachePolicy::Download)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(policy: CachePolicy) -> Vec<String> {
        let mut headers = HeaderMap::new();
        add(policy, &mut headers);
        headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().expect("text"))).collect()
    }

    #[test]
    fn a_page_is_never_kept_in_a_browser_but_an_edge_may_keep_it_a_minute() {
        let wanted = ["cache-control: no-store", "cdn-cache-control: max-age=60, stale-if-error=86400"];
        assert_eq!(lines(CachePolicy::PageNeverInBrowser), wanted);
    }

    #[test]
    fn open_data_is_kept_an_hour_and_any_site_may_read_it() {
        let wanted = ["cache-control: max-age=3600", "access-control-allow-origin: *"];
        assert_eq!(lines(CachePolicy::OpenData), wanted);
    }

    #[test]
    fn a_download_is_kept_a_day_and_can_be_fetched_in_parts() {
        assert_eq!(lines(CachePolicy::Download), ["cache-control: max-age=86400", "accept-ranges: bytes"]);
    }

    #[test]
    fn the_answer_to_a_form_is_kept_by_nobody() {
        assert_eq!(lines(CachePolicy::NeverKept), ["cache-control: no-store"]);
    }
}
