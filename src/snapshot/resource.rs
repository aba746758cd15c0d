//! One text, ready to send: in each coding that pays, with its headers.
//!
//! Takes a body and its encodings, gives finished responses. It does not know requests.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderValue};

use super::encode::Coding;
use super::headers::{Facts, SiteHeaders};
use super::{etag, policy};
use crate::render::document::{CachePolicy, MediaType};

/// The bytes of a resource in one coding.
#[derive(Debug, Clone)]
pub struct Variant {
    /// How the bytes are coded.
    pub coding: Coding,
    pub body: Bytes,
    /// The strong tag of the bytes, where somebody may keep them.
    pub etag: Option<HeaderValue>,
    /// The header section of a 200, whole but for `Date`.
    pub headers: HeaderMap,
    /// The header section of a 304.
    pub unchanged: HeaderMap,
}

/// A text at an address, or the text of an error.
#[derive(Debug, Clone)]
pub struct Resource {
    pub media_type: MediaType,
    /// How long it may be kept.
    pub policy: CachePolicy,
    /// The name its requests are counted and logged under.
    pub template: &'static str,
    csp: Option<Arc<str>>,
    identity: Variant,
    gzip: Option<Variant>,
    brotli: Option<Variant>,
}

/// A text before it is made ready.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) csp: Option<Arc<str>>,
    pub(super) path: Option<String>,
    pub(super) media_type: MediaType,
    pub(super) policy: CachePolicy,
    pub(super) template: &'static str,
    pub(super) body: Bytes,
}

/// The codings of a body that are smaller than it.
#[derive(Debug, Clone, Default)]
pub(super) struct Encodings {
    pub(super) gzip: Option<Bytes>,
    pub(super) brotli: Option<Bytes>,
}

impl Resource {
    pub(super) fn new(draft: &Draft, encodings: Encodings, site: &SiteHeaders) -> Self {
        let has_variants = encodings.gzip.is_some() || encodings.brotli.is_some();
        let variant = |coding, body: Bytes| {
            let etag = policy::has_validator(draft.policy).then(|| etag::strong(&body, coding));
            let facts = Facts {
                csp: draft.csp.as_deref(),
                path: draft.path.as_deref(),
                media_type: draft.media_type,
                policy: draft.policy,
                coding,
                has_variants,
                length: body.len(),
                etag: etag.as_ref(),
            };
            let (headers, unchanged) = (site.of(&facts), site.unchanged(&facts));
            Variant { coding, body, etag, headers, unchanged }
        };
        Self {
            media_type: draft.media_type,
            policy: draft.policy,
            template: draft.template,
            csp: draft.csp.clone(),
            gzip: encodings.gzip.map(|body| variant(Coding::Gzip, body)),
            brotli: encodings.brotli.map(|body| variant(Coding::Brotli, body)),
            identity: variant(Coding::Identity, draft.body.clone()),
        }
    }

    /// This text as it was before it was made ready.
    pub(super) fn draft(&self, path: Option<&str>) -> Draft {
        Draft {
            csp: self.csp.clone(),
            path: path.map(str::to_owned),
            media_type: self.media_type,
            policy: self.policy,
            template: self.template,
            body: self.identity.body.clone(),
        }
    }

    /// The bytes in this coding, if it is held.
    pub const fn variant(&self, coding: Coding) -> Option<&Variant> {
        match coding {
            Coding::Identity => Some(&self.identity),
            Coding::Gzip => self.gzip.as_ref(),
            Coding::Brotli => self.brotli.as_ref(),
        }
    }

    /// The bytes as they are, always held.
    pub const fn identity(&self) -> &Variant {
        &self.identity
    }

    /// Every coding that is held.
    pub fn variants(&self) -> impl Iterator<Item = &Variant> {
        [Some(&self.identity), self.gzip.as_ref(), self.brotli.as_ref()].into_iter().flatten()
    }
}
