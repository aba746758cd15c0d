//! The whole header section of a response, built once: what it is, how it may be kept, what it may do.
//!
//! Takes the facts of a body, gives a `HeaderMap`. hyper adds only `Date` (and `Connection` where it must).

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, VARY};

use super::encode::Coding;
use super::policy;
use super::security::Security;
use crate::render::document::{CachePolicy, MediaType};

/// Where the same page is on the onion network; read by Tor Browser.
const ONION_LOCATION: HeaderName = HeaderName::from_static("onion-location");

/// What every response of this site has in common.
#[derive(Debug, Clone)]
pub struct SiteHeaders {
    pub security: Security,
    /// The site's onion address without a trailing slash, if it has one.
    pub onion: Option<String>,
}

/// What one body adds.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The content security policy of a page; the form answers' where it names none.
    pub csp: Option<&'a str>,
    pub path: Option<&'a str>,
    pub media_type: MediaType,
    /// How long it may be kept.
    pub policy: CachePolicy,
    pub coding: Coding,
    /// Whether the same text is held in another coding.
    pub has_variants: bool,
    /// How many bytes.
    pub length: usize,
    pub etag: Option<&'a HeaderValue>,
}

impl Facts<'_> {
    /// Of a note that was made for one answer.
    pub const fn of_note(media_type: MediaType, length: usize) -> Self {
        let (policy, coding) = (CachePolicy::NeverKept, Coding::Identity);
        Self { csp: None, path: None, media_type, policy, coding, has_variants: false, length, etag: None }
    }
}

impl SiteHeaders {
    /// The header section of a 200.
    pub fn of(&self, facts: &Facts<'_>) -> HeaderMap {
        let mut headers = self.unchanged(facts);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(facts.media_type.as_sent()));
        if let Some(name) = facts.coding.name() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        headers.insert(CONTENT_LENGTH, HeaderValue::from(facts.length));
        headers
    }

    /// The header section of a 304: that of the 200 less what describes the content (RFC 9110 section 15.4.5).
    pub fn unchanged(&self, facts: &Facts<'_>) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(24);
        if let Some(etag) = facts.etag {
            headers.insert(ETAG, etag.clone());
        }
        if facts.has_variants {
            headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
        policy::add(facts.policy, &mut headers);
        self.security.add(facts.media_type, facts.policy, facts.csp, &mut headers);
        if let Some(location) = self.onion_location(facts) {
            headers.insert(ONION_LOCATION, location);
        }
        headers
    }

    fn onion_location(&self, facts: &Facts<'_>) -> Option<HeaderValue> {
        let (onion, path) = (self.onion.as_ref()?, facts.path?);
        let is_page = facts.media_type == MediaType::Html;
        // Both parts were checked when the snapshot was built; a page without this line is still a page.
        is_page.then(|| HeaderValue::from_str(&format!("{onion}{path}")).ok()).flatten()
    }
}
