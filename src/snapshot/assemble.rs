//! The steps between a bundle and a snapshot: what is shared by all headers, where texts go, the prepared pages.
//!
//! Works on a bundle that was checked. It does not know how a body is encoded.

use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use sha2::{Digest as _, Sha256};

use super::bundle::{BuildError, Bundle, header};
use super::headers::SiteHeaders;
use super::resource::{Draft, Resource};
use super::security::Security;
use super::{AddressEntry, AddressTable, Redirect};
use crate::render::document::{CachePolicy, ErrorPages, MediaType, RenderedDocument};

/// The prepared pages for requests that cannot be answered with a document.
#[derive(Debug)]
pub(super) struct Errors {
    pub(super) not_found: Resource,
    pub(super) method_not_allowed: Resource,
    pub(super) gone: Resource,
    pub(super) refused: Resource,
    pub(super) failed: Resource,
}

/// How many prepared pages there are.
const ERROR_PAGES: usize = 5;

/// What all headers of this site share.
pub(super) fn site_headers(bundle: &Bundle) -> Result<SiteHeaders, BuildError> {
    let page_policy = header("the content security policy", &bundle.form_csp)?;
    if let Some(onion) = &bundle.onion {
        header("the onion address", onion)?;
    }
    Ok(SiteHeaders { security: Security { page_policy, is_https: bundle.is_https }, onion: bundle.onion.clone() })
}

/// The addresses that lead elsewhere, and those that were withdrawn.
pub(super) fn moved(bundle: &Bundle) -> Result<AddressTable, BuildError> {
    let retired = bundle.redirects.iter().map(|moved| (moved, StatusCode::MOVED_PERMANENTLY));
    let short = bundle.temporary.iter().map(|moved| (moved, StatusCode::TEMPORARY_REDIRECT));
    let mut entries = AddressTable::default();
    for ((from, to), status) in retired.chain(short) {
        let location = header("a redirect", to)?;
        entries.insert(from.as_str().into(), AddressEntry::Redirect(Redirect { status, location }));
    }
    entries.extend(bundle.gone.iter().map(|path| (path.as_str().into(), AddressEntry::Gone)));
    Ok(entries)
}

/// Changes exactly when an address or a body does.
pub(super) fn fingerprint(bundle: &Bundle) -> String {
    let mut documents: Vec<&RenderedDocument> = bundle.documents.iter().collect();
    documents.sort_unstable_by_key(|document| &document.path);
    let mut hash = Sha256::new();
    for document in documents {
        hash.update(document.path.as_bytes());
        hash.update([0]);
        hash.update(super::encode::digest(document.body.as_bytes()));
    }
    hash.finalize().iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// The addresses of the documents, and the texts to make ready: the documents in the same order, then the prepared pages.
pub(super) fn drafts(documents: Vec<RenderedDocument>, errors: ErrorPages) -> (Vec<Box<str>>, Vec<Draft>) {
    let paths = documents.iter().map(|document| document.path.as_str().into()).collect();
    let drafts = documents.into_iter().map(|document| Draft {
        csp: document.csp,
        path: Some(document.path),
        media_type: document.media_type,
        policy: document.policy,
        template: document.template,
        body: exactly(document.body),
    });
    (paths, drafts.chain(error_drafts(errors)).collect())
}

/// A text without the room that it grew in: it is held for as long as the site is served.
fn exactly(body: String) -> Bytes {
    Bytes::from(body.into_boxed_str().into_boxed_bytes())
}

fn error_drafts(pages: ErrorPages) -> [Draft; ERROR_PAGES] {
    let draft = |template, body: String| Draft {
        csp: Some(Arc::clone(&pages.csp)),
        path: None,
        media_type: MediaType::Html,
        policy: CachePolicy::NeverKept,
        template,
        body: exactly(body),
    };
    [
        draft("not found", pages.not_found),
        draft("method not allowed", pages.method_not_allowed),
        draft("gone", pages.gone),
        draft("refused", pages.refused),
        draft("failed", pages.failed),
    ]
}

/// Puts the texts at their addresses; what is left over are the prepared pages.
pub(super) fn place(mut resources: Vec<Resource>, paths: Vec<Box<str>>, entries: &mut AddressTable) -> Errors {
    let pages = resources.split_off(paths.len());
    let texts = resources.into_iter().map(|resource| AddressEntry::Resource(Box::new(resource)));
    entries.extend(paths.into_iter().zip(texts));
    match <[Resource; ERROR_PAGES]>::try_from(pages) {
        Ok([not_found, method_not_allowed, gone, refused, failed]) => {
            Errors { not_found, method_not_allowed, gone, refused, failed }
        }
        Err(_) => unreachable!("packing keeps count and order, and the last five drafts are the prepared pages"),
    }
}

impl Errors {
    /// The prepared pages as they were before they were made ready, in the order of [`place`].
    pub(super) fn drafts(&self) -> [Draft; ERROR_PAGES] {
        [&self.not_found, &self.method_not_allowed, &self.gone, &self.refused, &self.failed].map(|page| page.draft(None))
    }
}
