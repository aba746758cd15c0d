//! The security headers, once. The same set goes on every response, with the content security policy of its type.
//!
//! Takes what the site says about itself (its policy for pages, whether its public address is https, its onion address) and
//! gives header lines. It never sends `Server` or `Set-Cookie`, and does not know any page.

use http::HeaderMap;
use http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};

use super::policy;
use crate::render::document::{CachePolicy, MediaType};

/// Asks networks that filter or record by category to leave this site out of their records.
const REQUEST_OTR: HeaderName = HeaderName::from_static("request-otr");
const CROSS_ORIGIN_OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const CROSS_ORIGIN_RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// What is not a page needs nothing: no script, no style, no frame.
const NOTHING_ALLOWED: &str = "default-src 'none'; frame-ancestors 'none'";

/// Everything a page could ask a device for, turned off.
const ALL_OFF: &str = "browsing-topics=(), camera=(), geolocation=(), microphone=()";

/// Two years, as browsers' preload lists ask.
const TWO_YEARS: &str = "max-age=63072000; includeSubDomains";

/// What the site says about itself that ends in security headers.
#[derive(Debug, Clone)]
pub struct Security {
    /// The content security policy of pages that bring none of their own; it names the hashes of the style and the script inside them.
    pub page_policy: HeaderValue,
    /// Whether browsers reach the site by https.
    pub is_https: bool,
}

impl Security {
    /// Adds the security headers of a response of this type and policy.
    pub fn add(&self, media_type: MediaType, kept: CachePolicy, own: Option<&str>, headers: &mut HeaderMap) {
        let content = match media_type {
            MediaType::Html => {
                // A page's own policy is made of hashes and key words (`render::assets`), which any header can hold.
                own.and_then(|own| HeaderValue::from_str(own).ok()).unwrap_or_else(|| self.page_policy.clone())
            }
            _ => HeaderValue::from_static(NOTHING_ALLOWED),
        };
        let readers = if policy::embeddable(kept) { "cross-origin" } else { "same-origin" };
        headers.insert(CONTENT_SECURITY_POLICY, content);
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        headers.insert(CROSS_ORIGIN_OPENER, HeaderValue::from_static("same-origin"));
        headers.insert(CROSS_ORIGIN_RESOURCE, HeaderValue::from_static(readers));
        headers.insert(PERMISSIONS, HeaderValue::from_static(ALL_OFF));
        headers.insert(REQUEST_OTR, HeaderValue::from_static("1"));
        if self.is_https {
            headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TWO_YEARS));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(media_type: MediaType, kept: CachePolicy, is_https: bool) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let security = Security { page_policy: HeaderValue::from_static("default-src 'none'; form-action 'self'"), is_https };
        security.add(media_type, kept, None, &mut headers);
        headers
    }

    #[test]
    fn a_page_carries_its_own_policy_and_everything_else_is_allowed_nothing() {
        let page = headers(MediaType::Html, CachePolicy::PageNeverInBrowser, false);
        assert_eq!(page[CONTENT_SECURITY_POLICY], "default-src 'none'; form-action 'self'");
        let drawing = headers(MediaType::Svg, CachePolicy::Download, false);
        assert_eq!(drawing[CONTENT_SECURITY_POLICY], NOTHING_ALLOWED);
    }

    #[test]
    fn only_open_data_and_downloads_can_be_shown_by_another_site() {
        let shown = |kept| headers(MediaType::Json, kept, false)[CROSS_ORIGIN_RESOURCE].clone();
        assert_eq!(shown(CachePolicy::OpenData), "cross-origin");
        assert_eq!(shown(CachePolicy::Download), "cross-origin");
        assert_eq!(shown(CachePolicy::PageNeverInBrowser), "same-origin");
        assert_eq!(shown(CachePolicy::NeverKept), "same-origin");
    }

    #[test]
    fn browsers_are_held_to_https_only_where_the_public_address_is_https() {
        let page = |is_https| headers(MediaType::Html, CachePolicy::PageNeverInBrowser, is_https);
        assert!(page(true).contains_key(STRICT_TRANSPORT_SECURITY));
        assert!(!page(false).contains_key(STRICT_TRANSPORT_SECURITY));
    }

    #[test]
    fn no_response_names_its_server_or_sets_a_cookie() {
        let page = headers(MediaType::Html, CachePolicy::PageNeverInBrowser, true);
        assert!(!page.contains_key("server") && !page.contains_key("set-cookie"));
    }
}
